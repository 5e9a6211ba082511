"""A cell as people write it, read as a value of ours. Each raises ValueError with what to do."""

import datetime as dt
import re
from functools import cache

from archive.intake.languages.days import period_written
from archive.intake.languages.table import languages
from archive.intake.people.names import FIRST_NAMES
from archive.models import Quote
from archive.query.days import Period, UnclearError, read_period
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
# What people write where they know nothing.
NOTHING = {"", *"-–—?", "n/a", "n.a.", "n.d.", "nd", "#n/a", "none", "null", "unknown", "tbc", "tbd", "unbekannt", "k.a.", "inconnu", "미상", "불명", "不详", "不明"}  # fmt: skip
# What spreadsheets write where a formula failed, and the formula itself where its result was not saved.
_FAILED = re.compile(r"#[\w/]+[!?]|=\s*[A-Z][A-Z0-9.]*\(.*", re.DOTALL)
TOTAL = re.compile(
    r"(?:(?:grand |sub)?totals?|sum|count|summe|gesamt|insgesamt|anzahl|합계|총계|合计|合計|总计|итого|всего)\b\W*\d*",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TOGETHER = re.compile(r"([12]\d{3})(\d\d)(\d\d)")
_TIME = re.compile(
    r"(?:[T,]|\s)\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:z|[a-z]{2,4}|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?:q(?P<one>[1-4])|(?P<third>[1-4])\.? ?(?:quartal|quarter|trimestre|квартал))[ /-]?(?P<before>[12]\d{3})"
    r"|(?P<year>[12]\d{3})[ /-]?q(?P<other>[1-4])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:(?P<day>\d{1,2})[- ])?(?P<month>[^\W\d_]{3,})\.?[- ](?P<year>\d{2}|\d{4})"
    r"|(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<end>\d{2})"
)
LONGEST = 100  # of a day in words
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_NUMBERS = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}")
# Between two days: a sign that no day holds, or a hyphen where it stands in none.
_UNTIL = re.compile(
    r"\s*[–—~]\s*|\s+-\s+|\s+(?:to|until|till|bis|au|al|до)\s+|(?<=\d{4}-\d\d-\d\d)/"
    r"|(?<=^\d)-(?=\d{1,2}\.? [^\W\d_])|(?<=^\d\d)-(?=\d{1,2}\.? [^\W\d_])|(?<= \d)-(?=\d{1,2},? \d{4}$)"
    r"|(?<= \d\d)-(?=\d{1,2},? \d{4}$)|(?<=[^\W\d_]{3})-(?=[^\W\d_]{3,} \d{4}$)|(?<=^\d{4})-(?=\d{4}$)"
)
_APART = re.compile(r" ?[|/+] ?| (?:&|and|und|et|y) ")
# A line that ends before or behind one of these was broken to fit its column.
_BROKEN = re.compile(
    r"\s*\n\s*(?=(?:&|and|und|et|y|of|for|de|des|du|für)\s)|(?<=\s)(&|and|und|et|y|of|for|the|de|des|du|la|für)\s*\n\s*"
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)+")
_DOUBTFUL = re.compile(r"[,;()\[\]/|&+·•\d#?]|^unnamed\b|\b(?:and|with|und|et|vs)\b", re.IGNORECASE)
_TURNED = re.compile(
    r"(?P<last>[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}), (?P<first>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’.-]*)?)"
)


def words(cell: str) -> str:
    if is_nothing(cell):
        raise ValueError("the row has none: fill it, or remove the row")
    if not any(map(str.isalpha, cell)):
        raise ValueError("there are no words in it: write what was said, or remove the row")
    if TOTAL.fullmatch(cell.strip()):
        raise ValueError("it looks like the row of totals: remove it, or write what was said")
    return cell


def kind(cell: str) -> str:
    """Empty where the table does not say."""
    found = KINDS.get(sort_key(cell)) if cell else ""
    if found is None:
        raise ValueError(
            "write “Direct quote”, “Partly quoted” or “In the reporter's words”, or leave it empty"
        )
    return found


def is_nothing(cell: str) -> bool:
    return cell.strip().casefold() in NOTHING


def is_formula(cell: str) -> bool:
    return bool(_FAILED.fullmatch(cell.strip()))


