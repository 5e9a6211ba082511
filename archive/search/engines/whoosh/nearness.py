"""Words that a reader typed side by side weigh more where they stand near each other; of many words, those in one stretch.

Only the best documents by words alone are looked at, always as many, so that the order is the same on every page.
"""

from itertools import pairwise

import numpy as np

from archive.search.analysis import SPAN_BITS, stem, word_readings
from archive.search.engines.whoosh.arrays import Array, spread
from archive.search.engines.whoosh.evaluate import Evaluation, Scores, contained
from archive.search.engines.whoosh.reader import SegmentData, TermList
from archive.search.engines.whoosh.schema import EXACT_FIELD, TEXT_FIELD
from archive.search.language import And, Most, Node, Word, single_term

LOOKED_AT = 100
# Further apart, words are not near; and what a pair side by side adds, as a share of its rarer word's weight.
FAR, WEIGHT = 5, 1.0
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
    typed = [stem(single_term(child)) for child in tree.children]
    return [(one, other) for one, other in pairwise(typed) if one and other and one != other]


def places(terms: TermList, wanted: str, docs: Array) -> Array:
    """Where any word with this stem stands in these documents: place in docs and position as one number, in order."""
    words = terms.with_stem(wanted, _MANY_WORDS)[:_FORMS]
    if not words:
        return np.zeros(0, np.int64)
    parts = [terms.postings(word, docs) for word in words]
    held, postings = (np.concatenate(each) for each in zip(*parts, strict=True))
    first, end, positions = terms.positions(postings)
    found: Array = (held << 32).repeat(end - first)
    found += positions.take(spread(first, end)) >> SPAN_BITS
    found.sort()
    return found


def _nearness(one: Array, other: Array, size: int) -> Array:
    """For each document 1 where the words stand side by side, less the further they are apart, 0 where they are far."""
    result = np.zeros(size, np.float32)
    if len(one) and len(other):
        at = other.searchsorted(one)
        after = other.take(at, mode="clip") - one
        before = one - other.take(at - 1, mode="clip")
        after[after <= 0] = FAR + 1
        before[before <= 0] = FAR
        apart = np.minimum(after, before + 1)
        (near,) = (apart <= FAR).nonzero()
        np.maximum.at(result, one.take(near) >> 32, (1 / apart.take(near)).astype(np.float32))
    return result


IN_ONE_STRETCH = 300
# Stop words stand between the words: a stretch may be so many times as long as they are many, and some more.
WIDER, ROOM = 3, 10
_BEHIND = 1e-3  # the others come after all that were looked at


def together(tree: Most, docs: Array, evaluation: Evaluation, scores: Scores) -> Array:
    """The score of each of the documents that have most of many words: the first are those where they stand together.

    The words of a long document are many: that it holds all of a sentence somewhere says little. What counts is the stretch
    of it, not much longer than the words themselves, that holds the rarest of them.
    """
    segment = evaluation.segment
    typed = [word for word in tree.words if isinstance(word, Word)]
    weights = np.array([_weight(word.text, scores) for word in typed])
    found = np.zeros(len(docs), np.float32)
    for word, weight in zip(typed, weights, strict=True):
        found[contained(docs, evaluation.docs(word), segment.size)] += np.float32(weight)
    best = np.arange(len(docs))
    if len(docs) > IN_ONE_STRETCH:
        best = np.sort(np.argpartition(found, -IN_ONE_STRETCH)[-IN_ONE_STRETCH:])
    terms = segment.terms(EXACT_FIELD)
    standing = [places(terms, stem(word.text), docs[best]) for word in typed]
    found *= np.float32(_BEHIND)
    found[best] += _densest(standing, weights, WIDER * len(standing) + ROOM, len(best))
    return found


def _weight(text: str, scores: Scores) -> float:
    terms = word_readings(text)[0]
    return min(scores.idf((TEXT_FIELD, stem(term))) for term in terms)


def _densest(standing: list[Array], weights: Array, reach: int, size: int) -> Array:
    """For each document the most weight of different words in one stretch.

    Each place adds its weight to all stretches that begin at or before it, within reach, and after the last place of the
    same word: a range of places, so one running sum gives all stretches.
    """
    result = np.zeros(size, np.float32)
    at = np.concatenate(standing)
    if not len(at):
        return result
    words = np.repeat(np.arange(len(standing)), [len(each) for each in standing])
    order = np.argsort(at, kind="stable")
    at, words = at[order], words[order]
    first = np.maximum(np.searchsorted(at, at - reach), _after_the_same(words))
    added = np.zeros(len(at) + 1)
    np.add.at(added, first, weights[words])
    added[1:] -= weights[words]
    np.maximum.at(result, at >> 32, np.cumsum(added)[:-1].astype(np.float32))
    return result


def _after_the_same(words: Array) -> Array:
    """For each place the one after the last of the same word, or the first of all."""
    by_word = np.argsort(words, kind="stable")
    same = words[by_word][1:] == words[by_word][:-1]
    after = np.zeros(len(words), np.int64)
    after[by_word[1:][same]] = by_word[:-1][same] + 1
    return after
