"""Who speaks about whom: countries by countries, of any search."""

from heapq import nlargest
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive import search
from archive.models import Country
from archive.operations.limits import searches
from archive.query import Asked
from archive.query.filters import read_quotes
from archive.query.labels import Labels, chips, selected
from archive.search.finding import ask
from archive.views.results.facets import Choice
from archive.views.results.profile import LEVELS
from archive.views.results.shared import tidy

MOST = 12  # countries that speak: each row is a search of its own
MOST_NAMED = 10  # as many columns as a phone shows, with room for a finger


@searches
@tidy
def page(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    # Organisations are named too, and become ever more: of those the index counts no more than are the commonest.
    countries = {"mentions": Country.objects.values_list("pk", flat=True)}
    facets = ask(asked, 0, 0, ["country", "mentions"], MOST, countries).facets
    speaking = commonest(facets["country"])
    named = commonest({code: n for code, n in facets["mentions"].items() if not str(code).isdecimal()})
    counts = {one: mentions(asked.changed(country=(one,)), named) for one in speaking}
    # Some are named by nobody who speaks for one of these countries.
    named = [other for other in named if any(other in counts[one] for one in speaking)][:MOST_NAMED]
    labels = Labels({**selected(asked.query), "country": {*speaking, *named, *asked.query.country}})
    highest = max((counts[one].get(other, 0) for one in speaking for other in named), default=0) or 1
    rows = [
        (
            Choice(labels("country", one), Country(code=one).get_absolute_url()),
            [
                cell(asked, labels("country", other), one, other, counts[one].get(other, 0), highest)
                for other in named
            ],
        )
        for one in speaking
    ]
    context = {
        "asked": asked,
        "rows": rows,
        "named": [(code, labels("country", code)) for code in named],
        "chips": chips(asked, labels),
    }
    return render(request, "places/matrix.html", context)


def mentions(asked: Asked, named: list[str]) -> search.Facet:
    return ask(asked, 0, 0, ["mentions"], 0, {"mentions": named}).facets["mentions"]


def commonest(counts: dict[int | str, int]) -> list[str]:
    return [str(code) for code in nlargest(MOST, counts, key=counts.__getitem__)]


def cell(asked: Asked, label: str, one: str, other: str, count: int, highest: int) -> Choice:
    link = asked.changed(country=(one,), mentions=(other,)).querystring
    return Choice(label, link, count, level=ceil(LEVELS * count / highest))
