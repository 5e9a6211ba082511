"""Facets are counted in several ways, by how many quotes are found: all give the same."""

import random
from collections import Counter

import numpy as np

from archive.search.engines.whoosh.arrays import ArrayFile, write_arrays
from archive.search.engines.whoosh.columns import FacetColumn, Found, joined
from archive.search.engines.whoosh.segment_builder import FacetPool

SIZE = 600
VALUES = {
    "one": lambda draw: draw.choices(range(30)),
    "two": lambda draw: draw.sample(range(30), 2),
    "some": lambda draw: draw.sample(range(30), draw.randrange(4)),
    "none": lambda draw: [],
}


def column(path, held):
    pool = FacetPool()
    for values in held:
        pool.add(values)
    with path.open("wb") as file:
        write_arrays(file, pool.arrays("a"))
    return FacetColumn(ArrayFile(path), "a")


def test_facets_of_few_and_of_most_documents_are_counted_alike(tmp_path):
    for name, drawn in VALUES.items():
        draw = random.Random(name)
        held = [drawn(draw) for _ in range(SIZE)]
        facet = column(tmp_path / name, held)
        for many in (0, 1, 20, 200, 400, SIZE):
            docs = sorted(draw.sample(range(SIZE), many))
            counts = facet.counts(Found(np.array(docs, np.uint32), SIZE))
            assert counts.at(counts.held) == Counter(value for doc in docs for value in held[doc]), (
                name,
                many,
            )


def test_a_segment_of_no_documents_has_no_counts(tmp_path):
    counts = column(tmp_path / "empty", []).counts(Found(np.zeros(0, np.uint32), 0))
    assert counts.at(counts.held) == {}


def test_values_of_several_segments_are_added_up_wherever_they_stand(tmp_path):
    draw, parts = random.Random("parts"), []
    every: Counter[int] = Counter()
    for number, values in enumerate((range(30), range(10, 45), range(40, 50))):
        held = [draw.sample(values, draw.randrange(4)) for _ in range(SIZE // 3)]
        every.update(value for each in held for value in each)
        found = Found(np.arange(len(held), dtype=np.uint32), len(held))
        parts.append(column(tmp_path / str(number), held).counts(found))
    assert joined(parts, None, ()) == every
    first = joined(parts, 7, [49, 99])
    assert first == {value: every[value] for value in {*(v for v, _ in top(every, 7)), 49}}
    assert first.many == len(every)


def top(counts, most):
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:most]
