"""Answers requests from the index: every segment gives its best hits, its total and its counts, which are joined."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.query import QuoteQuery
from archive.search.contract import FILTERS, Answer, Facet, IndexUnavailableError, Request
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array
from archive.search.engines.whoosh.evaluate import Evaluation, on_days, selected, undated
from archive.search.engines.whoosh.reader import IndexReader, SegmentView, Snapshot
from archive.search.engines.whoosh.schema import ARTICLES
from archive.search.engines.whoosh.store import Store, damaged
from archive.search.engines.whoosh.terms import Scores
from archive.search.language import QueryError

BOUNDS = ("said_from", "said_to", "published_from", "published_to")


class WhooshEngine:
    name = "whoosh"

    def __init__(self, home: Path) -> None:
        self.store = Store(home)
        self.reader, self.articles = IndexReader(self.store), IndexReader(self.store, ARTICLES)

    def search(self, request: Request) -> Answer:
        return self._search(self.reader, request)

    def search_articles(self, request: Request) -> Answer:
        return self._search(self.articles, request)

    def _search(self, reader: IndexReader, request: Request) -> Answer:
        snapshot = reader.snapshot()
        if snapshot.epoch != request.epoch:
            raise IndexUnavailableError("the index was built from another database, or before a restore")
        try:
            return search(snapshot, request)
        except QueryError:
            raise
        except Exception as error:
            raise damaged(error) from error


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of one segment: what orders them (smaller first), their ids, and how many there are of all."""

    keys: Array
    ids: Array
    total: int


def search(snapshot: Snapshot, request: Request) -> Answer:
    scores = Scores(snapshot)
    counts: dict[str, Facet] = {name: {} for name in request.facets}
    hits = []
    for view in snapshot.segments:
        request.check_time()
        search_segment = SegmentSearch(view, request)
        hits.append(search_segment.hits(scores))
        for name in request.facets:
            counts[name] = _added(counts[name], search_segment.facet(name))
    ids = _page(hits, request)
    return Answer(ids, sum(part.total for part in hits), counts)


def _added(counts: Facet, more: Facet) -> Facet:
    if not counts:
        return more
    for value, count in more.items():
        counts[value] = counts.get(value, 0) + count
    return counts


def _page(hits: list[Hits], request: Request) -> list[int]:
    if not hits:
        return []
    keys, ids = np.concatenate([part.keys for part in hits]), np.concatenate([part.ids for part in hits])
    order = np.lexsort((ids, keys))[request.start : request.stop]
    return list(ids.take(order).tolist())


class SegmentSearch:
    def __init__(self, view: SegmentView, request: Request) -> None:
        self.view, self.segment, self.request = view, view.data, request
        self.evaluation = Evaluation(view.data, request.check_time)
        self.sets = self._sets(request.query)
        self.found = self._kept(docsets.intersection(list(self.sets.values()), self.segment.size))

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
        if self.view.alive is not None:
            docs = docs[self.view.alive[docs]]
        hidden = [self.segment.docs_of(self.request.hidden)] if self.request.hidden else []
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
        keys = self._keys(docs, scores)
        if len(docs) > stop:
            best = keys <= np.partition(keys, stop - 1)[stop - 1]
            docs, keys = docs[best], keys[best]
        if self.request.query.sort != "relevance":
            keys = self._days(docs)
        return Hits(keys, self.segment.ids.take(docs), len(self.found))

    def _keys(self, docs: Array, scores: Scores) -> Array:
        if self.request.query.sort == "relevance":
            return -self.evaluation.scores(self.request.tree, docs, scores)
        return self.segment.rank(self.request.query.sort).take(docs)

    def _days(self, docs: Array) -> Array:
        """Keys that compare across segments: days, the unknown last."""
        days = self.segment.file["latest"][docs].astype(np.int64)
        unknown = np.int64(1 << 32)
        return np.where(days == 0, unknown, -days if self.request.query.sort == "newest" else days)

    def facet(self, name: str) -> Facet:
        docs = self.found
        if name in self.sets:
            others = [docs for other, docs in self.sets.items() if other != name]
            docs = self._kept(docsets.intersection(others, self.segment.size))
        return self.segment.facet(name).counts(docs)
