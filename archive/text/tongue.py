"""The language in which the interface speaks: English as it stands in the code, others by their catalogue in locale/; and days and
months in words, as every page, file and message says them.

Django asks a thread for its language at every text; a page of results says hundreds, so this keeps it in a variable.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, translation
from pathlib import Path

from django.utils import translation as django

LOCALE = Path(__file__).parent.parent / "locale"
ENGLISH = "en"
NAMES = {ENGLISH: "English", "ko": "한국어"}  # by itself, as a reader of it looks for it
DJANGO = {ENGLISH: "en-gb"}  # what Django calls them, where that is another
PAGES, SCRIPTS = "django", "djangojs"  # its names of the two catalogues

_spoken: ContextVar[tuple[str, GNUTranslations | None]] = ContextVar("spoken", default=(ENGLISH, None))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """All that is said meanwhile is said in this language, by Django too; also a decorator."""
    if code == spoken():
        yield
        return
    token = _spoken.set((code, None if code == ENGLISH else catalogue(code)))
    try:
        with django.override(DJANGO.get(code, code)):
            yield
    finally:
        _spoken.reset(token)


@cache
def catalogue(code: str, domain: str = PAGES) -> GNUTranslations:
    return translation(domain, LOCALE, [code])


def spoken() -> str:
    return _spoken.get()[0]


def gettext(text: str) -> str:
    known = _spoken.get()[1]
    return text if known is None else known.gettext(text)


def pgettext(context: str, text: str) -> str:
    """Of a text that other languages say differently in different places."""
    known = _spoken.get()[1]
    return text if known is None else known.pgettext(context, text)


def ngettext(one: str, many: str, number: int) -> str:
    known = _spoken.get()[1]
    if known is None:
        return one if number == 1 else many
    return known.ngettext(one, many, number)


def country(name: str) -> str:
    """A country's name as it stands in the archive, in the language that is spoken; one that an editor gave it stays."""
    return pgettext("country", name)


def noop(text: str) -> str:
    """Marks a text for the catalogue where it stands; it is translated where it is said."""
    return text


# Days and months in words


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
