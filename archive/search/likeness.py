"""Quotes that may hold the words of a text, whatever was cut or changed in it: found by its rarest words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log
from time import monotonic

from archive.query import QuoteQuery
from archive.search.analysis import word_terms
from archive.search.contract import QUOTES, IndexUnavailableError, Request, TooBroadError
from archive.search.engines import index_engine
from archive.search.finding import RAREST, answer
from archive.search.index.pending import state
from archive.search.language import likeness

PATIENCE = 10.0  # seconds: nobody waits for it


@dataclass(frozen=True, slots=True)
class Alike:
    """Ids of published quotes, the likeliest first; how much each word of the text weighs, a rare one more."""

    ids: Sequence[int] = ()
    rarity: Mapping[str, float] = field(default_factory=dict)


def alike(words: Iterable[str], sources: tuple[str, ...], most: int) -> Alike:
    """Among quotes of articles of these forms."""
    unique = list(dict.fromkeys(words))
    now = state()
    counted = _counted(unique, now.epoch)
    rarest = sorted(unique, key=lambda word: counted.get(word, -len(word)))
    tree = likeness(term for word in rarest[:RAREST] for term in word_terms(word))
    if not tree.words:
        return Alike()
    query = QuoteQuery(source=sources, sort="relevance")
    try:
        found, _ = answer(
            Request(query, tree, now.epoch, now.pending, stop=most, deadline=monotonic() + PATIENCE), QUOTES
        )
    except TooBroadError:
        return Alike()
    return Alike(found.ids, _weights(counted))


def _counted(words: Iterable[str], epoch: str) -> dict[str, int]:
    """In how many quotes each stands; nothing while the index is lost."""
    terms = {word: word_terms(word) for word in words}
    try:
        counts = index_engine().frequencies(epoch, set(chain.from_iterable(terms.values())))
        return {word: sum(counts[term] for term in held) for word, held in terms.items()}
    except IndexUnavailableError:
        return {}


def _weights(counted: Mapping[str, int]) -> dict[str, float]:
    most = max(counted.values(), default=0)
    return {word: log(1 + (10 + most) / (1 + count)) for word, count in counted.items()}
