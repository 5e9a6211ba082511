"""What a card prints of its quote, and what of it does not find the quote."""

import random

from archive.models import Quote
from archive.query import QuoteQuery
from archive.reading.quoted import quoted
from archive.search import find
from archive.search.finding import NOTICE
from archive.search.language import MAX_TERMS

# In a query these would end the phrase.
MARKS = str.maketrans(dict.fromkeys('"“”„‟«»＂', " "))


def ids(words):
    return find(QuoteQuery(q=words), stop=500).ids


def runs(card):
    """The runs of words on a card that are the quote's, not the page's."""
    parts = card.reading if card.kind != Quote.Kind.DIRECT else ()
    yield "".join(part.before + part.text for part in parts) or card.text
    yield from (speaker.name for speaker in card.speakers)
    yield from (speaker.role.role for speaker in card.speakers)
    yield from (speaker.for_whom.name for speaker in card.speakers if speaker.for_whom)
    yield from map(str, card.via)
    yield from map(str, filter(None, (card.article.outlet, card.article.title)))


def missed(quote, looked_for=1000):
    """Words, and three words in a row, that are printed and do not find the quote; of many, some are looked for."""
    (card,) = quoted([quote.pk])
    found = []
    for run in runs(card):
        words = [word for word in run.translate(MARKS).split() if any(map(str.isalnum, word))]
        found += [" ".join(words[at : at + size]) for size in (1, 3) for at in range(len(words) - size + 1)]
    chosen = random.Random(quote.pk).sample([*dict.fromkeys(found)], min(looked_for, len(set(found))))
    return [
        phrase
        for some in batched(chosen)
        if not finds(quote, some)
        for phrase in some
        if not finds(quote, [phrase])
    ]


def batched(phrases):
    return [phrases[at : at + MAX_TERMS] for at in range(0, len(phrases), MAX_TERMS)]


def finds(quote, phrases):
    """Whether all of them find it, none left out."""
    found = find(QuoteQuery(q=" ".join(f'"{phrase}"' for phrase in phrases)), stop=500)
    return quote.pk in found.ids and found.notice in (None, NOTICE)
