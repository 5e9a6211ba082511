"""A query tree over one segment: which documents match, as sorted arrays of their numbers, and how well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain

import numpy as np

from archive.search.analysis import (
    SPAN_BITS,
    SPANNED,
    stem,
    within_one_edit,
)
from archive.search.contract import FILTERS, How, ordinal, sought
from archive.search.designations import Reading
from archive.search.engines.whoosh.arrays import Array, spread
from archive.search.engines.whoosh.reader import SegmentData, Snapshot, TermList
from archive.search.engines.whoosh.schema import ABOUT_FIELD, EXACT_FIELD, TEXT_FIELD
from archive.search.language import (
    And,
    Field,
    Filter,
    Leaf,
    Most,
    Node,
    Not,
    Or,
    QueryError,
)
from archive.text.tongue import gettext

# Below this share of the segment, sorting beats marking.
_FEW = 1 / 32
MAX_EXPANSIONS = 500


def intersection(sets: list[Array], size: int) -> Array:
    """Of at least one set of documents below `size`."""
    first, *rest = sorted(sets, key=len)
    for other in rest:
        if not len(first):
            break
        first = first[contained(first, other, size)]
    return first


def contained(docs: Array, others: Array, size: int) -> Array:
    """Which of the documents are among the others."""
    if len(others) == size:
        return np.ones(len(docs), bool)
    if not len(others):
        return np.zeros(len(docs), bool)
    if are_few(docs, others, size):
        return _among(docs, others)
    return _marked(others, size).take(docs)


def are_few(docs: Array, others: Array, size: int) -> bool:
    """Whether looking each of them up among the others beats marking the others in an array of all; as measured."""
    return 6 * len(docs) < len(others) + size // 32


def union(sets: list[Array], size: int) -> Array:
    """The sets need not be sorted here."""
    filled = [docs for docs in sets if len(docs)]
    if not filled:
        return np.zeros(0, np.uint32)
    if len(filled) == 1:
        return filled[0]
    return distinct(np.concatenate(filled), size)


def distinct(docs: Array, size: int) -> Array:
    """Sorted, each once."""
    if len(docs) < _FEW * size:
        in_order = np.sort(docs)
        kept = np.ones(len(in_order), bool)
        np.not_equal(in_order[1:], in_order[:-1], out=kept[1:])
        return in_order[kept]
    return np.flatnonzero(_marked(docs, size)).astype(np.uint32)


def difference(docs: Array, others: Array, size: int) -> Array:
    return docs[~contained(docs, others, size)] if len(others) else docs


def _marked(docs: Array, size: int) -> Array:
    marks = np.zeros(size, bool)
    marks[docs] = True
    return marks


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents of a leaf, in order, and the terms, as field and word, that score them."""

    docs: Array
    scored: tuple[tuple[str, str], ...] = ()


def matching(leaf: Leaf, segment: SegmentData) -> Matched:
    """What any of the ways to look for it matches."""
    found = [_met(how, terms, segment) for how, terms in sought(leaf)]
    if len(found) == 1:
        return found[0]
    held = [matched for matched in found if len(matched.docs)]
    scored = dict.fromkeys(chain.from_iterable(matched.scored for matched in held))
    return Matched(union([matched.docs for matched in held], segment.size), tuple(scored))


def _met(how: How, terms: Reading, segment: SegmentData) -> Matched:
    match how:
        case How.SEQUENCE:
            return Matched(_phrase(segment, terms), tuple((EXACT_FIELD, term) for term in terms))
        case How.EXACT:
            return _any_field(segment, ((EXACT_FIELD, terms[0]),))
        case How.STEM:
            return _any_field(segment, ((TEXT_FIELD, stem(terms[0])), (ABOUT_FIELD, stem(terms[0]))))
        case How.BEGINNING:
            return _prefixed(segment, terms[0])
        case How.NEAR:
            return _near(segment, terms[0])


def _any_field(segment: SegmentData, terms: tuple[tuple[str, str], ...]) -> Matched:
    found = [(term, docs) for term in terms if len(docs := _docs(segment, *term))]
    return Matched(union([docs for _, docs in found], segment.size), tuple(term for term, _ in found))


def _docs(segment: SegmentData, field: str, word: str) -> Array:
    terms = segment.terms(field)
    at = terms.find(word)
    return terms.docs(0, 0) if at < 0 else terms.docs(at)


def _prefixed(segment: SegmentData, prefix: str) -> Matched:
    """Neighbouring words have neighbouring postings, so one slice holds them all."""
    terms = segment.terms(EXACT_FIELD)
    first, end = terms.prefixed(prefix)
    if end - first > MAX_EXPANSIONS:
        advice = gettext("“{word}” is too broad: more than {most} words begin with it. Add a letter.")
        raise QueryError(advice.format(word=f"{prefix}*", most=MAX_EXPANSIONS), prefix)
    docs = terms.docs(first, end)
    return Matched(docs if end - first == 1 else distinct(docs, segment.size))


