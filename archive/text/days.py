"""Days and months in words, as every page, file and message says them, in the language of the interface."""

from datetime import date
from functools import lru_cache

from archive.text.tongue import gettext, noop, pgettext, spoken


def day(value: date) -> str:
    return _day(value.year, value.month, value.day, spoken())


def month(value: date) -> str:
    return _month(value.year, value.month, spoken())


def year(value: date) -> str:
    return _year(value.year, spoken())


def stretch(first: date | None, last: date | None) -> str:
    """ "from 14 June 2024 to 18 June 2024", "on 14 June 2024", or nothing where no day is known."""
    if first is None or last is None:
        return ""
    if first == last:
        return gettext("on {day}").format(day=day(first))
    return gettext("from {first} to {last}").format(first=day(first), last=day(last))


@lru_cache(maxsize=1 << 10)
def _year(year: int, language: str) -> str:
    return pgettext("a year", "{year}").format(year=_written(year))


@lru_cache(maxsize=1 << 14)
def _day(year: int, month: int, day: int, language: str) -> str:
    """`number` is that of the month, for languages that write it so."""
    pattern = pgettext("a day", "{day} {month} {year}")
    return pattern.format(day=day, month=_name(month), number=month, year=_written(year))


@lru_cache(maxsize=1 << 12)
def _month(year: int, month: int, language: str) -> str:
    pattern = pgettext("a month", "{month} {year}")
    return pattern.format(month=_name(month), number=month, year=_written(year))


def _written(year: int) -> str:
    return f"{date(year, 1, 1):%Y}"


def _name(month: int) -> str:
    return gettext(_MONTHS[month - 1])


_MONTHS = (
    *(
        noop("January"),
        noop("February"),
        noop("March"),
        noop("April"),
        noop("May"),
        noop("June"),
        noop("July"),
    ),
    *(noop("August"), noop("September"), noop("October"), noop("November"), noop("December")),
)
