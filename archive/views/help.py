"""Pages about the archive itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Article, Outlet
from archive.views.coverage import coverage


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "help/about.html", {"contact": settings.CONTACT_EMAIL})


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/index.html")


def coverage_page(request: HttpRequest) -> HttpResponse:
    outlets = Outlet.objects.public().with_quote_counts()
    unknown = Article.objects.public().by(None).count()
    return render(
        request,
        "help/coverage.html",
        {"coverage": coverage(), "outlets": outlets, "unknown": unknown},
    )


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", {"site": settings.SITE_URL}, content_type="text/plain")