def period(cell: str, *, day_first: bool | None) -> Period | None:
    """UnclearError while nobody has said whether the day comes first."""
    if is_nothing(cell):
        return None
    if len(cell) > LONGEST:
        raise ValueError(HOW)
    cell = bare(cell)
    between = _UNTIL.search(cell)
    if between is None:
        return one_period(cell, day_first=day_first)
    first, last = cell[: between.start()], cell[between.end() :]
    found = [
        completed(each, day_first)
        for each in (
            [
                first,
                *(f"{first} {last.split(' ', n)[n]}" for n in range(1, last.count(" ") + 1)),
                f"{first} {last}",
            ],
            [last, *(f"{first.rsplit(' ', n)[0]} {last}" for n in range(1, first.count(" ") + 1))],
        )
    ]
    return possible(found[0].earliest, found[1].latest)


def completed(ways: list[str], day_first: bool | None) -> Period:
    """“5” of “5–7 March 2019” has month and year from the other side."""
    for way in ways:
        try:
            return one_period(way, day_first=day_first)
        except UnclearError:
            raise
        except ValueError:
            continue
    raise ValueError(HOW)


HOW = "write it as 2024-06-18, 18 June 2024, June 2024, Q2 2024 or 2024, or leave it empty"
NO_DAY = "no calendar has this day: correct it"


def bare(cell: str) -> str:
    """Without the day of the week before it and the time behind."""
    cell = " ".join(cell.split())
    first, _, rest = cell.partition(" ")
    if rest and first.rstrip(".,").casefold() in weekdays():
        cell = rest
    time = _TIME.search(cell)
    return cell[: time.start()] if time and time.end() == len(cell) and time.start() else cell


@cache
def weekdays() -> frozenset[str]:
    full = {day.casefold() for language in languages().values() for day in language.weekdays}
    english = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return frozenset([*full, *english, *(day[:n] for day in english for n in (3, 4, 5))])


def one_period(cell: str, *, day_first: bool | None) -> Period:
    if match := _ISO.fullmatch(cell) or _TOGETHER.fullmatch(cell):
        return iso(*match.groups())
    if found := quarter(cell) or serial(cell):
        return possible(*found)
    try:
        first, last = written(cell)
    except UnclearError as unclear:
        if day_first is None:
            raise
        first = last = unclear.days[0 if day_first else 1]
    except (ValueError, OverflowError):
        raise ValueError(NO_DAY if _NUMBERS.fullmatch(cell) else HOW) from None
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
        raise ValueError(NO_DAY) from None
    if day:
        return possible(first, first)
    after = (
        dt.date(first.year + 1, 1, 1)
        if not month or first.month == 12
        else first.replace(month=first.month + 1)
    )
    return possible(first, after - dt.timedelta(1))


def possible(first: dt.date, last: dt.date) -> Period:
    if first > last:
        raise ValueError("it ends before it begins: correct it")
    if (last - first).days > 365:
        raise ValueError("it is longer than a year: give one year or a shorter time, or leave it empty")
    if first.year < 1000 or first > dt.date.today() + dt.timedelta(1):  # noqa: DTZ011 - a day of the calendar
        raise ValueError("it was not said in the future, nor before the year 1000: correct it")
    return Period(first, last)


def people(cell: str) -> list[str]:
    """Two speakers in a cell are two; “and” parts only people: a Ministry of Health and Social Affairs is no Ministry of Health."""
    found: list[str] = []
    whole = _BROKEN.sub(lambda match: f"{match[1] or ''} ", cell)
    for part in (" ".join(each.split()) for each in re.split(r"[;\n]", whole)):
        if is_nothing(part):
            continue
        names = listed(part) or [name for name in _APART.split(part) if name]
        found += names if len(names) > 1 and all(map(is_person, names)) else [part]
    return list(dict.fromkeys(turned(name[:200]) for name in found))


def is_person(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and name.split()[0].casefold() in FIRST_NAMES


def listed(part: str) -> list[str]:
    """“James Roe, John Doe and Mary Poe”: whole names, each beginning with a first name that is known, and no office."""
    *others, last = part.split(", ")
    names = [*others, *_APART.split(last)]
    return names if len(names) > len(others) + 1 > 1 and all(map(is_person, names)) else []


def is_doubtful(name: str) -> bool:
    """Whether it may be several names, or a name with something beside it: nobody is made of it unasked."""
    return bool(_DOUBTFUL.search(name))


def turned(name: str) -> str:
    """“Essid, Habib” as it is spoken; only where what stands behind the comma begins with a first name that is known."""
    match = _TURNED.fullmatch(name)
    if match is None:
        return name
    last, first = match["last"].casefold().split(), match["first"].casefold().split()
    two_names = len(last) > 1 and len(first) > 1  # “James Roe, John Doe”
    known = first[0] in FIRST_NAMES and last[0] not in FIRST_NAMES
    return f"{match['first']} {match['last']}" if known and not two_names else name
