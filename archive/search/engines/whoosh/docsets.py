"""Sets of documents as sorted arrays of 32-bit numbers."""

import numpy as np

from archive.search.engines.whoosh.arrays import Array

# Below this share of the segment, sorting beats marking.
_FEW = 1 / 32


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
        at = np.searchsorted(others, docs)
        at[at == len(others)] = 0
        found: Array = others.take(at) == docs
        return found
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
