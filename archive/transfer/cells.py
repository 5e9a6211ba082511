"""Several values in one cell, apart with semicolons: any text comes back as it was."""

import re
from collections.abc import Iterable

BETWEEN = "; "
_OWN = re.compile(r"[\\;]|\A\s|\s\Z")
_VALUE = re.compile(r"(?:[^\\;]|\\.|\\\Z)*", re.DOTALL)


def joined(values: Iterable[str]) -> str:
    """A semicolon, a backslash or an outer space of a value's own gets a backslash in front."""
    return BETWEEN.join(_OWN.sub(r"\\\g<0>", value) for value in values)


def split(cell: str) -> list[str]:
    if not cell.strip():
        return []
    values, at = [], 0
    while at <= len(cell):
        match = _VALUE.match(cell, at)
        values.append(bare(match[0] if match else ""))
        at = (match.end() if match else at) + 1
    return values


def bare(value: str) -> str:
    inside = value.strip()
    left = value.lstrip()
    if ends_in_backslash(inside) and len(left) > len(inside):
        inside = left[: len(inside) + 1]
    return re.sub(r"\\([\\;\s])", r"\1", inside)


def ends_in_backslash(value: str) -> bool:
    """One that stands for itself with what follows, not the second of a pair."""
    return (len(value) - len(value.rstrip("\\"))) % 2 == 1
