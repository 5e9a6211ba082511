"""BM25 by table: a posting's code holds all that differs between documents, so a score is one look-up.

The formula and its numbers are Whoosh's BM25F: K1 = 1.2, B = 0.75, lengths as its one-byte approximations.
"""

from math import log

import numpy as np
from whoosh.util.numeric import byte_to_length

from archive.search.engines.whoosh.arrays import Array

K1 = 1.2
B = 0.75

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


class BM25:
    """For an index of `size` documents whose fields have these total lengths."""

    def __init__(self, size: int, total_lengths: dict[str, int]) -> None:
        self.size = size
        self._average = {field: (total / size if size else 0) or 1 for field, total in total_lengths.items()}
        self._tables: dict[str, Array] = {}

    def idf(self, frequency: int) -> float:
        return log(self.size / (frequency + 1)) + 1

    def weights(self, field: str, codes: Array) -> Array:
        """What each posting contributes, before its term's idf."""
        table = self._tables.get(field)
        if table is None:
            table = self._tables[field] = _table(self._average[field])
        return table.take(codes)


def _table(average: float) -> Array:
    frequency = np.arange(256, dtype=np.float32)[:, None]
    norm = np.float32(K1) * ((1 - B) + B * _LENGTHS / np.float32(average))[None, :]
    return (frequency * np.float32(K1 + 1) / (frequency + norm)).astype(np.float32).ravel()
