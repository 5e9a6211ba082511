"""Of documents with most of many words, the first are those where they stand together.

The words of a long document are many: that it holds all of a sentence somewhere says little. What counts is the stretch
of it, not much longer than the words themselves, that holds the rarest of them.
"""

import numpy as np

from archive.search.analysis import stem, word_readings
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.arrays import Array
from archive.search.engines.whoosh.evaluate import Evaluation
from archive.search.engines.whoosh.nearness import places
from archive.search.engines.whoosh.schema import EXACT_FIELD, TEXT_FIELD
from archive.search.engines.whoosh.terms import Scores
from archive.search.language import Most, Word

LOOKED_AT = 300
# Stop words stand between the words: a stretch may be so many times as long as they are many, and some more.
WIDER, ROOM = 3, 10
_BEHIND = 1e-3  # the others come after all that were looked at


def together(tree: Most, docs: Array, evaluation: Evaluation, scores: Scores) -> Array:
    """The score of each of the documents."""
    segment = evaluation.segment
    typed = [word for word in tree.words if isinstance(word, Word)]
    weights = np.array([_weight(word.text, scores) for word in typed])
    found = np.zeros(len(docs), np.float32)
    for word, weight in zip(typed, weights, strict=True):
        found[docsets.contained(docs, evaluation.docs(word), segment.size)] += np.float32(weight)
    best = np.arange(len(docs))
    if len(docs) > LOOKED_AT:
        best = np.sort(np.argpartition(found, -LOOKED_AT)[-LOOKED_AT:])
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
