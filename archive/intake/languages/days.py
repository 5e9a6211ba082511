"""The day of speaking and of publication in the words of a language; the year comes from the publication."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph
from archive.intake.languages.table import Language, languages
from archive.intake.page.lines import BODY
from archive.intake.page.metadata import Printed
from archive.intake.results import Line, Said
from archive.intake.spans import Span

# A day this little ahead of the publication is a slip or another time zone; more, and it was last year's.
_AHEAD = 60
_TOP, _BOTTOM = 8, 3
_BACK = 1_200
_AS_OF = re.compile(r" ?(?:기준|현재|時点|現在|为止|為止)")
_MONTH_OF_YEAR = re.compile(
    r"(?P<year>[12]\d{3}) ?[年년] ?(?P<number>\d{1,2}) ?[月월]|(?P<month>[^\W\d_]+)(?: de| del)? (?P<after>[12]\d{3})"
)


def said(
    paragraph: Paragraph, found: Candidate, published: dt.date | None, taken: Sequence[Span] = ()
) -> Said | None:
    """The phrase of the attribution's sentence that stands nearest to the verb, outside the words themselves."""
    if found.frame is None or found.cue is None:
        return None
    cue = found.cue
    phrases = [
        match
        for match in _pattern(paragraph.language).finditer(paragraph.bare, *found.frame)
        if not any(span.meets(Span(*match.span())) for span in found.spans)
        and not _of_an_event(paragraph, match.start())
    ]
    nearest = min(
        phrases, key=lambda match: max(match.start() - cue.end, cue.start - match.end()), default=None
    )
    if nearest is None:
        return None
    if nearest.group().casefold() in paragraph.language.same_day:
        day = _named_before(paragraph, nearest.start(), published, taken)
    else:
        day = _resolved(paragraph.language, nearest.group(), published)
    return Said(day, day, "day" if day else "unknown", "explicit", Span(*nearest.span()))


def _named_before(
    paragraph: Paragraph, position: int, published: dt.date | None, taken: Sequence[Span]
) -> dt.date | None:
    """“이날”, “同日”: the day that the article named last, and not somebody in it, or a table: “지난 5일 기준”."""
    phrases = [
        match.group()
        for match in _pattern(paragraph.language).finditer(paragraph.bare, max(0, position - _BACK), position)
        if match.group().casefold() not in paragraph.language.same_day
        and not _AS_OF.match(paragraph.bare, match.end())
        and not _within(taken, match.start())
    ]
    return _resolved(paragraph.language, phrases[-1], published) if phrases else None


def _within(taken: Sequence[Span], position: int) -> bool:
    """`taken` in order."""
    at = bisect_right(taken, position, key=lambda span: span.start) - 1
    return at >= 0 and position < taken[at].end


def _of_an_event(paragraph: Paragraph, start: int) -> bool:
    """“since Monday”, “after the vote of 3 June” tell when something else was."""
    before = paragraph.bare[max(paragraph.span.start, start - 14) : start].casefold().split()
    return bool(before) and before[-1] in paragraph.language.since


def published_in(language: Language, text: str, lines: tuple[Line, ...]) -> Printed | tuple[None, None]:
    """One full date near the top or the bottom, beside the article and not in it; two that differ are none."""
    near = [*lines[:_TOP], *lines[_TOP:][-_BOTTOM:]]
    found = [each for line in near if line.kind != BODY for each in _full(language, text, line.span)]
    return found[0] if len({day for day, _ in found}) == 1 else (None, None)


def _full(language: Language, text: str, region: Span) -> Iterator[Printed]:
    for pattern in _days(language):
        for match in pattern.finditer(text, *region):
            date = _date(language, match, None) if match.groupdict().get("year") else None
            if date:
                yield date, Span(*match.span())


def _resolved(language: Language, phrase: str, published: dt.date | None) -> dt.date | None:
    low = phrase.casefold()
    if published is None:
        return None
    if low in language.today:
        return published
    if low in language.yesterday:
        return published - dt.timedelta(days=1)
    low = next((each for each in language.weekdays if language.compound and low.startswith(each)), low)
    if low in language.weekdays:
        return published - dt.timedelta(days=(published.weekday() - language.weekdays.index(low)) % 7)
    matches = (match for pattern in _days(language) if (match := pattern.fullmatch(phrase)))
    return next((date for match in matches if (date := _date(language, match, published))), None)


def period_written(text: str) -> tuple[dt.date, dt.date] | None:
    """A day or a month with its year in any of the languages, as in tables; None where they read none, or two."""
    found = {each for language in languages().values() for each in _periods(language, text)}
    return found.pop() if len(found) == 1 else None


def _periods(language: Language, text: str) -> Iterator[tuple[dt.date, dt.date]]:
    for pattern in _days(language):
        match = pattern.fullmatch(text)
        if match and match.groupdict().get("year") and (date := _date(language, match, None)):
            yield date, date
    if match := _MONTH_OF_YEAR.fullmatch(text.casefold()):
        month = int(match["number"]) if match["number"] else _at(language.months, match["month"])
        if 0 < month <= 12:
            first = dt.date(int(match["year"] or match["after"]), month, 1)
            yield first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _at(months: tuple[str, ...], name: str) -> int:
    return months.index(name) + 1 if name in months else 0


def _date(language: Language, match: re.Match[str], published: dt.date | None) -> dt.date | None:
    parts = match.groupdict()
    day, month = int(parts["day"]), _month(language, parts)
    try:
        if parts.get("year"):
            date = dt.date(int(parts["year"]), month or 0, day)
            return date if published is None or date <= published else None
        return _with_year(day, month, published) if published else None
    except ValueError:
        return None


def _month(language: Language, parts: dict[str, str | None]) -> int | None:
    if number := parts.get("number"):
        return int(number)
    month = parts.get("month")
    return language.months.index(month.casefold()) + 1 if month else None


def _with_year(day: int, month: int | None, published: dt.date) -> dt.date | None:
    if month is None:
        return _day_of_month(day, published)
    date = dt.date(published.year, month, day)
    if date <= published:
        return date
    return date.replace(year=published.year - 1) if (date - published).days > _AHEAD else None


def _day_of_month(day: int, published: dt.date) -> dt.date | None:
    """The latest such day; tomorrow's is another time zone's, and left open."""
    if day == (published + dt.timedelta(days=1)).day:
        return None
    if day <= published.day:
        return published.replace(day=day)
    return (published.replace(day=1) - dt.timedelta(days=1)).replace(day=day)


@lru_cache(maxsize=16)
def _days(language: Language) -> tuple[re.Pattern[str], ...]:
    month = "|".join(map(re.escape, language.months)) or r"(?!)"
    edge = r"(?<![\w.])" if language.months else ""
    return tuple(re.compile(edge + each.replace("{month}", month), re.IGNORECASE) for each in language.days)


@lru_cache(maxsize=16)
def _pattern(language: Language) -> re.Pattern[str]:
    parts = "(?:morgen|vormittag|mittag|nachmittag|abend|nacht)?" if language.compound else ""
    words = "|".join(
        (
            *(re.escape(each) + parts for each in language.weekdays),
            *map(re.escape, (*language.today, *language.yesterday, *language.same_day)),
        )
    )
    edges = (r"(?<!\w)", r"(?!\w)") if language.months else ("", "")
    spoken = [f"{edges[0]}(?:{words}){edges[1]}"] if words else []
    days = [re.sub(r"\?P<\w+>", "?:", each.pattern) for each in _days(language)]
    return re.compile("|".join(f"(?:{each})" for each in (*days, *spoken)), re.IGNORECASE)