def _near(segment: SegmentData, word: str) -> Matched:
    terms = segment.terms(EXACT_FIELD)
    return Matched(union([terms.docs(at) for at in near_words(terms, word)], segment.size))


def near_words(terms: TermList, word: str) -> list[int]:
    """The words one edit away. One half of such a word is as it was."""
    half = len(word) // 2
    candidates = {*range(*terms.prefixed(word[:half])), *terms.ending(word[half:])}
    return sorted(at for at in candidates if within_one_edit(word, terms.words[at]))


def _phrase(segment: SegmentData, words: tuple[str, ...]) -> Array:
    terms = segment.terms(EXACT_FIELD)
    numbers = [terms.find(word) for word in words]
    if min(numbers) < 0:
        return terms.docs(0, 0)
    docs = intersection([terms.docs(number) for number in set(numbers)], segment.size)
    if len(words) == 1 or not len(docs):
        return docs
    _, ends = _occurrences(terms, numbers[0], docs)
    for number in numbers[1:]:
        starts, following = _occurrences(terms, number, docs)
        ends = following[_among(starts, np.sort(ends))] if len(ends) else ends
    return docs[np.unique(ends >> 32)]


def _occurrences(terms: TermList, word: int, docs: Array) -> tuple[Array, Array]:
    """Where the word begins, and where what follows it would: place in docs and position as one number."""
    first, end, held = terms.positions(terms.postings(word, docs)[1])
    places = held[spread(first, end)].astype(np.int64)
    starts = (np.repeat(np.arange(len(docs), dtype=np.int64), end - first) << 32) + (places >> SPAN_BITS)
    return starts, starts + np.maximum(places & SPANNED, 1)


def _among(places: Array, others: Array) -> Array:
    held: Array = others.take(np.searchsorted(others, places), mode="clip") == places
    return held


class Scores:
    """BM25F of documents of one segment, with frequencies of the whole index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._idf: dict[tuple[str, str], float] = {}

    def of(self, matched: Matched, segment: SegmentData, docs: Array) -> Array:
        """The score of each of the documents, which all match; leaves that many words match score 1."""
        if not matched.scored:
            return np.ones(len(docs), np.float32)
        parts = (self._term(term, segment, docs) for term in matched.scored)
        return reduce(np.add, parts)

    def _term(self, term: tuple[str, str], segment: SegmentData, docs: Array) -> Array:
        field, word = term
        terms = segment.terms(field)
        at = terms.find(word)
        held, codes = terms.docs(at), terms.codes(at)
        if len(held) != len(docs):
            return self._some(term, held, codes, docs, segment.size)
        return self.idf(term) * self._snapshot.bm25.weights(field, codes)

    def _some(self, term: tuple[str, str], held: Array, codes: Array, docs: Array, size: int) -> Array:
        """The term's part in documents that need not be, or need not all be, those that hold it."""
        idf = np.float32(self.idf(term))
        if are_few(docs, held, size):
            at = np.searchsorted(held, docs)
            weights = self._snapshot.bm25.weights(term[0], codes.take(at, mode="clip"))
            return np.where(held.take(at, mode="clip") == docs, idf * weights, np.float32(0))
        dense = np.zeros(size, np.float32)
        dense[held] = self._snapshot.bm25.weights(term[0], codes)
        return idf * dense.take(docs)

    def idf(self, term: tuple[str, str]) -> float:
        if term not in self._idf:
            lists = (segment.terms(term[0]) for segment, _ in self._snapshot.segments)
            frequency = sum(terms.frequency(at) for terms in lists if (at := terms.find(term[1])) >= 0)
            self._idf[term] = self._snapshot.bm25.idf(frequency)
        return self._idf[term]


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
            return Matched(union([self.docs(child) for child in node.children], self.segment.size))
        if isinstance(node, Most):
            return Matched(self._most(node))
        if isinstance(node, Not):
            return Matched(self._without(self.segment.all_docs, node))
        if isinstance(node, Filter):
            return Matched(self._filtered(node))
        if isinstance(node, Field):
            raise TypeError(f"{node} was not looked up")
        return matching(node, self.segment)

    def _all(self, children: tuple[Node, ...]) -> Array:
        wanted = [self.docs(child) for child in children if not isinstance(child, Not)]
        docs = intersection(wanted, self.segment.size) if wanted else self.segment.all_docs
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
        return difference(docs, self.docs(node.child), self.segment.size)

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
        within = contained(docs, found, self.segment.size)
        result = np.zeros(len(docs), np.float32)
        result[within] = self.scores(child, docs[within], scores)
        return result

    @staticmethod
    def _sum(parts: list[Array], docs: Array) -> Array:
        return reduce(np.add, parts) if parts else np.zeros(len(docs), np.float32)


def selected(segment: SegmentData, name: str, values: tuple[int | str, ...]) -> Array:
    """The documents with any of the values of a facet."""
    column = segment.facet(name)
    return union([column.docs(value) for value in values], segment.size)


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
