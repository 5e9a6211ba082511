"""Leaves of a query over one segment: words, prefixes, near words and phrases, to documents and scores."""

from dataclasses import dataclass
from functools import reduce
from itertools import chain

import numpy as np

from archive.search.analysis import (
    SPAN_BITS,
    SPANNED,
    Reading,
    is_single,
    last_terms,
    readings,
    stem,
    within_one_edit,
    word_readings,
)
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array, spread
from archive.search.engines.whoosh.reader import SegmentData, Snapshot, TermList
from archive.search.engines.whoosh.schema import ABOUT_FIELD, EXACT_FIELD, TEXT_FIELD
from archive.search.language import Fuzzy, Phrase, Prefix, QueryError, Word, is_stop_word
from archive.text.tongue import gettext

MAX_EXPANSIONS = 500
Leaf = Word | Prefix | Fuzzy | Phrase


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents of a leaf, in order, and the terms, as field and word, that score them."""

    docs: Array
    scored: tuple[tuple[str, str], ...] = ()


def match(leaf: Leaf, segment: SegmentData) -> Matched:
    if isinstance(leaf, Prefix):
        return _joined([_prefixed(segment, term) for term in last_terms(leaf.text)], segment)
    if isinstance(leaf, Fuzzy):
        return _joined([_near(segment, term) for term in last_terms(leaf.text)], segment)
    ways = readings(leaf.text) if isinstance(leaf, Phrase) else word_readings(leaf.text)
    return _joined([_read(leaf, terms, segment) for terms in ways], segment)


def _joined(found: list[Matched], segment: SegmentData) -> Matched:
    """What any of the readings of a leaf matched."""
    if len(found) == 1:
        return found[0]
    held = [matched for matched in found if len(matched.docs)]
    scored = dict.fromkeys(chain.from_iterable(matched.scored for matched in held))
    return Matched(docsets.union([matched.docs for matched in held], segment.size), tuple(scored))


def _read(leaf: Word | Phrase, terms: Reading, segment: SegmentData) -> Matched:
    if isinstance(leaf, Phrase) or len(terms) > 1:
        return Matched(_phrase(segment, terms), tuple((EXACT_FIELD, term) for term in terms))
    if is_single(terms[0]):
        return _prefixed(segment, terms[0])
    if is_stop_word(leaf):
        return _any_field(segment, ((EXACT_FIELD, terms[0]),))
    return _any_field(segment, ((TEXT_FIELD, stem(terms[0])), (ABOUT_FIELD, stem(terms[0]))))


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
        advice = gettext("“{word}” is too broad: more than {most} words begin with it. Add a letter.")
        raise QueryError(advice.format(word=f"{prefix}*", most=MAX_EXPANSIONS), prefix)
    docs = terms.docs(first, end)
    return Matched(docs if end - first == 1 else docsets.distinct(docs, segment.size))


def _near(segment: SegmentData, word: str) -> Matched:
    terms = segment.terms(EXACT_FIELD)
    return Matched(docsets.union([terms.docs(at) for at in near_words(terms, word)], segment.size))


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
    docs = docsets.intersection([terms.docs(number) for number in set(numbers)], segment.size)
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
    at = np.searchsorted(others, places)
    at[at == len(others)] = 0
    held: Array = others.take(at) == places
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
