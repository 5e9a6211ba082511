"""What a new segment will hold, gathered document by document and turned into arrays in one go."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from whoosh.util.numeric import length_to_byte

from archive.search.analysis import analysed, remembered_analysed, run_on
from archive.search.contract import Document, ordinal
from archive.search.engines.whoosh.arrays import Array, ArrayFile, grouped, pack_text, spread, unpack_text
from archive.search.engines.whoosh.columns import DAYS, pack_values, unpack_values
from archive.search.engines.whoosh.schema import (
    ABOUT_FIELD,
    EXACT_FIELD,
    TEXT_FIELD,
    TEXT_FIELDS,
)

GONE = np.uint32(0xFFFFFFFF)

Arrays = Iterator[tuple[str, Array]]


def numbering() -> "defaultdict[Any, int]":
    """Numbers its keys 0, 1, 2 … as they are first asked for."""
    numbers: defaultdict[Any, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _u32() -> "array[int]":
    return array("I")


def _joined(new: "array[int]", merged: Sequence[Array]) -> Array:
    """What came by document, then what came from older segments."""
    held = np.frombuffer(new, np.uint32)
    return np.concatenate([held, *merged]) if merged else held


class TokenPool:
    """The terms of one field: for each token its term, its document and, in `exact`, its position."""

    def __init__(self, with_positions: bool) -> None:
        self.with_positions = with_positions
        self.numbers = numbering()
        self.terms, self.lengths, self.positions = _u32(), _u32(), _u32()
        self.merged: list[tuple[Array, Array, Array, Array]] = []

    def add(self, terms: list[str], positions: Iterable[int] = ()) -> None:
        number = self.numbers
        self.terms.extend([number[term] for term in terms])
        self.lengths.append(len(terms))
        self.positions.extend(positions)

    def absorb(self, file: ArrayFile, field: str, new_numbers: Array) -> None:
        """Takes over the tokens of an older segment; `new_numbers` maps its documents, GONE for the deleted."""
        docs = new_numbers[file[f"{field}.docs"]]
        kept = docs != GONE
        term_of = self._renumbered(file, field, kept)
        positions = np.zeros(0, np.uint32)
        if self.with_positions:
            places = file[f"{field}.places"]
            counts = np.diff(places)[kept]
            positions = file[f"{field}.positions"][spread(places[:-1][kept], places[1:][kept])]
        else:
            counts = (file[f"{field}.codes"] >> 8)[kept]
        lengths = file[f"{field}.lengths"][new_numbers != GONE]
        self.merged.append((np.repeat(term_of, counts), np.repeat(docs[kept], counts), positions, lengths))

    def _renumbered(self, file: ArrayFile, field: str, kept: Array) -> Array:
        """The term of each kept posting; terms without any are left behind."""
        words, starts = unpack_text(file[f"{field}.terms"]), file[f"{field}.starts"]
        old = np.repeat(np.arange(len(words)), np.diff(starts))[kept]
        used = np.flatnonzero(np.bincount(old, minlength=len(words)))
        new = np.zeros(len(words), np.uint32)
        new[used] = [self.numbers[words[at]] for at in used.tolist()]
        return new[old]

    def arrays(self, field: str) -> Arrays:
        names = list(self.numbers)
        in_order = sorted(range(len(names)), key=names.__getitem__)
        yield f"{field}.terms", pack_text([names[at] for at in in_order])
        rank = np.empty(len(names), np.uint32)
        rank[in_order] = np.arange(len(names), dtype=np.uint32)
        order, term_starts = grouped(rank[_joined(self.terms, [part[0] for part in self.merged])], len(names))
        if self.with_positions:
            positions = _joined(self.positions, [part[2] for part in self.merged])
            yield f"{field}.positions", positions[order]
            del positions
        docs = self._docs()[order]
        del order
        lengths = self._length_bytes()
        yield f"{field}.lengths", lengths
        yield from _postings(field, docs, term_starts, lengths, self.with_positions)

    def _docs(self) -> Array:
        new = np.arange(len(self.lengths), dtype=np.uint32).repeat(np.frombuffer(self.lengths, np.uint32))
        return np.concatenate([new, *(part[1] for part in self.merged)]) if self.merged else new

    def _length_bytes(self) -> Array:
        new = np.fromiter(map(length_to_byte, self.lengths), np.uint8, len(self.lengths))
        return np.concatenate([new, *(part[3] for part in self.merged)])

    def total_length(self) -> int:
        return len(self.terms) + sum(len(part[0]) for part in self.merged)


def _postings(field: str, docs: Array, term_starts: Array, lengths: Array, with_places: bool) -> Arrays:
    """One posting for each term and document, from tokens in that order.

    A posting's code is its frequency, at most 255, times 256 plus the document's length byte: all that BM25 needs.
    """
    first = np.ones(len(docs), bool)
    first[1:] = docs[1:] != docs[:-1]
    first[term_starts[:-1]] = True
    at = np.flatnonzero(first).astype(np.uint32)
    del first
    posting_docs = docs[at]
    yield f"{field}.docs", posting_docs
    yield f"{field}.starts", np.searchsorted(at, term_starts).astype(np.uint32)
    places = np.append(at, np.uint32(len(docs)))
    yield f"{field}.codes", np.minimum(np.diff(places), 255).astype(np.uint16) << 8 | lengths[posting_docs]
    if with_places:
        yield f"{field}.places", places


class FacetPool:
    """The values of one facet: each document's, by number of the value."""

    def __init__(self) -> None:
        self.numbers = numbering()
        self.values, self.counts = _u32(), _u32()
        self.merged: list[tuple[Array, Array]] = []

    def add(self, values: Iterable[int | str]) -> None:
        before = len(self.values)
        number = self.numbers
        self.values.extend([number[value] for value in values])
        self.counts.append(len(self.values) - before)

    def absorb(self, file: ArrayFile, name: str, new_numbers: Array) -> None:
        """Of the values only those that a kept document has: what was removed stands in no table either."""
        kept = new_numbers != GONE
        offsets = file[f"{name}.offsets"]
        pairs = spread(offsets[:-1][kept], offsets[1:][kept])
        values, known = file[f"{name}.values"][pairs], unpack_values(file[f"{name}.table"])
        table = np.zeros(len(known), np.uint32)
        for place in np.unique(values):
            table[place] = self.numbers[known[place]]
        self.merged.append((table[values], np.diff(offsets)[kept]))

    def arrays(self, name: str) -> Arrays:
        values = _joined(self.values, [part[0] for part in self.merged])
        counts = _joined(self.counts, [part[1] for part in self.merged])
        offsets = np.zeros(len(counts) + 1, np.uint32)
        np.cumsum(counts, out=offsets[1:])
        order, starts = grouped(values, len(self.numbers))
        doc_of = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        yield f"{name}.table", pack_values(list(self.numbers))
        yield f"{name}.values", values
        yield f"{name}.offsets", offsets
        yield f"{name}.docs", doc_of[order]
        yield f"{name}.starts", starts


