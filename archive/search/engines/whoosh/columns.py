"""Facets and days of a segment's documents, as arrays."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from weakref import WeakKeyDictionary

import numpy as np

from archive.search.contract import Facet, commonest
from archive.search.engines.whoosh.arrays import Array, ArrayFile, spread

DAYS = ("earliest", "latest", "published")

# Of a facet with several values a document, so many times fewer documents than there are is less work than all; as measured.
_FEW = 12


def pack_values(values: list[int | str]) -> Array:
    return np.frombuffer(json.dumps(values, ensure_ascii=False).encode(), np.uint8)


def unpack_values(array: Array) -> list[int | str]:
    return list(json.loads(array.tobytes()))


class Found:
    """Documents of a segment of this size, in order, and what all facets that are counted over them share."""

    def __init__(self, docs: Array, size: int) -> None:
        self.docs, self.size = docs, size
        self.are_most = 2 * len(docs) > size

    @cached_property
    def places(self) -> Array:
        return self.docs.astype(np.intp)

    @cached_property
    def marked(self) -> Array:
        marks = np.zeros(self.size, bool)
        marks[self.docs] = True
        return marks

    @cached_property
    def others(self) -> "Found":
        return Found(np.flatnonzero(~self.marked), self.size)


class FacetColumn:
    """One facet of one segment: the values of each document, and the documents of each value."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.values = file[f"{name}.values"]
        self.offsets = file[f"{name}.offsets"]
        self._docs, self._starts = file[f"{name}.docs"], file[f"{name}.starts"]
        table = unpack_values(file[f"{name}.table"])
        self._numbers = {value: number for number, value in enumerate(table)}
        self.table = np.array(table, object)
        self._places: WeakKeyDictionary[FacetColumn, Array] = WeakKeyDictionary()

    def docs(self, value: int | str) -> Array:
        """The documents with the value, in order."""
        number = self.number(value)
        return (
            self._docs[:0] if number is None else self._docs[self._starts[number] : self._starts[number + 1]]
        )

    @cached_property
    def each(self) -> int:
        """How many values every document has; 0 where they differ."""
        counts = np.diff(self.offsets)
        return int(counts[0]) if len(counts) and (counts == counts[0]).all() else 0

    @cached_property
    def totals(self) -> Array:
        return np.diff(self._starts.astype(np.int64))

    def counts(self, found: "Found") -> "Counts":
        """Of most documents by what the others take away."""
        numbers = self.totals - self._counted(found.others) if found.are_most else self._counted(found)
        (held,) = numbers.astype(bool).nonzero()
        return Counts(self, numbers, held)

    def places_in(self, other: "FacetColumn") -> Array:
        """For each value its place in the table of the other; -1 for what it has not."""
        if other not in self._places:
            found = (other._numbers.get(value, -1) for value in self._numbers)
            self._places[other] = np.fromiter(found, np.int64, len(self._numbers))
        return self._places[other]

    def number(self, value: int | str) -> int | None:
        return self._numbers.get(value)

    def _counted(self, found: "Found") -> Array:
        """Value by value where one document may have several and many are found, else document by document."""
        if not len(self.values) or not len(found.docs):
            return np.zeros(len(self.table), np.int64)
        if self.each == 1:
            values = self.values.take(found.places)
        elif self.each:
            values = self.values.reshape(-1, self.each).take(found.places, axis=0).ravel()
        elif _FEW * len(found.docs) < found.size:
            values = self.values[spread(self.offsets[found.places], self.offsets[found.places + 1])]
        else:
            held = found.marked.take(self._docs).view(np.uint8)
            return np.add.reduceat(held, self._starts[:-1], dtype=np.int64)
        return np.bincount(values, minlength=len(self.table))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of a segment have each value of a facet: `numbers` by the place of the value in the column's table,
    `held` the places of those that any has."""

    column: FacetColumn
    numbers: Array
    held: Array

    def at(self, places: Array) -> Facet:
        values, numbers = self.column.table.take(places), self.numbers.take(places)
        return Facet(zip(values.tolist(), numbers.tolist(), strict=True))

    def of(self, values: Iterable[int | str]) -> dict[int | str, int]:
        """Of these, without those that no document has."""
        places = (place for value in values if (place := self.column.number(value)) is not None)
        found = np.fromiter(places, np.int64)
        return self.at(found[self.numbers[found] > 0])

    def first(self, most: int) -> dict[int | str, int]:
        """The commonest; of equally common ones the first by their letters."""
        if most <= 0 or len(self.held) <= most:
            return self.at(self.held[:0] if most <= 0 else self.held)
        numbers = self.numbers[self.held]
        least = np.partition(numbers, len(numbers) - most)[len(numbers) - most]
        more, tied = self.held[numbers > least], self.held[numbers == least]
        table = self.column.table
        some = nsmallest(most - len(more), tied.tolist(), key=lambda place: str(table[place]))
        return self.at(np.concatenate([more, np.array(some, np.int64)]))


def joined(parts: Sequence[Counts], most: int | None, these: Iterable[int | str]) -> Facet:
    """Of all segments."""
    every, alone = _added(parts) if len(parts) > 1 else (parts[0], {})
    if most is None:
        return Facet(every.at(every.held) | alone) if alone else every.at(every.held)
    kept = set(these)
    many = len(every.held) + len(alone)
    return commonest(every.of(kept) | every.first(most) | alone, most, kept, many)


def _added(parts: Sequence[Counts]) -> tuple[Counts, dict[int | str, int]]:
    """Added up where the segment with most values has them, the others by themselves."""
    *others, large = sorted(parts, key=lambda part: len(part.column.table))
    numbers = large.numbers.copy()
    alone: Counter[int | str] = Counter()
    for part in others:
        places = part.column.places_in(large.column)[part.held]
        held = part.numbers[part.held]
        numbers[places[places >= 0]] += held[places >= 0]
        if (places < 0).any():
            alone.update(part.at(part.held[places < 0]))
    (held,) = numbers.astype(bool).nonzero()
    return Counts(large.column, numbers, held), dict(alone)
