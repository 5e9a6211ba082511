"""A query tree over one segment: which documents match, and how well."""

from collections.abc import Callable
from datetime import date
from functools import reduce

import numpy as np

from archive.search.contract import FILTERS, ordinal
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array
from archive.search.engines.whoosh.reader import SegmentData
from archive.search.engines.whoosh.terms import Matched, Scores, match
from archive.search.language import And, Field, Filter, Most, Node, Not, Or


class Evaluation:
    """Remembers what each node matched, because scores need it again."""

    def __init__(self, segment: SegmentData, check_work: Callable[[], None]) -> None:
        self.segment = segment
        self._check_work = check_work
        self._matched: dict[Node, Matched] = {}

    def docs(self, node: Node) -> Array:
        return self.matched(node).docs

    def matched(self, node: Node) -> Matched:
        found = self._matched.get(node)
        if found is None:
            self._check_work()
            found = self._matched[node] = self._evaluated(node)
        return found

    def _evaluated(self, node: Node) -> Matched:
        if isinstance(node, And):
            return Matched(self._all(node.children))
        if isinstance(node, Or):
            return Matched(docsets.union([self.docs(child) for child in node.children], self.segment.size))
        if isinstance(node, Most):
            return Matched(self._most(node))
        if isinstance(node, Not):
            return Matched(self._without(self.segment.all_docs, node))
        if isinstance(node, Filter):
            return Matched(self._filtered(node))
        if isinstance(node, Field):
            raise TypeError(f"{node} was not looked up")
        return match(node, self.segment)

    def _all(self, children: tuple[Node, ...]) -> Array:
        wanted = [self.docs(child) for child in children if not isinstance(child, Not)]
        docs = docsets.intersection(wanted, self.segment.size) if wanted else self.segment.all_docs
        for child in children:
            if isinstance(child, Not):
                docs = self._without(docs, child)
        return docs

    def _most(self, node: Most) -> Array:
        held = np.zeros(self.segment.size, np.uint8)
        for word in node.words:
            held[self.docs(word)] += 1
        return np.flatnonzero(held >= node.least).astype(np.uint32)

    def _without(self, docs: Array, node: Not) -> Array:
        return docsets.difference(docs, self.docs(node.child), self.segment.size)

    def _filtered(self, node: Filter) -> Array:
        if node.name in FILTERS:
            return selected(self.segment, node.name, node.values)
        if node.name == "id":
            return self.segment.docs_of(int(value) for value in node.values)
        docs = self.segment.all_docs
        if node.name == "undated":
            return docs[undated(self.segment, str(node.values[0]), docs)]
        return docs[on_days(self.segment, node.name, date.fromisoformat(str(node.values[0])), docs)]

    def scores(self, node: Node, docs: Array, scores: Scores) -> Array:
        """Of documents that all match the node."""
        if isinstance(node, And):
            return self._sum([self.scores(child, docs, scores) for child in node.children], docs)
        if isinstance(node, Or | Most):
            children = node.words if isinstance(node, Most) else node.children
            return self._sum([self._where_matched(child, docs, scores) for child in children], docs)
        if isinstance(node, Not | Filter):
            return np.zeros(len(docs), np.float32)
        return scores.of(self.matched(node), self.segment, docs)

    def _where_matched(self, child: Node, docs: Array, scores: Scores) -> Array:
        found = self.docs(child)
        within = docsets.contained(docs, found, self.segment.size)
        result = np.zeros(len(docs), np.float32)
        result[within] = self.scores(child, docs[within], scores)
        return result

    @staticmethod
    def _sum(parts: list[Array], docs: Array) -> Array:
        return reduce(np.add, parts) if parts else np.zeros(len(docs), np.float32)


def selected(segment: SegmentData, name: str, values: tuple[int | str, ...]) -> Array:
    """The documents with any of the values of a facet."""
    column = segment.facet(name)
    return docsets.union([column.docs(value) for value in values], segment.size)


def undated(segment: SegmentData, choice: str, docs: Array) -> Array:
    """Which of the documents the choice keeps."""
    flags = segment.file["undated"][docs].astype(bool)
    return {"only": flags, "exclude": ~flags}.get(choice, np.ones(len(docs), bool))


def on_days(segment: SegmentData, name: str, day: date, docs: Array) -> Array:
    """Which of the documents a bound such as `said_from` keeps; unknown days meet no bound."""
    column, is_from = {
        "said_from": ("latest", True),
        "said_to": ("earliest", False),
        "published_from": ("published", True),
        "published_to": ("published", False),
    }[name]
    days, bound = segment.file[column][docs], ordinal(day)
    return days >= bound if is_from else (days <= bound) & (days > 0)
