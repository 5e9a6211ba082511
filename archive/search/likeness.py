"""Quotes that may hold the words of a text, whatever was cut or changed in it: found by its rarest words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from time import monotonic

from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, word_terms
from archive.search.contract import QUOTES, IndexUnavailableError, Request, TooBroadError
from archive.search.engines import index_engine
from archive.search.finding import answer
from archive.search.index.pending import state
from archive.search.language import Node, Phrase, likeness

PATIENCE = 10.0  # seconds: nobody waits for it
SOUGHT = 24  # words, the rarest, that are looked for


Days = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many quotes words stand, in any form, of how many in all; nothing while the index is lost."""

    epoch: str
    _known: dict[str, int] = field(default_factory=dict)

    def of(self, words: Collection[str]) -> tuple[int, Mapping[str, int]]:
        terms = {word: word_terms(word) for word in words}
        new = set(chain.from_iterable(terms.values())) - self._known.keys()
        try:
            size, counts = index_engine().standing(self.epoch, new)
        except IndexUnavailableError:
            return 0, dict.fromkeys(words, 0)
        self._known.update(counts)
        return size, {
            word: min((self._known[term] for term in held), default=0) for word, held in terms.items()
        }


class Likeness:
    """Among published quotes of articles of these forms, as they are now."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources, self.now = sources, state()
        self.counts = Counts(self.now.epoch)

    def find(self, words: Iterable[str], most: int, days: Days = None) -> Sequence[int]:
        """Their ids, the likeliest first; only those said on these days, if any are given."""
        size, standing = self.counts.of(list(dict.fromkeys(words)))
        rarest = sorted(standing, key=lambda word: standing[word] if size else -len(word))
        terms = [term for word in rarest for term in word_terms(word) if term not in STOP_WORDS]
        tree = likeness(terms[:SOUGHT])
        return self._asked(tree, most, days) if tree.words else ()

    def exact(self, words: Iterable[str], most: int, days: Days = None) -> Sequence[int]:
        """Where the words stand one after another: the commonest too, which `find` leaves out."""
        return self._asked(Phrase(" ".join(words)), most, days)

    def _asked(self, tree: Node, most: int, days: Days) -> Sequence[int]:
        first, last = days or (None, None)
        query = QuoteQuery(source=self.sources, sort="relevance", said_from=first, said_to=last)
        now = self.now
        try:
            request = Request(
                query, tree, now.epoch, now.pending, stop=most, seen=now.seen, deadline=monotonic() + PATIENCE
            )
            return answer(request, QUOTES)[0].ids
        except TooBroadError:
            return ()
