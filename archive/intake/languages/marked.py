"""The quotations of one paragraph, by the marks of its language; and the paragraph with them blotted out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.intake.marks.pairs import Quotation
from archive.intake.spans import Span, trimmed

# One character for one: spaces and apostrophes of any kind are alike, offsets stay.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\n\r\v\f\x85\u2028\u2029", " "),
        "’": "'",
        "ʼ": "'",
    }
)
BLOT = "\ue000"
EDGES = " \t,.;:–—-"
_EDGE = ' \t\r\n\u00a0\u202f\u3000"“”„‟«»「」『』'


def alike(text: str) -> str:
    return text.translate(_ALIKE)


def blotted(flat: str, quoted: tuple[Quotation, ...]) -> str:
    """The same length, so that no rule takes what somebody said for what the article says of them."""
    pieces, position = [], 0
    for each in quoted:
        pieces += [flat[position : each.outer.start], BLOT * (each.outer.end - each.outer.start)]
        position = each.outer.end
    return "".join([*pieces, flat[position:]])


def quotations(flat: str, paragraph: Span, pairs: tuple[str, ...]) -> Iterator[Quotation]:
    """In order, without overlaps; one that is never closed runs to the end of the paragraph."""
    openers = {pair[0]: pair[1:] for pair in reversed((*pairs, '""'))}
    marks = _marks("".join((*pairs, '"')))
    position = paragraph.start
    while match := marks.search(flat, position, paragraph.end):
        opener = match.group()
        if opener not in openers:
            position = match.end()
            continue
        end = _closing(flat, Span(match.start(), paragraph.end), openers[opener])
        stop = paragraph.end if end is None else end + 1
        words = trimmed(flat, Span(match.end(), paragraph.end if end is None else end), _EDGE)
        if words.end > words.start:
            yield Quotation(Span(match.start(), stop), words, end is not None)
        position = stop


@lru_cache(maxsize=32)
def _marks(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


def _closing(flat: str, region: Span, closers: str) -> int | None:
    opener, depth = flat[region.start], 0
    for position in range(region.start + 1, region.end):
        character = flat[position]
        if character in closers:
            if depth == 0:
                return position
            depth -= 1
        elif character == opener:
            depth += 1
    return None
