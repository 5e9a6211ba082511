"""Searching quotes, and one quote."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from archive.filters import QuoteFilter, read_page
from archive.links import Asked
from archive.models import Quote, Speaker
from archive.query import QuoteQuery
from archive.views import histogram, speaking
from archive.views.facets import FACETS, Labels, chips, facets, selected
from archive.views.passages import in_sentence
from archive.views.shared import Results, find, moved, results, tidy

WORDINGS = 5


@tidy
def index(request: HttpRequest) -> HttpResponse:
    form = QuoteFilter(request.GET)
    found = results(form.read(), [*FACETS, "month", "statement"])
    return render(request, "quotes/index.html", {"form": form.form, **shown(found)})


def shown(found: Results) -> dict[str, Any]:
    """All that a page of results shows beside the form."""
    asked = found.asked
    labels = Labels({**found.facets, **merged(found.facets, selected(asked.query))})
    return {
        "results": found,
        "asked": asked,
        "chips": chips(asked, labels),
        "facets": facets(asked, found.facets, labels),
        "histogram": histogram.of(asked, found.facets.get("month", {}), found.total),
        "people": Speaker.objects.called(asked.query.q)[:3],
        "by_speaker": speaking.by_speaker(asked, found) if asked.display.view == "speakers" else [],
        "ways_out": ways_out(asked, labels) if not found.total else [],
    }


def merged(counts: Any, chosen: Any) -> dict[str, list[Any]]:
    return {name: [*counts.get(name, ()), *values] for name, values in chosen.items()}


def ways_out(asked: Asked, labels: Labels) -> list[tuple[Any, int]]:
    """For an empty page: each filter that can be taken away, with what would then be found."""
    wider = [(chip, find(without(asked, chip.name), 0, 0).total) for chip in chips(asked, labels)]
    return [(chip, total) for chip, total in wider if total]


def without(asked: Asked, name: str) -> Asked:
    return asked.changed(**{name: getattr(QuoteQuery(), name)})


def detail(request: HttpRequest, key: str) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.ever_published().with_sources(), pk=int(key.partition("-")[0]))
    if quote.status == Quote.Status.WITHDRAWN:
        return render(request, "410.html", {"quote": quote}, status=410)
    if quote.status != Quote.Status.PUBLISHED:
        raise Http404("This quote is not published.")
    if quote.get_absolute_url() != request.path:
        return moved(request, quote.get_absolute_url())
    return render(request, "quotes/detail.html", {"quote": quote, **beside(request, quote)})


def beside(request: HttpRequest, quote: Quote) -> dict[str, Any]:
    article = quote.article
    return {
        "passage": in_sentence(article, quote),
        "asked": Asked(QuoteQuery(q=read_page(request.GET)["q"])),
        "wordings": Quote.objects.wordings_of(quote),
        "corrections": quote.corrections.all(),
    }
