"""Which of many spans meet others, without comparing each with each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archive.text import Offsets

_BLOCK = 256


class Places:
    def __init__(self, spans: Iterable[Offsets]) -> None:
        self.spans = list(spans)
        self._in_block: dict[int, list[int]] = defaultdict(list)
        for number, span in enumerate(self.spans):
            for block in _blocks(span):
                self._in_block[block].append(number)

    def meeting(self, spans: Iterable[Offsets]) -> list[int]:
        """The numbers of those that may share characters with one of the spans, in order."""
        return sorted(
            {number for span in spans for block in _blocks(span) for number in self._in_block.get(block, ())}
        )

    def common(self, spans: Sequence[Offsets]) -> int:
        return common(spans, [self.spans[number] for number in self.meeting(spans)])


def _blocks(span: Offsets) -> Iterator[int]:
    return iter(range(span[0] // _BLOCK, -(-span[1] // _BLOCK)))


def common(one: Iterable[Offsets], other: Sequence[Offsets]) -> int:
    """How many characters they share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def length(spans: Iterable[Offsets]) -> int:
    return sum(end - start for start, end in spans)


def share(one: Sequence[Offsets], other: Sequence[Offsets]) -> float:
    """Of the characters of the shorter of the two, those that both have."""
    shorter = min(length(one), length(other))
    return common(one, other) / shorter if shorter else 0.0
