"""Phrases that name a day, and the days that they mean: never later than publication.

Without a publication date nothing relative is resolved, only noted.
"""

import calendar
import contextlib
import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

from archive.intake.page.metadata import full_date
from archive.intake.spans import Span

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.casefold() for name in calendar.month_name[1:])
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\.)"
_LOCAL = r"(?: \((?:local time|[A-Z]{2,4})\))?"
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_NUMBER = "|".join((*_COUNTS, *(name.capitalize() for name in _COUNTS), r"\d{1,2}"))
_FEASTS = {
    "year's eve": (12, 31),
    "year's day": (1, 1),
    "eve": (12, 24),
    "christmas": (12, 25),
    "boxing": (12, 26),
    "independence": (7, 4),
}
_PHRASES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("full", rf"\b(?:[Oo]n )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)\b{_LOCAL}"),
        ("month_day", rf"\b(?:[Oo]n )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})\b{_LOCAL}"),
        ("ago", rf"\b(?:{_NUMBER}) (?:days?|weeks?) (?:ago|earlier)\b(?! than)"),
        ("day", rf"\b[Oo]n the \d{{1,2}}(?:st|nd|rd|th)\b(?! (?:anniversary|birthday|century|floor|of|day)){_LOCAL}"),
        ("same_day", r"\b(?:[Oo]n|[Ll]ater(?: on)?) (?:the|that) same day\b|\b[Tt]he same day\b|\b(?:[Ll]ater )?[Tt]hat (?:same )?(?:day|morning|afternoon|evening|night)\b|\b[Ll]ater (?:in the day|that day)\b"),
        ("next_day", r"\b(?:[Oo]n )?[Tt]he (?:following|next) (?:day|morning|afternoon|evening)\b|\b[Aa] day (?:later|after)\b"),
        ("day_before", r"\b(?:[Oo]n )?[Tt]he (?:previous day|day before)\b|\b[Aa] day (?:earlier|before)\b"),
        ("weekend", r"\b(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring) (?:the|this|last) weekend\b|\b(?:[Tt]his|[Ll]ast) weekend\b"),
        ("feast", r"\b(?:[Oo]n )?(?:Christmas Eve|Christmas Day|New Year's Eve|New Year's Day|Boxing Day|Independence Day)\b"),
        ("weekday", rf"(?<!News )(?<!Super )(?<!Black )(?<!Bloody )(?<!Cyber )\b(?:(?:[Oo]n|[Ll]ate|[Ee]arly|[Ll]ast|[Tt]his|[Ee]arlier) )*(?:{'|'.join(name.capitalize() for name in _WEEKDAYS)})(?:'s)?(?: (?:morning|afternoon|evening|night))?\b(?! (?:Night|Times|Review|Herald|Mail|Morning)){_LOCAL}"),
        ("today", r"\b(?:[Ee]arlier )?[Tt]oday\b|\b[Tt]onight\b|\b[Oo]vernight\b|\b[Tt]his (?:morning|afternoon|evening)\b"),
        ("yesterday", r"\b[Yy]esterday(?: (?:morning|afternoon|evening|night))?\b|\b[Ll]ast (?:night|evening)\b"),
        ("this_week", r"\b(?:[Ee]arlier |[Ll]ater )?[Tt]his week\b"),
        ("last_week", r"\b[Ll]ast week\b"),
        ("month_year", rf"\b(?:[Ii]n|[Ee]arly in|[Ll]ate in)(?: (?:early|late|mid-?))? ?{_MONTH},? \d{{4}}\b"),
        ("month", rf"\b(?:[Ii]n|[Ee]arlier in|[Ll]ate in|[Ee]arly in|[Ll]ast)(?: (?:early|late|mid-))? ?{_MONTH}(?=[\s,.;:]|$)"),
        ("this_month", r"\b(?:[Ee]arlier |[Ll]ater )?[Tt]his month\b"),
        ("last_month", r"\b(?:[Ll]ate |[Ee]arly )?[Ll]ast month\b"),
        ("year", r"\b[Ii]n (?:19|20)\d\d\b"),
        ("this_year", r"\b[Ee]arlier this year\b"),
        ("last_year", r"\b[Ll]ast year\b"),
    )
)  # fmt: skip
# The day of what the statement is about: “after Tuesday's vote”, “yesterday’s attack”; a name: “NBC's Today show”.
_EVENT = re.compile(r"['’]s$")
_OWNING = re.compile(r"['’]s?\b")
_NAMED_TODAY = re.compile(r"(?:['’]s|\b[A-Z]\w+) $")
Precision = Literal["day", "week", "month", "year", "unknown"]
Interval = tuple[dt.date, dt.date, Precision]
DayPhrase = tuple[Span, str]  # where it stands, and which of the kinds above it is


def date_phrases(words: str, region: Span) -> list[DayPhrase]:
    """Phrases that can date a statement, in the order of the text and without overlaps."""
    found: list[DayPhrase] = []
    for kind, pattern in _PHRASES:
        for match in pattern.finditer(words, region.start, region.end):
            span = Span(*match.span())
            if _is_phrase(words, match) and not any(span.meets(other) for other, _ in found):
                found.append((span, kind))
    return sorted(found)


_FROM_ANCHOR = {"same_day": 0, "next_day": 1, "day_before": -1}


def _is_phrase(words: str, match: re.Match[str]) -> bool:
    if _EVENT.search(match.group()) or _OWNING.match(words, match.end()):
        return False
    named = match.group() == "Today" and (
        _NAMED_TODAY.search(words, max(0, match.start() - 20), match.start())
        or words.startswith(" show", match.end())
    )
    return not named


