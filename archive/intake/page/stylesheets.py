"""What a page's own style sheet hides: by a rule for one class or id, on every screen."""

import re
from collections.abc import Iterator

_SHEET = re.compile(r"<style(?![^<>]{0,200}\bmedia)[^<>]{0,200}>(?P<rules>[^<]*)", re.I)
_BRACE = re.compile(r"([{}])")
_PLAIN = re.compile(r"[.#][\w-]+")
_SHOWS = re.compile(r"(?:^|;)\s*(?P<how>display|visibility)\s*:\s*(?P<what>[\w-]+)", re.I)


def hidden_names(text: str) -> frozenset[str]:
    """“.name” and “#name”. A later rule for the same name wins, as in a browser."""
    found: dict[str, bool] = {}
    for sheet in _SHEET.finditer(text):
        for selectors, declared in _rules(sheet["rules"]):
            shows = [match["what"].lower() for match in _SHOWS.finditer(declared)]
            if shows:
                found |= dict.fromkeys(selectors, shows[-1] in ("none", "hidden"))
    return frozenset(name for name, hidden in found.items() if hidden)


def _rules(sheet: str) -> Iterator[tuple[list[str], str]]:
    """Those that stand in no @media: plain selectors and what is declared of them."""
    opened: list[str] = []
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        words = text.rpartition("*/")[2].strip()
        if brace == "{":
            opened.append(words)
        elif opened:
            selectors = opened.pop()
            if not opened:
                yield [each for each in map(str.strip, selectors.split(",")) if _PLAIN.fullmatch(each)], words
