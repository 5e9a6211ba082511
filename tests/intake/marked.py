"""Invented passages with their truth marked in place: {1:what was said}, <1:who said it>, {?2:neither right nor wrong}."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.intake.measure.scoring import Annotation, unit_span
from archive.intake.spans import Span

_MARK = re.compile(r"(?P<open>[{<])(?P<optional>\??)(?P<number>\d+):|[}>]")


def passages(path: Path) -> Iterator[tuple[str, str, list[Annotation]]]:
    """Name, text without marks, and the units expected in it."""
    for block in re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]:
        name, _, marked = block.partition("\n")
        yield name.strip(), *_unmarked(marked.strip("\n"))


def _unmarked(marked: str) -> tuple[str, list[Annotation]]:
    text = _MARK.sub("", marked)
    said, who, opened, removed = [], {}, [], 0
    for match in _MARK.finditer(marked):
        at = match.start() - removed
        removed += len(match.group())
        if match["open"]:
            opened.append((match, at))
            continue
        opening, start = opened.pop()
        if opening["open"] == "{":
            said.append((opening["number"], bool(opening["optional"]), Span(start, at)))
        else:
            who[opening["number"]] = Span(start, at)
    spans = ((number, optional, unit_span(text, span)) for number, optional, span in said)
    return text, [
        Annotation(span, mention=who.get(number), optional=optional)
        for number, optional, span in spans
        if span
    ]
