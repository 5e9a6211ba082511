"""Quotes by year, month and day of saying; those without a day stand in rows of their own."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import groupby

from archive.models import Precision, Quote
from archive.query import Asked, QuoteQuery
from archive.query.filters import DEEPEST
from archive.query.labels import in_sentence_case
from archive.reading.quoted import Quoted, Said
from archive.search.finding import ask
from archive.text.tongue import gettext, month, year
from archive.views.results.histogram import DAY, MONTH, UNDATED, YEAR, label
from archive.views.results.shared import ResultRow, said_once


def groups(quotes: list[Quoted]) -> list[tuple[str, str, list[ResultRow]]]:
    """Month, day, and the quotes that stand under both, in their order; those without a date after all others."""
    ordered = sorted(quotes, key=lambda quote: not quote.said.dated)
    return [
        (month, day, said_once([ResultRow(quote, [], 0) for quote in said]))
        for (month, day), said in groupby(ordered, lambda quote: headings(quote.said))
    ]


def headings(said: Said) -> tuple[str, str]:
    first = said.earliest
    if not said.dated or not first:
        return gettext("No day of saying known"), in_sentence_case(said.text)
    if said.precision == Precision.YEAR:
        return year(first), gettext("Month and day not known")
    if said.precision == Precision.MONTH:
        return month(first), gettext("Day not known")
    return month(first), in_sentence_case(said.text.removeprefix("on "))


def period(query: QuoteQuery) -> str:
    """The year, month or day that the search is limited to: "2024", "2024-06", "2024-06-18", else ""."""
    first, last = query.said_from, query.said_to
    if not first or not last:
        return ""
    if first == last:
        return f"{first}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first:%Y}"
    month = first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
    return f"{first:%Y-%m}" if (first, last) == month else ""


def trail(asked: Asked) -> list[tuple[str, str]]:
    """The way down to that period: label and address of each step, from all years."""
    within, first = period(asked.query), asked.query.said_from
    if not first or not within:
        return []
    link = asked.periods()
    steps = [within[:length] for length in (YEAR, MONTH, DAY) if length <= len(within)]
    above = asked.link(said_from=None, said_to=None, undated="include")
    return [(gettext("All years"), above), *((label(first, step), link(step)) for step in steps)]


def by_day(asked: Asked, periods: Mapping[str | int, int], total: int) -> Mapping[str | int, int]:
    """Within one month the counts by day, else (or with more quotes than can be looked at) as they are."""
    first, last = asked.query.said_from, asked.query.said_to
    if not first or not last or len(period(asked.query)) != MONTH or total > DEEPEST:
        return periods
    days: Counter[str | int] = Counter({UNDATED: periods.get(UNDATED, 0)})
    for earliest, latest, count in Quote.objects.among(ask(asked, 0, total).ids).times_of_saying():
        touched = range(max(earliest, first).toordinal(), min(latest, last).toordinal() + 1)
        days.update({f"{date.fromordinal(day)}": count for day in touched})
    return days
