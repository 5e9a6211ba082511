from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Correction, Quote
from archive.query.filters import read_page
from archive.reading.quoted import quoted

ROWS = 20


def index(request: HttpRequest) -> HttpResponse:
    number = read_page(request.GET)["page"]
    corrections = Paginator(Correction.objects.public(), ROWS)
    withdrawn = Paginator(Quote.objects.withdrawn().order_by("-public_since"), ROWS)
    longer = max(corrections, withdrawn, key=lambda pages: pages.num_pages)
    shown = rows(corrections, number)
    quotes = {quote.id: quote for quote in quoted([each.quote_id for each in shown])}
    context = {
        "corrections": [each for each in shown if each.quote_id in quotes],
        "quotes": quotes,
        "withdrawn": rows(withdrawn, number),
        "page": longer.get_page(number),
    }
    return render(request, "corrections.html", context)


def rows(pages: "Paginator[Any]", number: int) -> list[Any]:
    """Of a list that may end before the other one."""
    return list(pages.page(number)) if number <= pages.num_pages else []
