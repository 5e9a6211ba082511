"""Days and periods as addresses and readers write them: "2024-06", "June 2024", "18 June 2024", "17/06/2024", "2024년 6월", "last month"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

PRECISIONS = {1: "day", 7: "week", 31: "month", 366: "year"}


class Period(NamedTuple):
    """From the first to the last day."""

    earliest: date
    latest: date

    @property
    def precision(self) -> str:
        days = (self.latest - self.earliest).days + 1
        return next((name for most, name in PRECISIONS.items() if days <= most), "year")


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?"
_WRITTEN = [
    re.compile(rf"{_MONTH},? {_YEAR}"),
    re.compile(rf"(?:the )?{_DAY} (?:of )?{_MONTH},? {_YEAR}"),
    re.compile(rf"{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"{_YEAR}([/.-]) ?(?P<month>[0-9]{{1,2}})(?:\2 ?(?P<day>[0-9]{{1,2}}))?\.?"),
    re.compile(rf"(?P<month>[0-9]{{1,2}})[/.]{_YEAR}"),
    re.compile(rf"{_YEAR}년(?: ?(?P<month>[0-9]{{1,2}})월(?: ?(?P<day>[0-9]{{1,2}})일)?)?"),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})"),
]
_IN_ADDRESS = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")


class UnclearError(ValueError):
    """Two days are written like this."""

    def __init__(self, days: list[date]) -> None:
        self.days = days
        super().__init__(str(days))


@lru_cache(maxsize=1 << 12)  # a histogram reads each period of the archive
def read_day(text: str, *, ends: bool) -> date:
    """Raises ValueError for what is no date, the 30th of February included."""
    match = _IN_ADDRESS.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month = int(match[1]), int(match[2] or (12 if ends else 1))
    if match[3]:
        return date(year, month, int(match[3]))
    first = date(year, month, 1)
    return first.replace(day=monthrange(year, month)[1]) if ends else first


def read_period(text: str, today: date) -> Period:
    """ValueError for what is none, UnclearError for what may be two."""
    words = " ".join(text.lower().split())
    if words in _RELATIVE:
        return _RELATIVE[words](today)
    if match := _NUMBERS.fullmatch(words):
        return numbers(int(match[1]), int(match[3]), int(match[4]), dots=match[2] == ".")
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(words):
            found = {"month": None, "day": None} | match.groupdict()
            year = int(found["year"] or 0)
            return whole(year, month(found["month"]), found["day"]) if found["month"] else _year(year)
    raise ValueError(text)


def month(name: str) -> int:
    """Of its number, its whole name or its first letters: "Sept"."""
    if name.isdecimal():
        return int(name)
    if not any(full.startswith(name) for full in FULL):
        raise ValueError(name)
    return MONTHS.index(name[:3]) + 1


def whole(year: int, month: int, day: int | str | None) -> Period:
    """A day, or the month without one."""
    if day is not None:
        return Period(date(year, month, int(day)), date(year, month, int(day)))
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def numbers(one: int, other: int, year: int, *, dots: bool) -> Period:
    """Day and month in the order that is possible; with dots the day comes first."""
    if one <= 12 < other:
        return whole(year, one, other)
    if dots or one > 12 or one == other:
        return whole(year, other, one)
    raise UnclearError([date(year, other, one), date(year, one, other)])


def _month_of(day: date) -> Period:
    return whole(day.year, day.month, None)


def _week_of(day: date) -> Period:
    monday = day - timedelta(day.weekday())
    return Period(monday, monday + timedelta(6))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


_RELATIVE: dict[str, Callable[[date], Period]] = {
    "today": lambda today: Period(today, today),
    "yesterday": lambda today: Period(today - timedelta(1), today - timedelta(1)),
    "this week": _week_of,
    "last week": lambda today: _week_of(today - timedelta(7)),
    "this month": _month_of,
    "last month": lambda today: _month_of(today.replace(day=1) - timedelta(1)),
    "this year": lambda today: _year(today.year),
    "last year": lambda today: _year(today.year - 1),
}
_IN_KOREAN = {
    "오늘": "today",
    "어제": "yesterday",
    "이번 주": "this week",
    "지난주": "last week",
    "이번 달": "this month",
    "지난달": "last month",
    "올해": "this year",
    "작년": "last year",
}
_RELATIVE |= {korean: _RELATIVE[words] for korean, words in _IN_KOREAN.items()}
