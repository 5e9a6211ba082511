"""Quotes that may hold the words of a text, whatever was cut or changed in it: found by its rarest words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, stem, word_terms
from archive.search.contract import IndexUnavailableError, Request, TooBroadError
from archive.search.engines.whoosh.reader import Snapshot
from archive.search.engines.whoosh.schema import EXACT_FIELD, TEXT_FIELD
from archive.search.engines.whoosh.vocabulary import frequency
from archive.search.finding import answer, index_engine
from archive.search.index.pending import state
from archive.search.language import likeness

PATIENCE = 10.0  # seconds: nobody waits for it
SOUGHT = 24  # words, the rarest, that are looked for


@dataclass(frozen=True, slots=True)
class Alike:
    """Ids of published quotes, the likeliest first; of how many in all, and in how many any word stands."""

    ids: Sequence[int] = ()
    size: int = 0
    standing: Callable[[str], int] = lambda word: 0


def alike(words: Iterable[str], sources: tuple[str, ...], most: int) -> Alike:
    """Among quotes of articles of these forms."""
    size, standing = _counts()
    rarest = sorted(dict.fromkeys(words), key=standing if size else len, reverse=not size)
    terms = [term for word in rarest for term in word_terms(word) if term not in STOP_WORDS]
    tree = likeness(terms[:SOUGHT])
    if not tree.words:
        return Alike()
    now = state()
    query = QuoteQuery(source=sources, sort="relevance")
    deadline = monotonic() + PATIENCE
    try:
        found, _ = answer(
            Request(query, tree, now.epoch, now.pending, stop=most, deadline=deadline), "search"
        )
    except TooBroadError:
        return Alike()
    return Alike(found.ids, size, standing)


def _counts() -> tuple[int, Callable[[str], int]]:
    """How many quotes there are, and in how many a word stands in any form; nothing while the index is lost."""
    try:
        snapshot = index_engine().reader.snapshot()
    except IndexUnavailableError:
        return 0, lambda word: 0
    return snapshot.bm25.size, partial(_standing, snapshot)


def _standing(snapshot: Snapshot, word: str) -> int:
    terms = [
        (EXACT_FIELD, term) if term in STOP_WORDS else (TEXT_FIELD, stem(term)) for term in word_terms(word)
    ]
    return min((frequency(snapshot, term, field) for field, term in terms), default=0)
