"""Quotes that may hold the words of a text, whatever was cut or changed in it: found by its rarest words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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


class Likeness:
    """Among published quotes of articles of these forms, as they are now."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources, self.now = sources, state()
        self.known: dict[str, int] = {}

    def standing(self, words: Collection[str]) -> tuple[int, Mapping[str, int]]:
        """How many quotes there are, and in how many each word stands in any form; nothing while the index is lost."""
        terms = {word: word_terms(word) for word in words}
        new = set(chain.from_iterable(terms.values())) - self.known.keys()
        try:
            size, counts = index_engine().standing(self.now.epoch, new)
        except IndexUnavailableError:
            return 0, dict.fromkeys(words, 0)
        self.known.update(counts)
        standing = {word: min((self.known[term] for term in held), default=0) for word, held in terms.items()}
        return size, standing

    def find(self, words: Iterable[str], most: int, days: Days = None) -> Sequence[int]:
        """Their ids, the likeliest first; only those said on these days, if any are given."""
        size, standing = self.standing(list(dict.fromkeys(words)))
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
