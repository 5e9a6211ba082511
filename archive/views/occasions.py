from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Occasion
from archive.operations.limits import searches
from archive.query.filters import read_page
from archive.text.tongue import gettext
from archive.views.lists import meant
from archive.views.results.profile import profile
from archive.views.results.shared import page_of, tidy

ROWS = 50


@tidy
def index(request: HttpRequest) -> HttpResponse:
    """Those of one year, the latest unless another is asked for; by name those of all."""
    page = read_page(request.GET)
    every = Occasion.objects.public()
    years = every.years()
    year = wanted(page["year"], years)
    rows = every.called(page["q"]) if page["q"] else every.of_year(year)
    context = {
        "page": Paginator(rows.with_quote_counts(), ROWS).get_page(page["page"]),
        "years": [
            (one or "unknown", one or gettext("Day not known"), one == year and not page["q"])
            for one in years
        ],
        "q": page["q"],
        "notes": {},
        "meant": meant(every, "occasion", page["q"]) if page["q"] and not rows.exists() else [],
    }
    return render(request, "occasions/index.html", context)


def wanted(text: str, years: list[int | None]) -> int | None:
    if text == "unknown":
        return None
    return int(text) if text else next(iter(years), None)


@searches
@tidy
@page_of(Occasion)
def detail(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    about = profile(
        request, {"occasion": (occasion.pk,)} | ({} if read_page(request.GET)["q"] else {"sort": "oldest"})
    )
    found = about["results"]
    context = {
        "occasion": occasion,
        **about,
        "speakers": {one.id: one for quote in found.quotes for one in quote.speakers}.values(),
        "articles": {quote.article.id: quote.article for quote in found.quotes}.values(),
    }
    return render(request, "occasions/detail.html", context)
