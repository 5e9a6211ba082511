"""The sentences of a long turn that a card shows: those with the words that were searched, or the first."""

from collections.abc import Iterable
from itertools import pairwise

from archive.models import Article
from archive.reading.quoted import Quoted
from archive.text import Offsets
from archive.text.sentences import sentence

LONG = 600  # characters, from which on a turn is long
MOST = 3  # sentences


def is_long(quote: Quoted) -> bool:
    return quote.article.form == Article.Form.TRANSCRIPT and len(quote.text) > LONG


def gist(text: str, places: Iterable[Offsets]) -> list[Offsets]:
    """Stretches of the text in order; where no place is in it, its beginning."""
    found: list[Offsets] = []
    for start, end in places:
        if found and start < found[-1][1]:
            continue
        found.append(sentence(text, start, end))
        if len(found) == MOST:
            break
    return _joined(found) or [sentence(text, 0, min(len(text), LONG // 2))]


def _joined(found: list[Offsets]) -> list[Offsets]:
    """Sentences that follow each other are one stretch."""
    firsts = [start for (_, end), (start, _) in pairwise([(0, -9), *found]) if start - end > 2]
    lasts = [end for (_, end), (start, _) in pairwise([*found, (10**9, 0)]) if start - end > 2]
    return list(zip(firsts, lasts, strict=True))
