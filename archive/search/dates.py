"""Dates as readers type them: `2024`, `2024-06` or `2024-06-17`."""

import re
from calendar import monthrange
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def period(text: str) -> tuple[date, date]:
    """The first and the last day that the text names; ValueError says what a date looks like."""
    match = _PERIOD.fullmatch(text.strip())
    try:
        if match:
            year, month, day = (int(part) if part else 0 for part in match.groups())
            return _days(year, month, day)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a date: write 2024, 2024-06 or 2024-06-17.")


def _days(year: int, month: int, day: int) -> tuple[date, date]:
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
