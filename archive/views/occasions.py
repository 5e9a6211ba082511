from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.links import Asked
from archive.models import Occasion
from archive.query import QuoteQuery
from archive.views.shared import page_of, results


def index(request: HttpRequest) -> HttpResponse:
    return render(
        request, "occasions/index.html", {"occasions": Occasion.objects.public().with_quote_counts()}
    )


@page_of(Occasion)
def detail(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    asked = Asked(QuoteQuery(occasion=(occasion.pk,), sort="oldest"))
    found = results(asked)
    attributions = (attribution for quote in found.quotes for attribution in quote.attributions.all())
    return render(
        request,
        "occasions/detail.html",
        {
            "occasion": occasion,
            "results": found,
            "asked": asked,
            "speakers": list(dict.fromkeys(attribution.speaker.shown for attribution in attributions)),
            "articles": list(dict.fromkeys(quote.article for quote in found.quotes)),
        },
    )
