"""Leaves of a query over one segment: words, prefixes, near words and phrases, to documents and scores."""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from archive.search.analysis import is_cjk, remembered_terms, stems, within_one_edit
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array, spread
from archive.search.engines.whoosh.reader import SegmentData, Snapshot, TermList
from archive.search.engines.whoosh.schema import ABOUT_FIELD, EXACT_FIELD, TEXT_FIELD
from archive.search.language import Fuzzy, Phrase, Prefix, QueryError, Word, is_stop_word

MAX_EXPANSIONS = 500
Leaf = Word | Prefix | Fuzzy | Phrase


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents of a leaf, in order, and the terms, as field and word, that score them."""

    docs: Array
    scored: tuple[tuple[str, str], ...] = ()


def match(leaf: Leaf, segment: SegmentData) -> Matched:
    terms = remembered_terms(leaf.text)
    if isinstance(leaf, Prefix):
        return _prefixed(segment, terms[-1])
    if isinstance(leaf, Fuzzy):
        return _near(segment, terms[-1])
    if isinstance(leaf, Phrase) or len(terms) > 1:
        return Matched(_phrase(segment, terms), tuple((EXACT_FIELD, term) for term in terms))
    if len(terms[0]) == 1 and is_cjk(terms[0]):
        return _prefixed(segment, terms[0])
    if is_stop_word(leaf):
        return _any_field(segment, ((EXACT_FIELD, terms[0]),))
    (stem,) = stems(terms)
    return _any_field(segment, ((TEXT_FIELD, stem), (ABOUT_FIELD, stem)))


def _any_field(segment: SegmentData, terms: tuple[tuple[str, str], ...]) -> Matched:
    found = [(term, docs) for term in terms if len(docs := _docs(segment, *term))]
    return Matched(docsets.union([docs for _, docs in found], segment.size), tuple(term for term, _ in found))


def _docs(segment: SegmentData, field: str, word: str) -> Array:
    terms = segment.terms(field)
    at = terms.find(word)
    return terms.docs(0, 0) if at < 0 else terms.docs(at)


def _prefixed(segment: SegmentData, prefix: str) -> Matched:
    """Neighbouring words have neighbouring postings, so one slice holds them all."""
    terms = segment.terms(EXACT_FIELD)
    first, end = terms.prefixed(prefix)
    if end - first > MAX_EXPANSIONS:
        raise QueryError(
            f"“{prefix}*” is too broad: more than {MAX_EXPANSIONS} words begin with it. Add a letter.", prefix
        )
    docs = terms.docs(first, end)
    return Matched(docs if end - first == 1 else docsets.distinct(docs, segment.size))


def _near(segment: SegmentData, word: str) -> Matched:
    terms = segment.terms(EXACT_FIELD)
    return Matched(docsets.union([terms.docs(at) for at in near_words(terms, word)], segment.size))


def near_words(terms: TermList, word: str) -> list[int]:
    """The words one edit away that share the first letter. One half of such a word is as it was."""
    half = len(word) // 2
    candidates = {*range(*terms.prefixed(word[:half])), *terms.ending(word[half:])}
    start, stop = terms.prefixed(word[0])
    return sorted(at for at in candidates if start <= at < stop and within_one_edit(word, terms.words[at]))


def _phrase(segment: SegmentData, words: tuple[str, ...]) -> Array:
    terms = segment.terms(EXACT_FIELD)
    numbers = [terms.find(word) for word in words]
    if min(numbers) < 0:
        return terms.docs(0, 0)
    docs = docsets.intersection([terms.docs(number) for number in set(numbers)], segment.size)
    if len(words) == 1 or not len(docs):
        return docs
    by_frequency = sorted(enumerate(numbers), key=lambda item: terms.frequency(item[1]))
    starts = reduce(
        _in_both, (_phrase_starts(terms, number, offset, docs) for offset, number in by_frequency)
    )
    return docs[np.unique(starts >> 32)]


def _phrase_starts(terms: TermList, word: int, offset: int, docs: Array) -> Array:
    """Where a phrase would start whose word at `offset` is this one: place in docs and position as one number."""
    first, end, positions = terms.positions(word, docs)
    places = positions[spread(first, end)].astype(np.int64) - offset
    return np.repeat(np.arange(len(docs), dtype=np.int64) << 32, end - first) + places


def _in_both(few: Array, many: Array) -> Array:
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    return few[many[at] == few] if len(few) else few


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
        if docsets.are_few(docs, held, size):
            at = np.searchsorted(held, docs)
            at[at == len(held)] = 0
            weights = self._snapshot.bm25.weights(term[0], codes.take(at))
            return np.where(held.take(at) == docs, idf * weights, np.float32(0))
        dense = np.zeros(size, np.float32)
        dense[held] = self._snapshot.bm25.weights(term[0], codes)
        return idf * dense.take(docs)

    def idf(self, term: tuple[str, str]) -> float:
        if term not in self._idf:
            lists = (view.data.terms(term[0]) for view in self._snapshot.segments)
            frequency = sum(terms.frequency(at) for terms in lists if (at := terms.find(term[1])) >= 0)
            self._idf[term] = self._snapshot.bm25.idf(frequency)
        return self._idf[term]
