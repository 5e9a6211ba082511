from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Occasion
from archive.query import QuoteQuery
from archive.query.asked import Asked
from archive.views.results.shared import page_of, results


def index(request: HttpRequest) -> HttpResponse:
    return render(
        request, "occasions/index.html", {"occasions": Occasion.objects.public().with_quote_counts()}
    )


@page_of(Occasion)
def detail(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    asked = Asked(QuoteQuery(occasion=(occasion.pk,), sort="oldest"))
    found = results(asked)
    return render(
        request,
        "occasions/detail.html",
        {
            "occasion": occasion,
            "results": found,
            "asked": asked,
            "speakers": {one.id: one for quote in found.quotes for one in quote.speakers}.values(),
            "articles": {quote.article.id: quote.article for quote in found.quotes}.values(),
        },
    )
