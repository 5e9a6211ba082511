"""Pages about the archive itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive import search
from archive.models import Article, Country
from archive.models.remembered import until_indexed
from archive.operations.declared import in_english
from archive.operations.limits import uncounted
from archive.query import QuoteQuery
from archive.query.dimensions import ON_THE_PAGE
from archive.reading.coverage import coverage


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "help/about.html", {"contact": settings.CONTACT_EMAIL})


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/index.html", {"filters": ON_THE_PAGE, "works": works()})


@until_indexed
def works() -> dict[str, bool]:
    """The examples that name somebody: an archive without them refuses what their links ask."""
    korea = Country.objects.public().filter(pk="KP").exists()
    return {"speaker": runs("speaker:miller"), "country": korea}


def runs(words: str) -> bool:
    try:
        search.find(QuoteQuery(q=words), stop=0)
    except search.QueryError:
        return False
    return True


def coverage_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help/coverage.html", {"coverage": coverage(), "outlets": outlets()})


@until_indexed
def outlets() -> list[dict[str, Any]]:
    return Article.objects.by_outlet()


@in_english
@uncounted
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", {"site": settings.SITE_URL}, content_type="text/plain")
