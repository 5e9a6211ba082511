"""What a card shows of many words: of a long turn the sentences that were searched, of a long quote the first lines."""

import re
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import east_asian_width

from archive.models import Article, Quote, QuoteSpan
from archive.reading.quoted import Quoted
from archive.text import Offsets
from archive.text.sentences import sentence

LONG = 600  # characters, from which on a turn is long
MOST = 3  # sentences
# What is neither a letter of an alphabet nor a mark beside one.
_MAY_BE_WIDE = re.compile("[^\0-\u10ff\u2010-\u203f]")
# Letters' breadths, from which on a card of a phone folds a quote; a wide screen has room for LONG.
FOLDED = 240


def is_long(quote: Quoted) -> bool:
    return quote.article.form == Article.Form.TRANSCRIPT and len(quote.text) > LONG


def is_folded(quote: Quoted, words: str) -> bool:
    """`words` are as the card shows them. Neither a word that is marked is folded away, nor who said it with which verb."""
    return (
        is_broad(quote, FOLDED) and words.rfind("<mark>") < FOLDED // 2 and _told_until(quote) < FOLDED // 2
    )


def as_read(quote: Quoted) -> str:
    if quote.kind == Quote.Kind.DIRECT:
        return quote.text
    return "".join(part.before + part.text for part in quote.reading)


def _told_until(quote: Quoted) -> int:
    """Where the last verb or speaker ends; a speaker's own words have none."""
    at = until = 0
    for part in quote.reading:
        at += len(part.before) + len(part.text)
        until = until if part.part == QuoteSpan.Part.WORDS or quote.kind == Quote.Kind.DIRECT else at
    return until


def is_broad(quote: Quoted, most: int = LONG) -> bool:
    """Whether it takes more room than so many letters, a Chinese one that of two."""
    text = as_read(quote)
    if len(text) > most or 2 * len(text) <= most or not _MAY_BE_WIDE.search(text):
        return len(text) > most
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text) > most


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