class Pool:
    """Everything of a new segment. Stands where Whoosh's writer keeps its pool of postings."""

    def __init__(self, facets: Iterable[str]) -> None:
        self.texts = {field: TokenPool(field == EXACT_FIELD) for field in TEXT_FIELDS}
        self.facets = {name: FacetPool() for name in facets}
        self.columns = {name: _u32() for name in ("ids", *DAYS, "undated", "print", "added")}
        self.merged: dict[str, list[Array]] = {name: [] for name in self.columns}

    def add(self, document: Document) -> None:
        terms, places, stems = analysed(document.words)
        names = list(map(remembered_analysed, document.about))
        self.texts[TEXT_FIELD].add(stems)
        self.texts[ABOUT_FIELD].add(list(chain.from_iterable(of_name for _, _, of_name in names)))
        self.texts[EXACT_FIELD].add(*run_on(terms, places, (each[:2] for each in names)))
        for name, facet in self.facets.items():
            facet.add(document.facets.get(name, ()))
        columns = self.columns
        columns["ids"].append(document.id)
        columns["undated"].append(document.undated)
        columns["print"].append(document.print)
        columns["added"].append(document.added)
        for name in DAYS:
            columns[name].append(ordinal(getattr(document, name)))

    def absorb(self, file: ArrayFile, new_numbers: Array) -> None:
        for field, text in self.texts.items():
            text.absorb(file, field, new_numbers)
        for name, facet in self.facets.items():
            facet.absorb(file, name, new_numbers)
        for name, parts in self.merged.items():
            parts.append(file[name][new_numbers != GONE])

    def arrays(self) -> Arrays:
        """One after another, each part given up with its last one: all at once would double what a build takes."""
        for name, column in self.columns.items():
            yield name, _joined(column, self.merged[name])
        parts: dict[str, TokenPool | FacetPool] = {**self.texts, **self.facets}
        self.texts, self.facets = {}, {}
        for name in list(parts):
            yield from parts.pop(name).arrays(name)

    def total_lengths(self) -> dict[str, int]:
        return {field: text.total_length() for field, text in self.texts.items()}

    # What Whoosh's writer calls

    def iter_postings(self) -> "Pool":
        return self

    def cleanup(self) -> None:
        pass
