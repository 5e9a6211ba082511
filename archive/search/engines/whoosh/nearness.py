"""Words that a reader typed side by side weigh more where they stand near each other.

Only the best documents by words alone are looked at, always as many, so that the order is the same on every page.
"""

from itertools import pairwise

import numpy as np

from archive.search.analysis import SPAN_BITS, stem, word_readings
from archive.search.engines.whoosh.arrays import Array, spread
from archive.search.engines.whoosh.reader import SegmentData, TermList
from archive.search.engines.whoosh.schema import EXACT_FIELD, TEXT_FIELD
from archive.search.engines.whoosh.terms import Scores
from archive.search.language import And, Node, Or, Word, is_stop_word

LOOKED_AT = 100
# Further apart, words are not near; and what a pair side by side adds, as a share of its rarer word's weight.
FAR, WEIGHT = 10, 1.0
# A stem that begins so many words is too short to tell its own words from; of those, the most frequent are looked for.
_MANY_WORDS, _FORMS = 4000, 3


def add_nearness(found: Array, tree: Node, docs: Array, segment: SegmentData, scores: Scores) -> Array:
    """The scores of the documents, with what the nearness of their words adds."""
    pairs = _pairs(tree)
    if not pairs or not len(docs):
        return found
    best = np.arange(len(docs))
    if len(docs) > LOOKED_AT:
        (best,) = (found >= np.partition(found, -LOOKED_AT)[-LOOKED_AT]).nonzero()
    terms = segment.terms(EXACT_FIELD)
    standing = {word: places(terms, word, docs[best]) for word in {word for pair in pairs for word in pair}}
    added = np.zeros(len(best), np.float32)
    for one, other in pairs:
        weight = WEIGHT * min(scores.idf((TEXT_FIELD, one)), scores.idf((TEXT_FIELD, other)))
        added += np.float32(weight) * _nearness(standing[one], standing[other], len(best))
    result = found.copy()
    result[best] += added
    return result


def _pairs(tree: Node) -> list[tuple[str, str]]:
    """The stems of words that were typed one after another."""
    if not isinstance(tree, And):
        return []
    typed = [_stem(child) for child in tree.children]
    return [(one, other) for one, other in pairwise(typed) if one and other and one != other]


def _stem(node: Node) -> str:
    if isinstance(node, Or):  # a word and the other spellings of the name that it is
        node = node.children[0]
    if not isinstance(node, Word) or is_stop_word(node):
        return ""
    terms = word_readings(node.text)[0]
    return stem(terms[0]) if len(terms) == 1 else ""


def places(terms: TermList, wanted: str, docs: Array) -> Array:
    """Where any word with this stem stands in these documents: place in docs and position as one number, in order."""
    found = [_places_of(terms, word, docs) for word in terms.with_stem(wanted, _MANY_WORDS)[:_FORMS]]
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _places_of(terms: TermList, word: int, docs: Array) -> Array:
    with_word = terms.docs(word)
    at = np.searchsorted(with_word, docs)
    at[at == len(with_word)] = 0
    (held,) = (with_word.take(at) == docs).nonzero()
    if not len(held):
        return np.zeros(0, np.int64)
    first, end, positions = terms.positions(word, docs[held])
    places = positions[spread(first, end)].astype(np.int64) >> SPAN_BITS
    found: Array = (np.repeat(held.astype(np.int64), end - first) << 32) + places
    return found


def _nearness(one: Array, other: Array, size: int) -> Array:
    """For each document 1 where the words stand side by side, less the further they are apart, 0 where they are far."""
    result = np.zeros(size, np.float32)
    if len(one) and len(other):
        at = np.searchsorted(other, one)
        after = other.take(np.minimum(at, len(other) - 1)) - one
        before = one - other.take(np.maximum(at - 1, 0))
        apart = np.minimum(np.where(after > 0, after, FAR + 1), np.where(before > 0, before + 1, FAR + 1))
        near = apart <= FAR
        np.maximum.at(result, (one[near] >> 32).astype(np.int64), (1 / apart[near]).astype(np.float32))
    return result
