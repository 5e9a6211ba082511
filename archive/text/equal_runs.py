"""The runs of words that two texts have in common, in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

BUDGET = 50_000_000  # comparisons; what repeats itself takes the cube of its length

Words = Sequence[str]
Opcode = tuple[str, int, int, int, int]


def opcodes(before: Words, after: Words) -> Iterator[Opcode]:
    """As those of difflib; within two stretches that would take too long to compare, all is changed."""
    i = j = 0
    for first, second, size in _joined([*_runs(before, after), (len(before), len(after), 0)]):
        if i < first or j < second:
            tag = "insert" if i == first else "delete" if j == second else "replace"
            yield tag, i, first, j, second
        i, j = first + size, second + size
        if size:
            yield "equal", first, i, second, j


def _runs(before: Words, after: Words) -> Iterator[tuple[int, int, int]]:
    """Where comparing the whole costs too much, the words that each text has once part it into stretches."""
    budget, i, j = BUDGET, 0, 0
    whole = _cost(before, after) <= BUDGET
    for first, second, size in [*([] if whole else _held(before, after)), (len(before), len(after), 0)]:
        one, other = before[i:first], after[j:second]
        if (cost := _cost(one, other)) <= budget:
            budget -= cost
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            yield from ((i + a, j + b, n) for a, b, n in matcher.get_matching_blocks() if n)
        if size:
            yield first, second, size
        i, j = first + size, second + size


def _cost(before: Words, after: Words) -> int:
    counts = Counter(after)
    return (len(before) + sum(counts[word] for word in before)) * min(len(before), len(after))


def _held(before: Words, after: Words) -> list[tuple[int, int, int]]:
    """The beginning and the end that both have, and between them most of the words that both have once, in order."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    last, end = len(before) - tail, len(after) - tail
    counts = Counter(before[head:last]), Counter(after[head:end])
    places = {word: at for at, word in enumerate(after[head:end], head) if counts[1][word] == 1}
    pairs = [
        (at, places[word])
        for at, word in enumerate(before[head:last], head)
        if counts[0][word] == 1 and word in places
    ]
    return [(0, 0, head), *((at, to, 1) for at, to in _rising(pairs)), (last, end, tail)]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise as the first do."""
    ends: list[int] = []
    lasts: list[int] = []
    befores: list[int] = []
    for number, (_, to) in enumerate(pairs):
        at = bisect_left(ends, to)
        ends[at : at + 1], lasts[at : at + 1] = [to], [number]
        befores.append(lasts[at - 1] if at else -1)
    found, number = [], lasts[-1] if lasts else -1
    while number >= 0:
        found.append(pairs[number])
        number = befores[number]
    return found[::-1]


def _joined(runs: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Runs that follow each other in both texts are one."""
    i, j, size = 0, 0, 0
    for first, second, more in runs:
        if (first, second) == (i + size, j + size):
            size += more
            continue
        if size:
            yield i, j, size
        i, j, size = first, second, more
    yield i, j, size
