"""What a build and a check of a large index take of a machine's memory."""

import tracemalloc
from pathlib import Path

import numpy as np

from archive.search.engines.whoosh.arrays import ArrayFile, write_arrays
from archive.search.engines.whoosh.segment_builder import TokenPool

LARGE = 40_000_000  # bytes


def mapped() -> int:
    """Bytes of files that count as this process's."""
    return int(Path("/proc/self/status").read_text().split("RssFile:")[1].split()[0]) * 1024


def test_a_file_that_was_looked_through_is_not_counted_as_memory(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        write_arrays(file, [("one", np.ones(7, np.uint8)), ("large", np.ones(LARGE, np.uint8))])
    held = ArrayFile(path)
    before = mapped()
    assert held.damaged() == []
    assert mapped() - before < LARGE / 2
    assert held["large"].sum() == LARGE


def test_a_damaged_byte_is_found_wherever_it_is(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        write_arrays(file, [("large", np.zeros(LARGE, np.uint8))])
    sound = path.read_bytes()
    for at in (64, LARGE // 2, LARGE + 63):
        path.write_bytes(sound[:at] + b"\1" + sound[at + 1 :])
        assert ArrayFile(path).damaged() == ["large"], at


def test_writing_a_segment_takes_less_than_gathering_it_twice(tmp_path):
    pool, words = TokenPool(with_positions=True), [f"word{number}" for number in range(200)]
    tokens = 5_000 * len(words)
    for _ in range(5_000):
        pool.add(words, range(len(words)))
    tracemalloc.start()
    try:
        with (tmp_path / "segment").open("wb") as file:
            write_arrays(file, pool.arrays("exact"))
        assert tracemalloc.get_traced_memory()[1] / tokens < 25  # bytes a token
    finally:
        tracemalloc.stop()
