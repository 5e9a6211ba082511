"""Quotation marks of one paragraph, as they are and not as they should be.

Mixed pairs ("…”), an opener that is never closed, stray closers, nested marks, «…», 「…」, two single marks
for a double one, single marks as the outer ones. One pass over the paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.intake.marks.single_marks import single_quoted
from archive.intake.spans import Span

MarkSide = Literal["open", "close", "either"]

_OPENERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "「": "」", "『": "』", "‚": "‘’"}
_CLOSERS = {"”", "»", "」", "』"}
_NESTING = {"「", "『"}
_STRAIGHT = {'"', "＂"}
_BEFORE_OPENER = set(" \t\u00a0\u3000([{–—-/:=") | {""}
_AFTER_CLOSER = set(" \t\u00a0\u3000)]},.;:!?–—-/…") | {""}


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` takes in the marks, `words` does not; an unclosed one runs to the end of the paragraph."""

    outer: Span
    words: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    side: MarkSide
    character: str


def quotations(text: str, paragraph: Span, *, running: bool = False) -> tuple[Quotation, ...]:
    """`running`: the paragraph before ends within a quotation, so a first mark that can only close closes that."""
    marks = list(_double_marks(text, paragraph))
    goes_on = running and bool(marks) and marks[0].side == "close" and marks[0].span.start > paragraph.start
    opening = [_Mark(Span(paragraph.start, paragraph.start), "open", "“")] if goes_on else []
    double = _paired([*opening, *marks], paragraph)
    single = [
        Quotation(outer, Span(outer.start + 1, outer.end - closed), closed)
        for outer, closed in single_quoted(text, paragraph)
    ]
    found = _outermost(double, single)
    return tuple(quotation for quotation in found if quotation.words.end > quotation.words.start)


def _outermost(double: list[Quotation], single: list[Quotation]) -> list[Quotation]:
    """Where single marks enclose double ones they are the outer ones; beside double ones they quote nothing."""
    if not double:
        return single
    beside = _meeting(double, single)
    inner = {
        q.outer for q, met in zip(double, beside, strict=True) if any(s.outer.holds(q.outer) for s in met)
    }
    if not inner:
        return double
    free = [q for q, met in zip(double, beside, strict=True) if not met]
    outer = [
        s
        for s, met in zip(single, _meeting(single, double), strict=True)
        if all(q.outer in inner for q in met)
    ]
    return sorted([*free, *outer], key=lambda quotation: quotation.outer)


def _meeting(some: list[Quotation], others: list[Quotation]) -> list[list[Quotation]]:
    """For each of some, those of the others that it meets; both are in order and without overlaps."""
    ends = [other.outer.end for other in others]
    starts = [other.outer.start for other in others]
    return [
        others[bisect_right(ends, each.outer.start) : bisect_left(starts, each.outer.end)] for each in some
    ]


def _double_marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    position = paragraph.start
    while position < paragraph.end:
        width = _mark_width(text, position, paragraph.end)
        if width:
            yield _mark(text, Span(position, position + width), paragraph)
        position += width or 1


def _mark_width(text: str, position: int, end: int) -> int:
    character = text[position]
    if character in _STRAIGHT or character in _CLOSERS or (character in _OPENERS and character != "‚"):
        return 1
    doubled = text[position : position + 2] in ("''", "``", "’’", "‘‘") and position + 2 <= end
    return 2 if doubled else 0


def _mark(text: str, span: Span, paragraph: Span) -> _Mark:
    character = span.of(text)
    if character in _NESTING or character in ("」", "』"):
        return _Mark(span, "open" if character in _NESTING else "close", character)
    before = text[span.start - 1] if span.start > paragraph.start else ""
    after = text[span.end] if span.end < paragraph.end else ""
    return _Mark(span, _side(character, before, after), character)


def _side(character: str, before: str, after: str) -> MarkSide:
    opens = before in _BEFORE_OPENER and after not in _AFTER_CLOSER
    closes = after in _AFTER_CLOSER and before not in _BEFORE_OPENER
    if character in ("“", "„", "‟", "``", "‘‘", "«"):
        return "either" if closes and character in "“«" else "open"
    if character in ("”", "’’", "»"):
        return "either" if opens else "close"
    if opens == closes:
        return "either"
    return "open" if opens else "close"


def _paired(marks: list[_Mark], paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opener: _Mark | None = None
    depth = 0
    for index, mark in enumerate(marks):
        if opener is None:
            opener = mark if _may_open(mark) else None
        elif mark.character in _NESTING or _opens_nested(marks, index):
            depth += 1
        elif depth and mark.side == "close":
            depth -= 1
        elif mark.side == "open" and not _closes_german(opener, mark):
            found.append(_quotation(opener, mark.span.start, mark.span.start, closed=False))
            opener = mark
        else:
            found.append(_quotation(opener, mark.span.start, mark.span.end, closed=True))
            opener = None
    if opener is not None:
        found.append(_quotation(opener, paragraph.end, paragraph.end, closed=False))
    return found


def _opens_nested(marks: list[_Mark], index: int) -> bool:
    """“He said “no” to us”: an opener inside a quotation whose next two marks both close."""
    following = marks[index + 1 : index + 3]
    return (
        marks[index].side == "open"
        and len(following) == 2
        and all(mark.side == "close" for mark in following)
    )


def _may_open(mark: _Mark) -> bool:
    return mark.side == "open" or (mark.side == "either" and mark.character not in ("”", "’’"))


def _closes_german(opener: _Mark, mark: _Mark) -> bool:
    return opener.character == "„" and mark.character == "“"


def _quotation(opener: _Mark, words_end: int, outer_end: int, *, closed: bool) -> Quotation:
    return Quotation(Span(opener.span.start, outer_end), Span(opener.span.end, words_end), closed)
