from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from archive.models import Organisation, Role, Speaker
from archive.outputs.jsonld import speaker_head
from archive.query import QuoteQuery
from archive.query.asked import Asked
from archive.query.filters import read_page
from archive.reading.namesakes import noted, told_apart
from archive.views.lists import a_to_z, counts_of, led_to
from archive.views.results import histogram
from archive.views.results.shared import page_of, results, tidy


@tidy
def index(request: HttpRequest) -> HttpResponse:
    page = read_page(request.GET)
    counts = {} if page["q"] else counts_of(quote_count="speaker")
    speakers = Speaker.objects.called(page["q"]) if page["q"] else led_to(Speaker, counts).canonical().named()
    shown = a_to_z(speakers.order_by("sort_key", "id"), page, counts)
    return render(request, "speakers/index.html", {**shown, "notes": noted(shown["page"])})


@page_of(Speaker)
def detail(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    if organisation := Organisation.objects.public().with_id(speaker.organisation_id):
        return redirect(organisation, permanent=True)
    asked = Asked(QuoteQuery(speaker=(speaker.pk,)))
    found = results(asked, ["period"])
    namesakes = list(Speaker.objects.namesakes_of(speaker))
    return render(
        request,
        "speakers/detail.html",
        {
            "head": speaker_head(speaker),
            "speaker": speaker,
            "roles": Role.objects.of(speaker),
            "namesakes": namesakes,
            "apart": told_apart([speaker, *namesakes]),
            "results": found,
            "asked": asked,
            "histogram": histogram.elsewhere(asked, found.facets["period"], found.total),
        },
    )
