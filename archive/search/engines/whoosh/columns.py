"""Facets and days of a segment's documents, as arrays."""

import json
from functools import cached_property

import numpy as np

from archive.search.contract import Facet
from archive.search.engines.whoosh.arrays import Array, ArrayFile, spread

DAYS = ("earliest", "latest", "published")

# A facet counts by going through the hits, unless they are most of the segment.
_MOST = 0.5


def pack_values(values: list[int | str]) -> Array:
    return np.frombuffer(json.dumps(values, ensure_ascii=False).encode(), np.uint8)


def unpack_values(array: Array) -> list[int | str]:
    return list(json.loads(array.tobytes()))


class FacetColumn:
    """One facet of one segment: the values of each document, and the documents of each value."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.values = file[f"{name}.values"]
        self.offsets = file[f"{name}.offsets"]
        self._docs, self._starts = file[f"{name}.docs"], file[f"{name}.starts"]
        table = unpack_values(file[f"{name}.table"])
        self._numbers = {value: number for number, value in enumerate(table)}
        self._table = np.array(table, object)

    def docs(self, value: int | str) -> Array:
        """The documents with the value, in order."""
        number = self._numbers.get(value)
        return (
            self._docs[:0] if number is None else self._docs[self._starts[number] : self._starts[number + 1]]
        )

    @cached_property
    def one_each(self) -> bool:
        return len(self.values) == len(self.offsets) - 1 and bool((np.diff(self.offsets) == 1).all())

    def counts(self, docs: Array) -> Facet:
        """How many of the documents have each value."""
        numbers = np.bincount(self._values_of(docs))
        (held,) = numbers.astype(bool).nonzero()
        return dict(zip(self._table.take(held).tolist(), numbers.take(held).tolist(), strict=True))

    def _values_of(self, docs: Array) -> Array:
        if len(docs) == len(self.offsets) - 1:
            return self.values
        if self.one_each:
            return self.values.take(docs)
        if len(docs) > _MOST * len(self.offsets):
            hit = np.zeros(len(self.offsets) - 1, bool)
            hit[docs] = True
            values: Array = self.values[np.repeat(hit, np.diff(self.offsets))]
            return values
        return self.values[spread(self.offsets[docs], self.offsets[docs + 1])]
