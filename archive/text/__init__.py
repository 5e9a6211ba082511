"""Small pure functions on strings. Offsets are Python `str` offsets throughout."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from archive.text.folding import fold

T = TypeVar("T")

# What stands between two spans of one quote: the attribution that interrupts the words is left out.
GAP = " […] "
MAX_ARTICLE = 200_000
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
# What a spreadsheet would run as a formula, also behind apostrophes that were there before.
_SIGNS = "=+-@\t\r\n\0＝＋－＠"
_FIRST = frozenset(_SIGNS) | {"'"}
_FORMULA = re.compile(rf"'*[{re.escape(_SIGNS)}]")
# The same behind what some spreadsheets part cells at, quoted or not; a dash with a blank begins an item of a list.
_INSIDE = re.compile(r"([;\t\r\n])(?='*(?:[=+@＝＋＠]|[-－](?! )))")
_DEFUSED_INSIDE = re.compile(r"([;\t\r\n])'(?='*(?:[=+@＝＋＠]|[-－](?! )))")

Offsets = tuple[int, int]


class Term(NamedTuple):
    """A word, or what stands for one, as it is compared; and where it stands in a text."""

    term: str
    start: int
    end: int


NO_TEXT = re.compile("[\0\ud800-\udfff]")  # what no text of a database holds


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sort_key(name: str) -> str:
    """The same order on every PostgreSQL, whatever its collations: compare these by code point."""
    return " ".join(fold(name).removeprefix("the ").split())


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The folded words of a name, without apostrophes, a hyphen being a blank: equal keys are one name."""
    return " ".join(_words(fold(name).replace("'", "")))


def _words(folded: str) -> list[str]:
    return _NO_LETTER.sub(lambda sign: _mark(sign) or " ", folded).split()


_NO_LETTER, _DIVIDES_NOTHING = re.compile(r"[\W_]"), re.compile(r"[^\w\s-]")


def _mark(sign: re.Match[str]) -> str:
    """An accent that stands by itself belongs to the letter before it."""
    return sign[0] if unicodedata.category(sign[0])[0] == "M" else ""


@lru_cache(maxsize=1 << 14)
def slug(text: str, words: int = 8) -> str:
    """The first words of a text for an address, in their own script; other punctuation than hyphens divides none."""
    kept = _DIVIDES_NOTHING.sub(_mark, fold(text))
    return "-".join(kept.replace("-", " ").split()[:words])[:80].strip("-_")


def join_spans(parts: Iterable[str]) -> str:
    return GAP.join(parts)


def removed(length: int, kept: list[Offsets]) -> list[Offsets]:
    """The spans of a text of `length` that `kept` (in order, not overlapping) leaves out."""
    edges = [0, *(edge for span in kept for edge in span), length]
    return [(start, end) for start, end in list(pairwise(edges))[::2] if start < end]


def read_article(data: bytes) -> str:
    """An article file as text, unchanged. Raises ValueError with what to do about it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"Not UTF-8 at byte {error.start}: save the file as UTF-8 and try again.") from None
    return check_article(text)


def check_article(text: str) -> str:
    if "\0" in text:
        raise ValueError(f"A NUL character stands at offset {text.index(chr(0))}: remove it and try again.")
    if len(text) > MAX_ARTICLE:
        raise ValueError(f"{len(text):,} characters are more than {MAX_ARTICLE:,}: split the text.")
    if not text.strip():
        raise ValueError("The text is empty.")
    return text


def defused(text: str) -> str:
    """With an apostrophe in front if a spreadsheet would take it for a formula."""
    inside = _INSIDE.sub(r"\1'", text)
    return f"'{inside}" if text[:1] in _FIRST and _FORMULA.match(text) else inside


def restored(text: str) -> str:
    """What `defused` was given."""
    begun = text[1:] if text.startswith("'") and _FORMULA.match(text) else text
    return _DEFUSED_INSIDE.sub(r"\1", begun)


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def isolated(text: str) -> str:
    """With marks around it that end what turns text around, so that nothing beside it is turned."""
    return f"\u2068{text}\u2069" if _TURNING.search(text) else text


def shortened(text: str, length: int) -> str:
    """On one line, cut at its end: behind a whole word, where words are parted by blanks."""
    text = " ".join(text.split())
    if len(text) <= length:
        return isolated(text)
    cut = text[: length - 1]
    before, _, begun = cut.rpartition(" ")
    cut = before if text[length - 1] != " " and len(begun) < len(before) else cut
    return isolated(f"{cut.rstrip()}…")


def covers(spans: Sequence[tuple[int, int, T]], start: int, end: int) -> Iterator[tuple[int, int, list[T]]]:
    """Each piece from `start` to `end`, cut where spans begin and end, with what covers it in the order of `spans`."""
    cuts = {start, end, *(edge for span in spans for edge in span[:2])}
    waiting = sorted(range(len(spans)), key=lambda at: spans[at][0], reverse=True)
    open_: list[int] = []
    for a, b in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        open_ = [at for at in open_ if spans[at][1] >= b]
        while waiting and spans[waiting[-1]][0] <= a:
            if spans[at := waiting.pop()][1] >= b:
                open_.append(at)
        yield a, b, [spans[at][2] for at in sorted(open_)]
