"""Countries, organisations and outlets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Article, Country, Organisation, Outlet, Speaker
from archive.models.called import called
from archive.operations.limits import searches
from archive.outputs.jsonld import organisation_head
from archive.query import QuoteQuery
from archive.query.filters import read_page
from archive.text import name_key, sort_key
from archive.views.lists import Roll, counts_of, led_to, listed, meant, with_counts
from archive.views.results.profile import profile, tabs
from archive.views.results.shared import page_of, tidy


def countries(request: HttpRequest) -> HttpResponse:
    counts = counts_of(quote_count="country", mention_count="mentions")
    rows = sorted(with_counts(led_to(Country, counts), counts), key=lambda row: sort_key(str(row)))
    return render(request, "places/countries.html", {"countries": rows})


@searches
@tidy
@page_of(Country)
def country(request: HttpRequest, country: Country) -> HttpResponse:
    sides = {
        "for": QuoteQuery(country=(country.code,)),
        "mentions": QuoteQuery(mentions=(country.code,)),
    }
    shown = str(country)
    names = [name for name in once(country.other_names) if name != shown]
    context = {
        "country": country,
        "english": "" if country.name == shown else country.name,
        "names": names,
        **tabs(request, sides),
    }
    return render(request, "places/country.html", context)


def once(names: list[str]) -> list[str]:
    """Without those that differ by an apostrophe or an accent alone."""
    return list({name_key(name): name for name in reversed(names)}.values())[::-1]


@tidy
def organisations(request: HttpRequest) -> HttpResponse:
    page = read_page(request.GET)
    counts = counts_of(quote_count="organisation", via_count="via", mention_count="mentions")
    rows = led_to(Organisation, counts).select_related("country")
    found = rows.with_keys(called("organisation", *page["q"].split()[:5])) if page["q"] else rows
    shown = listed(Roll(found, counts), page)
    near = meant(rows, "organisation", page["q"]) if not shown["page"].paginator.count else []
    return render(request, "places/organisations.html", {**shown, "meant": near})


@searches
@tidy
@page_of(Organisation)
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    sides = {
        "for": QuoteQuery(organisation=(organisation.pk,)),
        "via": QuoteQuery(via=(organisation.pk,)),
        "mentions": QuoteQuery(mentions=(str(organisation.pk),)),
    }
    context = {
        "head": organisation_head(organisation),
        "organisation": organisation,
        "names": once(organisation.names_told),
        "unnamed": Speaker.objects.unnamed_for(organisation),
        **tabs(request, sides),
    }
    return render(request, "places/organisation.html", context)


def outlets(request: HttpRequest) -> HttpResponse:
    counts = counts_of(quote_count="outlet")
    rows = with_counts(led_to(Outlet, counts), counts)
    unknown = Article.objects.public().by(None).count()
    return render(request, "places/outlets.html", {"outlets": rows, "unknown": unknown})


@searches
@tidy
@page_of(Outlet)
def outlet(request: HttpRequest, outlet: Outlet) -> HttpResponse:
    context = {
        "outlet": outlet,
        **profile(request, {"outlet": (outlet.pk,)}),
    }
    return render(request, "places/outlet.html", context)
