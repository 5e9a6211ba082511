"""Files that mean harm: each is read or refused with the next step, in seconds, in little memory."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

NEXT_STEP = re.compile(
    r"\b(save|split|remove|copy|open|upload|close|correct|paste|unpack|choose|write)\b", re.I
)


def refusals(read: Callable[[bytes], object], files: Iterable[bytes]) -> list[str]:
    """What is told of those that are refused. Five seconds of CPU and 300 MB for a file, wherever it is read."""
    told, at_least = [], 0
    for data in files:
        before, started, largest = forget_peak(), seconds(), getrusage(RUSAGE_CHILDREN).ru_maxrss
        try:
            read(data)
        except ValueError as error:
            told.append(str(error))
        assert seconds() - started < 5, data[:80]
        assert peak() - before < 300_000, data[:80]
        child = getrusage(RUSAGE_CHILDREN).ru_maxrss
        # It begins with the memory of this process, which other tests may have filled.
        assert child <= max(largest, 300_000, before + 50_000), data[:80]
        at_least += 1
    assert at_least >= 200
    assert [each for each in told if not (NEXT_STEP.search(each) and each.endswith("."))] == []
    return told


def seconds() -> float:
    """Of CPU, with that of the processes that were started and have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def forget_peak() -> int:
    """Linux counts the most memory of a process anew after this."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    """In kB."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
