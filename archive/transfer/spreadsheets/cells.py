"""A cell as people write it, read as a value of ours. Each raises ValueError with what to do."""

import datetime as dt
import re
from dataclasses import dataclass

from archive.intake.languages.days import period_written
from archive.models import Quote
from archive.query.days import UnclearError, read_period
from archive.text import sort_key

KINDS = {
    **{str(value): str(value) for value, _ in Quote.Kind.choices if value != "headline"},
    **{sort_key(str(label)): str(value) for value, label in Quote.Kind.choices if value != "headline"},
    **dict.fromkeys(("quote", "quoted", "quotation", "verbatim", "direct speech", "zitat"), "direct"),
    **dict.fromkeys(("partial", "partly", "fragment", "mixed quote"), "mixed"),
    **dict.fromkeys(
        ("paraphrase", "reported", "reported speech", "indirect quote", "indirect speech"), "indirect"
    ),
}
PRECISIONS = {1: "day", 7: "week", 31: "month", 366: "year"}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?")
_QUARTER = re.compile(
    r"(?:q(?P<one>[1-4])|(?P<third>[1-4])\.? ?(?:quartal|quarter|trimestre|квартал))[ /-]?(?P<before>[12]\d{3})"
    r"|(?P<year>[12]\d{3})[ /-]?q(?P<other>[1-4])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:(?P<day>\d{1,2})[- ])?(?P<month>[^\W\d_]{3,})\.?[- ](?P<year>\d{2}|\d{4})"
    r"|(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<end>\d{2})"
)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_APART = re.compile(r"\s*[;\n]\s*|\s+(?:&|and|und|et|y)\s+")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)+")


@dataclass(frozen=True)
class Period:
    earliest: dt.date
    latest: dt.date

    @property
    def precision(self) -> str:
        days = (self.latest - self.earliest).days + 1
        return next((name for most, name in PRECISIONS.items() if days <= most), "year")


def kind(cell: str) -> str:
    """Empty where the table does not say."""
    found = KINDS.get(sort_key(cell)) if cell else ""
    if found is None:
        raise ValueError(
            "write “Direct quote”, “Partly quoted” or “In the reporter's words”, or leave it empty"
        )
    return found


def period(cell: str, *, day_first: bool | None) -> Period | None:
    """UnclearError while nobody has said whether the day comes first."""
    if not cell:
        return None
    if match := _ISO.fullmatch(cell.strip()):
        return iso(*match.groups())
    if found := quarter(cell.strip()) or serial(cell.strip()):
        return possible(*found)
    try:
        first, last = written(cell)
    except UnclearError as unclear:
        if day_first is None:
            raise
        first = last = unclear.days[0 if day_first else 1]
    except (ValueError, OverflowError):
        raise ValueError("write it as 2024-06-18, 18 June 2024, June 2024, Q2 2024 or 2024") from None
    return possible(first, last)


def written(cell: str) -> tuple[dt.date, dt.date]:
    cell = in_full(cell.strip())
    try:
        return read_period(cell, dt.date(1, 1, 1))
    except UnclearError:
        raise
    except (ValueError, OverflowError):
        if found := period_written(" ".join(cell.split())):
            return found
        raise


def in_full(cell: str) -> str:
    """As spreadsheets shorten it: 5-Mar-19, Mar-19, 5/3/19, 5.3.19."""
    match = _SHORT.fullmatch(cell)
    if match is None:
        return cell
    year = match["year"] or match["end"]
    if len(year) == 2:
        this = dt.date.today().year % 100  # noqa: DTZ011 - a year of the calendar
        year = f"{'20' if int(year) <= this + 1 else '19'}{year}"
    if match["month"]:
        return " ".join(filter(None, (match["day"], match["month"], year)))
    return f"{match['first']}{match['sign']}{match['second']}{match['sign']}{year}"


def quarter(cell: str) -> tuple[dt.date, dt.date] | None:
    """Q1 2019, 2019-Q1, 1. Quartal 2019."""
    match = _QUARTER.fullmatch(cell)
    if match is None:
        return None
    number = int(match["one"] or match["other"] or match["third"])
    first = dt.date(int(match["year"] or match["before"]), 3 * number - 2, 1)
    return first, (first + dt.timedelta(days=93)).replace(day=1) - dt.timedelta(days=1)


def serial(cell: str) -> tuple[dt.date, dt.date] | None:
    """A day as spreadsheets count them, where a cell of days was saved as a number: 43531 is 7 March 2019."""
    if not _SERIAL.fullmatch(cell):
        return None
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(cell[:5]))
    return day, day


def iso(year: str, month: str | None, day: str | None) -> Period:
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("no calendar has this day: correct it") from None
    if day:
        return possible(first, first)
    after = (
        dt.date(first.year + 1, 1, 1)
        if not month or first.month == 12
        else first.replace(month=first.month + 1)
    )
    return possible(first, after - dt.timedelta(1))


def possible(first: dt.date, last: dt.date) -> Period:
    if first.year < 1000 or first > dt.date.today() + dt.timedelta(1):  # noqa: DTZ011 - a day of the calendar
        raise ValueError("it was not said in the future, nor before the year 1000: correct it")
    return Period(first, last)


def people(cell: str) -> list[str]:
    """Two speakers in a cell are two; “and” parts them only where both sides are whole names."""
    hard = [part for part in re.split(r"\s*[;\n]\s*", cell) if part]
    found: list[str] = []
    for part in hard:
        names = [name for name in _APART.split(part) if name]
        found += names if len(names) > 1 and all(map(_NAME.fullmatch, names)) else [part]
    return list(dict.fromkeys(" ".join(name.split())[:200] for name in found))
