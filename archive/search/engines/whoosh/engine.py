"""Answers requests from the index: every segment gives its best hits, its total and its counts, which are joined."""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from archive.query import QuoteQuery
from archive.search.contract import FILTERS, STEP, Answer, Facet, Request, Walk
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array
from archive.search.engines.whoosh.columns import Counts, Found, joined
from archive.search.engines.whoosh.evaluate import Evaluation, on_days, selected, undated
from archive.search.engines.whoosh.nearness import add_nearness, together
from archive.search.engines.whoosh.reader import SegmentView, Snapshot
from archive.search.engines.whoosh.terms import Scores
from archive.search.language import Most, Word

BOUNDS = ("said_from", "said_to", "published_from", "published_to")


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of one segment: what orders them (smaller first), then what settles ties, and how many there are of all."""

    keys: Array
    days: Array
    ids: Array
    total: int


def search(snapshot: Snapshot, request: Request) -> Answer:
    hits, counts = _searched(snapshot, request)
    facets = {
        name: joined(parts, request.limit(name), request.kept(name)) if parts else Facet()
        for name, parts in counts.items()
    }
    ids = list(_ordered(hits, request)[request.start : request.stop].tolist())
    return Answer(ids, sum(part.total for part in hits), facets)


def walk(snapshot: Snapshot, request: Request) -> Walk:
    """The ids are an array: some bytes each."""
    hits, _ = _searched(snapshot, replace(request, stop=snapshot.size, facets=()))
    ids = _ordered(hits, request)
    steps = (ids[at : at + STEP].tolist() for at in range(0, len(ids), STEP))
    return Walk(chain.from_iterable(steps), sum(part.total for part in hits))


def _searched(snapshot: Snapshot, request: Request) -> tuple[list[Hits], dict[str, list[Counts]]]:
    scores = Scores(snapshot)
    counts: dict[str, list[Counts]] = {name: [] for name in request.facets}
    hits = []
    for view in snapshot.segments:
        request.check_work()
        search_segment = SegmentSearch(view, request)
        hits.append(search_segment.hits(scores))
        for name in request.facets:
            counts[name] += search_segment.facet(name)
    return hits, counts


def _ordered(hits: list[Hits], request: Request) -> Array:
    """The ids, those after a place if one is given."""
    if not hits:
        return np.zeros(0, np.int64)
    ids, days, keys = (
        np.concatenate(parts) for parts in zip(*((h.ids, h.days, h.keys) for h in hits), strict=True)
    )
    order = np.lexsort((ids, days, keys))
    if request.after:
        day, last = request.after
        key = key_of(np.array([day], np.int64), request.query.sort)[0]
        order = order[((days > key) | ((days == key) & (ids > last)))[order]]
    return ids.take(order)


def key_of(days: Array, sort: str) -> Array:
    """What compares across segments: the newest first unless the oldest are asked for, the unknown last."""
    return np.where(days == 0, np.int64(1 << 32), days if sort == "oldest" else -days)


class SegmentSearch:
    def __init__(self, view: SegmentView, request: Request) -> None:
        self.view, self.segment, self.request = view, view.data, request
        self.evaluation = Evaluation(view.data, request.check_work)
        self.sets = self._sets(request.query)
        self.found = self._kept(docsets.intersection(list(self.sets.values()), self.segment.size))
        self._counted = Found(self.found, self.segment.size)

    def _sets(self, query: QuoteQuery) -> dict[str, Array]:
        """What each part of the query finds by itself; a facet leaves out its own."""
        found = {"q": self.evaluation.docs(self.request.tree)}
        if query.id:
            found["id"] = self.segment.docs_of(query.id)
        for name in FILTERS:
            if values := getattr(query, name):
                found[name] = selected(self.segment, name, values)
        return found

    def _kept(self, docs: Array) -> Array:
        """Without what was deleted, is hidden, or lies outside the dates."""
        query = self.request.query
        if not len(docs):
            return docs
        if self.view.alive is not None:
            docs = docs[self.view.alive[docs]]
        mask = self.request.hidden
        hidden = [selected(self.segment, name, values) for name, values in mask.values]
        if ids := mask.ids | self.request.left_out:
            hidden.append(self.segment.docs_of(ids))
        if self.request.hidden_quotes:
            hidden.append(selected(self.segment, "quote", tuple(self.request.hidden_quotes)))
        for gone in hidden:
            docs = docsets.difference(docs, gone, self.segment.size)
        for name in BOUNDS:
            if day := getattr(query, name):
                docs = docs[on_days(self.segment, name, day, docs)]
        return docs if query.undated == "include" else docs[undated(self.segment, query.undated, docs)]

    def hits(self, scores: Scores) -> Hits:
        docs, stop = self.found, self.request.stop
        if not stop or not len(docs):
            return Hits(docs[:0], docs[:0], docs[:0], len(docs))
        by_words = self.request.query.sort == "relevance"
        keys = -self._scores(docs, scores) if by_words else self._rank(docs)
        if len(docs) > stop:
            best = self._best(keys, docs, stop)
            docs, keys = docs[best], keys[best]
        ids = self.segment.ids.take(docs)
        if self.request.query.sort == "added":
            return Hits(
                -self.segment.file["added"][docs].astype(np.int64),
                -ids.astype(np.int64),
                ids,
                len(self.found),
            )
        days = self._days(docs)
        return Hits(keys if by_words else days, days, ids, len(self.found))

    def _scores(self, docs: Array, scores: Scores) -> Array:
        tree = self.request.tree
        if isinstance(tree, Most) and all(isinstance(word, Word) for word in tree.words):
            return together(tree, docs, self.evaluation, scores)
        found = self.evaluation.scores(tree, docs, scores)
        return add_nearness(found, tree, docs, self.segment, scores)

    def _rank(self, docs: Array) -> Array:
        return self.segment.rank(self.request.query.sort).take(docs)

    def _best(self, keys: Array, docs: Array, stop: int) -> Array:
        """Which of the documents come first, as many as are asked for: of equal ones the newest."""
        worst = np.partition(keys, stop - 1)[stop - 1]
        best: Array = keys <= worst
        if self.request.query.sort == "relevance" and np.count_nonzero(best) > 2 * stop:
            (tied,) = (keys == worst).nonzero()
            left = stop - np.count_nonzero(keys < worst)
            best[tied] = False
            best[tied[np.argpartition(self._rank(docs[tied]), left - 1)[:left]]] = True
        return best

    def _days(self, docs: Array) -> Array:
        return key_of(self.segment.file["latest"][docs].astype(np.int64), self.request.query.sort)

    def facet(self, name: str) -> list[Counts]:
        """None of a segment where nothing was found, as of most words in small ones."""
        found = self._counted
        if name in self.sets:
            others = [docs for other, docs in self.sets.items() if other != name]
            found = Found(self._kept(docsets.intersection(others, self.segment.size)), self.segment.size)
        return [self.segment.facet(name).counts(found)] if len(found.docs) else []
