"""Quotes over time as bars that are links, with numbers that are also a table."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from msgspec import Struct

from archive.query import Asked, QuoteQuery
from archive.query.days import read_day
from archive.text.tongue import day, month, year

UNDATED = "undated"
YEAR, MONTH, DAY = 4, 7, 10  # characters of a period
MOST_BARS = 48
MOST_YEARS = 120  # with more, one of them is likely to be wrong: those without quotes are left out
STEP, GAP, HEIGHT = 18, 4, 64  # units of the drawing


class Bar(Struct, frozen=True):
    label: str
    link: str
    x: int
    height: int
    count: int = 0

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def width(self) -> int:
        return STEP - GAP


@dataclass(frozen=True, slots=True)
class Histogram:
    """`undated` are counted beside the bars; `repeats` is whether some stand in several, as their time touches each;
    `gaps`, whether years without quotes are left out."""

    bars: list[Bar]
    undated: int
    undated_link: str
    repeats: bool
    gaps: bool = False

    @property
    def width(self) -> int:
        return max(len(self.bars), 12) * STEP

    @property
    def first(self) -> Bar:
        return self.bars[0]

    @property
    def last(self) -> Bar:
        return self.bars[-1]

    @property
    def most(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def height(self) -> int:
        return HEIGHT


def elsewhere(asked: Asked, counts: Mapping[int | str, int], total: int) -> Histogram:
    """On a page that takes no search itself: its links lead to the results."""
    return of(asked, counts, total, reverse("quotes"))


def of(asked: Asked, counts: Mapping[int | str, int], total: int, page: str = "") -> Histogram:
    """`counts` are by year and month ("2024", "2024-06") or by day ("2024-06-18"), of all that a time of saying touches.

    Links lead to `page`, else to the same page.
    """
    undated = counts.get(UNDATED, 0)
    shown = within(asked.query, counts)
    found = bars(asked, shown, page)
    repeats = sum(bar.count for bar in found) > total - undated
    return Histogram(found, undated, page + asked.link(undated="only"), repeats, gaps(shown, found))


def gaps(shown: Mapping[str, int], found: list[Bar]) -> bool:
    years = [int(period) for period in shown if len(period) == YEAR]
    return bool(years) and len(found) <= max(years) - min(years)


def within(query: QuoteQuery, counts: Mapping[int | str, int]) -> "Counter[str]":
    """By day or month, of many months by year, without what lies outside the days that were asked for."""
    inside = {str(period): count for period, count in counts.items() if period != UNDATED}
    if query.said_from or query.said_to:
        inside = {period: count for period, count in inside.items() if lies_in(query, period)}
    narrow = {period: count for period, count in inside.items() if len(period) != YEAR}
    if len(narrow) <= MOST_BARS and len(span(narrow)) <= MOST_BARS:
        return Counter(narrow)
    return Counter({period: count for period, count in inside.items() if len(period) == YEAR})


def lies_in(query: QuoteQuery, period: str) -> bool:
    """In part at least."""
    after = not query.said_from or read_day(period, ends=True) >= query.said_from
    return after and (not query.said_to or read_day(period, ends=False) <= query.said_to)


def bars(asked: Asked, counts: "Counter[str]", page: str) -> list[Bar]:
    highest = max(counts.values(), default=1)
    link = addresses(asked)
    return [
        bar(page + link(period), period, counts[period], at * STEP, highest)
        for at, period in enumerate(span(counts))
    ]


def addresses(asked: Asked) -> Callable[[str], str]:
    """Of periods, as far as they lie within the days that were asked for."""
    whole = asked.periods()
    if not asked.query.said_from and not asked.query.said_to:
        return whole
    first, last = asked.query.said_from or date.min, asked.query.said_to or date.max

    def address(period: str) -> str:
        start, end = read_day(period, ends=False), read_day(period, ends=True)
        if first <= start and end <= last:
            return whole(period)
        return asked.link(said_from=max(first, start), said_to=min(last, end), undated="exclude")

    return address


def bar(link: str, period: str, count: int, x: int, highest: int) -> Bar:
    height = max(round((HEIGHT - 4) * count / highest), 2) if count else 0
    return Bar(label(read_day(period, ends=False), period), link, x, height, count)


def label(first: date, period: str) -> str:
    """A period in words: "2024", "June 2024", "18 June 2024"."""
    return {YEAR: year, MONTH: month}.get(len(period), day)(first)


def span(periods: Mapping[str, int]) -> list[str]:
    """Every day, month or year from the first to the last, those without quotes included."""
    if not periods:
        return []
    first, last = min(periods), max(periods)
    if len(first) == DAY:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return [f"{start + timedelta(n)}" for n in range((end - start).days + 1)]
    if len(first) == YEAR and int(last) - int(first) > MOST_YEARS:
        return sorted(periods)[-MOST_YEARS:]
    if len(first) == YEAR:
        return [str(year).zfill(4) for year in range(int(first), int(last) + 1)]
    numbers = range(_number(first), _number(last) + 1)
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in numbers]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
