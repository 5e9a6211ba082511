"""Names with their time, one a line: "Twitter (until 2023)", "Wire (2001–2019)", "X (since July 2023)"."""

import re
from collections.abc import Iterable

_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|(?:\d{1,2} )?[A-Z][a-z]+ \d{4})"
_LINE = re.compile(rf"(?P<name>\S.*?) \((?:(?:until|since) {_DAY}|{_DAY} ?[–-] ?{_DAY})\)")
HOW = "Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023)."


def name_of(line: str) -> str:
    """Nothing where the line names no time that it was used in."""
    found = _LINE.fullmatch(line)
    return found["name"] if found else ""


def with_times(names: Iterable[str], dated: Iterable[str]) -> list[str]:
    """The names, each with its time where that is known."""
    times = {name_of(line): line for line in dated}
    return [times.get(name, name) for name in names]
