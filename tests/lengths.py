"""The longest texts that the archive takes: `make test` looks at a quarter of each, the drills at the whole."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

WHOLE = 200_000
LENGTHS = pytest.mark.parametrize("length", [WHOLE // 4, pytest.param(WHOLE, marks=pytest.mark.drill)])


@contextmanager
def linear(seconds: float, length: int) -> Iterator[None]:
    """The block takes at most these seconds for a whole text, for a shorter one its share; a busy machine, one more."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 1 + seconds * length / WHOLE
