from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.links import Asked, Display
from archive.models import Country, Speaker
from archive.views import histogram
from archive.views.coverage import coverage
from archive.views.shared import results

NEWEST = 5
MOST = 8


def index(request: HttpRequest) -> HttpResponse:
    asked = Asked(display=Display(group="none"))
    newest = results(asked, ["month"])
    newest.quotes = newest.quotes[:NEWEST]
    return render(
        request,
        "home.html",
        {
            "results": newest,
            "asked": asked,
            "histogram": histogram.of(asked, newest.facets["month"], newest.total),
            "coverage": coverage(),
            "speakers": Speaker.objects.most_quoted()[:MOST],
            "countries": Country.objects.most_quoted()[:MOST],
        },
    )
