"""What was said in a year, a month or on a day: /2024/, /2024/06/, /2024/06/18/."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from archive import search
from archive.models import Quote
from archive.operations.limits import searches
from archive.query import Asked, QuoteQuery
from archive.query.days import read_day, whole
from archive.search.finding import ask
from archive.views import timeline
from archive.views.results.facets import Choice
from archive.views.results.histogram import DAY, MONTH, UNDATED, YEAR, label
from archive.views.results.profile import profile
from archive.views.results.shared import tidy


@searches
@tidy
def page(request: HttpRequest, year: str, month: str | None = None, day: str | None = None) -> HttpResponse:
    period = "-".join(filter(None, (year, month, day)))
    first, last = bounds(period)
    about = profile(request, {"said_from": first, "said_to": last, "undated": "exclude"})
    if not about["results"].answer.total and not about["chips"]:
        raise Http404(f"Nothing that is published was said in {period}.")
    total = about["results"].answer.total
    narrowed = about["chips"] or about["asked"].query.q
    possible = 0 if narrowed else total - certain(first, last)
    months = said_by_period()
    within = {} if day else parts(period, months)
    beside = (
        parts(period[:MONTH], months)
        if day
        else {one: n for one, n in months.items() if len(one) == len(period)}
    )
    before, after = neighbours(period, sorted(beside))
    context = {
        **about,
        "years": [],
        "possible": possible,
        "certain": total - possible,
        "repeats": sum(within.values()) > total,
        "period": label(first, period),
        "described": described(first, period),
        "above": [step(period[:length]) for length in (YEAR, MONTH) if length < len(period)],
        "within": [step(one, count) for one, count in sorted(within.items())],
        "before": before,
        "after": after,
    }
    return render(request, "calendar.html", context)


def certain(first: date, last: date) -> int:
    """How many were surely said within."""
    known = Quote.objects.published().exclude(said_precision="unknown")
    return known.filter(said_earliest__gte=first, said_latest__lte=last).count()


def described(first: date, period: str) -> str:
    said = gettext("Said on {period}") if len(period) == DAY else gettext("Said in {period}")
    return said.format(period=label(first, period))


def bounds(period: str) -> tuple[date, date]:
    try:
        return read_day(period, ends=False), read_day(period, ends=True)
    except ValueError:
        raise Http404(f"There is no day {period}.") from None


def said_by_period() -> Mapping[str, int]:
    found = search.find(QuoteQuery(), stop=0, facets=["period"]).facets["period"]
    return {str(period): count for period, count in found.items() if period != UNDATED}


def parts(period: str, months: Mapping[str, int]) -> Mapping[str, int]:
    """The months of a year or the days of a month, each with its number of quotes."""
    if len(period) == YEAR:
        return {one: count for one, count in months.items() if one.startswith(period) and len(one) == MONTH}
    first, last = whole(int(period[:YEAR]), int(period[5:MONTH]), None)
    asked = Asked(QuoteQuery(said_from=first, said_to=last, undated="exclude"))
    days = timeline.by_day(asked, {}, ask(asked, 0, 0).total)
    return {str(day): count for day, count in days.items() if count and day != UNDATED}


def neighbours(period: str, held: Sequence[str]) -> tuple[Choice | None, Choice | None]:
    before = [one for one in held if one < period][-1:]
    after = [one for one in held if one > period][:1]
    return (step(before[0]) if before else None), (step(after[0]) if after else None)


def step(period: str, count: int = 0) -> Choice:
    name = {YEAR: "year", MONTH: "month", DAY: "day"}[len(period)]
    return Choice(label(read_day(period, ends=False), period), reverse(name, args=period.split("-")), count)