def resolve(
    words: str, phrase: DayPhrase, published: dt.date | None, anchor: Interval | None
) -> Interval | None:
    """The days that the phrase can mean, none of them after publication."""
    span, kind = phrase
    text = span.of(words)
    if kind in _FROM_ANCHOR:
        return _after(anchor, _FROM_ANCHOR[kind], published)
    if kind == "full":
        found = full_date(text)
        return _capped(_day(found[0]), published) if found else None
    if kind in ("month_year", "year"):
        return _capped(_stated_period(text), published)
    return _relative(kind, text, published) if published else None


def _relative(kind: str, text: str, published: dt.date) -> Interval | None:
    simple = _SIMPLE.get(kind)
    return simple(text, published) if simple else _capped(_relative_period(kind, text, published), published)


def _week(published: dt.date, back: int) -> Interval:
    monday = published - dt.timedelta(days=published.weekday() + 7 * back)
    return monday, min(published, monday + dt.timedelta(days=6)), "week"


def _weekend(_text: str, published: dt.date) -> Interval:
    saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)
    return saturday, min(published, saturday + dt.timedelta(days=1)), "week"


def _ago(text: str, published: dt.date) -> Interval:
    """Days are counted to the day; “two weeks ago” is a week."""
    word = text.split(" ", 1)[0].casefold()
    number = int(word) if word.isdigit() else _COUNTS[word]
    if "day" in text:
        return _day(published - dt.timedelta(days=number))
    middle = published - dt.timedelta(weeks=number)
    monday = middle - dt.timedelta(days=middle.weekday())
    return monday, monday + dt.timedelta(days=6), "week"


def _feast(text: str, published: dt.date) -> Interval:
    folded = text.casefold()
    month, day = next(date for name, date in _FEASTS.items() if name in folded)
    this = dt.date(published.year, month, day)
    return _day(this if this <= published else this.replace(year=published.year - 1))


def _relative_period(kind: str, text: str, published: dt.date) -> Interval:
    if kind == "this_year":
        return dt.date(published.year, 1, 1), published, "year"
    if kind == "last_year":
        return dt.date(published.year - 1, 1, 1), dt.date(published.year - 1, 12, 31), "year"
    if kind in ("this_month", "last_month"):
        first = published.replace(day=1)
        return _month((first - dt.timedelta(days=1)).replace(day=1) if kind == "last_month" else first)
    month = _month_number(text)
    past = month <= published.month and not (text.startswith(("Last", "last")) and month == published.month)
    return _month(dt.date(published.year if past else published.year - 1, month, 1))


def _stated_period(text: str) -> Interval:
    year = int(re.findall(r"\d{4}", text)[0])
    if re.search(r"[A-Z]", text[3:]):
        return _month(dt.date(year, _month_number(text), 1))
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _day(date: dt.date) -> Interval:
    return date, date, "day"


def _month(first: dt.date) -> Interval:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month"


def _capped(interval: Interval, published: dt.date | None) -> Interval | None:
    earliest, latest, precision = interval
    if published is None or latest <= published:
        return interval
    return (earliest, published, precision) if earliest <= published else None


def _after(anchor: Interval | None, days: int, published: dt.date | None) -> Interval | None:
    if anchor is None or anchor[2] != "day":
        return None
    return _capped(_day(anchor[0] + dt.timedelta(days=days)), published)


def _last_weekday(text: str, published: dt.date) -> dt.date:
    wanted = next(index for index, name in enumerate(_WEEKDAYS) if name in text.casefold())
    back = (published.weekday() - wanted) % 7
    return published - dt.timedelta(days=back)


def _last_numbered_day(number: int, published: dt.date) -> Interval | None:
    if number == (published + dt.timedelta(days=1)).day and number != published.day:
        # Tomorrow's number in a report of today: another time zone's day, or an error. It is not for a machine to say.
        return None
    first = published.replace(day=1)
    for _ in range(12):
        if (
            number <= calendar.monthrange(first.year, first.month)[1]
            and first.replace(day=number) <= published
        ):
            return _day(first.replace(day=number))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return None


_AHEAD = dt.timedelta(days=31)


def _last_month_day(text: str, published: dt.date) -> Interval | None:
    """None where it lies a little ahead of publication: a year back is not what is meant."""
    number = int(re.findall(r"\d+", text)[0])
    if any(published < date <= published + _AHEAD for date in _dates_of(text, number, published.year)):
        return None
    for year in range(published.year, published.year - 9, -1):
        try:
            date = dt.date(year, _month_number(text), number)
        except ValueError:
            continue
        if date <= published:
            return _day(date)
    return None


def _dates_of(text: str, number: int, year: int) -> list[dt.date]:
    found = []
    for each in (year, year + 1):
        with contextlib.suppress(ValueError):
            found.append(dt.date(each, _month_number(text), number))
    return found


def _month_number(text: str) -> int:
    words = re.findall(r"[a-z]{3,}", text.casefold())
    return next(index for word in words for index, name in enumerate(_MONTHS, 1) if name.startswith(word[:3]))


# Kinds whose days follow from the phrase and the day of publication alone.
_SIMPLE: dict[str, Callable[[str, dt.date], Interval | None]] = {
    "today": lambda _, published: _day(published),
    "yesterday": lambda _, published: _day(published - dt.timedelta(days=1)),
    "this_week": lambda _, published: _week(published, 0),
    "last_week": lambda _, published: _week(published, 1),
    "weekday": lambda text, published: _day(_last_weekday(text, published)),
    "day": lambda text, published: _last_numbered_day(int(re.findall(r"\d+", text)[0]), published),
    "month_day": _last_month_day,
    "ago": _ago,
    "weekend": _weekend,
    "feast": _feast,
}
