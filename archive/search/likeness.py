"""Quotes that may hold the words of a text, whatever was cut or changed in it: found by its rarest words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from time import monotonic

from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, word_terms
from archive.search.contract import QUOTES, IndexUnavailableError, Request, TooBroadError
from archive.search.engines import index_engine
from archive.search.finding import answer
from archive.search.index.pending import state
from archive.search.language import likeness

PATIENCE = 10.0  # seconds: nobody waits for it
SOUGHT = 24  # words, the rarest, that are looked for


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many quotes words stand, in any form, of how many in all; nothing while the index is lost."""

    epoch: str

    def of(self, words: Collection[str]) -> tuple[int, Mapping[str, int]]:
        terms = {word: word_terms(word) for word in words}
        try:
            size, counts = index_engine().standing(self.epoch, set(chain.from_iterable(terms.values())))
        except IndexUnavailableError:
            return 0, dict.fromkeys(words, 0)
        return size, {word: min((counts[term] for term in held), default=0) for word, held in terms.items()}


@dataclass(frozen=True, slots=True)
class Alike:
    """Ids of published quotes, the likeliest first."""

    ids: Sequence[int]
    counts: Counts


def alike(words: Iterable[str], sources: tuple[str, ...], most: int) -> Alike:
    """Among quotes of articles of these forms."""
    now = state()
    counts = Counts(now.epoch)
    size, standing = counts.of(list(dict.fromkeys(words)))
    rarest = sorted(standing, key=lambda word: standing[word] if size else -len(word))
    terms = [term for word in rarest for term in word_terms(word) if term not in STOP_WORDS]
    tree = likeness(terms[:SOUGHT])
    if not tree.words:
        return Alike((), counts)
    query = QuoteQuery(source=sources, sort="relevance")
    try:
        request = Request(
            query, tree, now.epoch, now.pending, stop=most, seen=now.seen, deadline=monotonic() + PATIENCE
        )
        found, _ = answer(request, QUOTES)
    except TooBroadError:
        return Alike((), counts)
    return Alike(found.ids, counts)
