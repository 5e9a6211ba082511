"""A text cut where spans begin and end, in one walk over all of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def covers(
    spans: Sequence[tuple[int, int, T]], start: int, end: int, edges: Iterable[int] = ()
) -> Iterator[tuple[int, int, list[T]]]:
    """Each piece from `start` to `end` with what covers it, in the order of `spans`; also cut at `edges`."""
    cuts = {start, end, *edges, *(edge for span in spans for edge in span[:2])}
    waiting = sorted(range(len(spans)), key=lambda at: spans[at][0], reverse=True)
    open_: list[int] = []
    for a, b in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        open_ = [at for at in open_ if spans[at][1] >= b]
        while waiting and spans[waiting[-1]][0] <= a:
            if spans[at := waiting.pop()][1] >= b:
                open_.append(at)
        yield a, b, [spans[at][2] for at in sorted(open_)]
