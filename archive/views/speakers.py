from heapq import nlargest
from operator import itemgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from archive import search
from archive.models import Organisation, Role, Speaker
from archive.models.called import all_names, nearly, people
from archive.models.remembered import until_indexed
from archive.operations.limits import searches
from archive.outputs.jsonld import speaker_head
from archive.query import QuoteQuery
from archive.query.filters import read_page
from archive.query.labels import Labels
from archive.reading.namesakes import noted, told_apart
from archive.views.lists import MEANT, Roll, counts_of, led_to, listed, of_all
from archive.views.results.profile import profile
from archive.views.results.shared import page_of, tidy

CHOICES = ("country", "role")
MOST = 200  # values of each that the list can be narrowed to
NAMESAKES = 5  # named on the page of one


@tidy
def index(request: HttpRequest) -> HttpResponse:
    page = read_page(request.GET)
    narrowed = QuoteQuery(
        country=tuple(filter(None, [page["country"].upper()])), role=tuple(filter(None, [page["role"]]))
    )
    roll = narrowed_to(narrowed) if narrowed.active() else every()
    if page["q"]:
        roll = roll.among(Speaker.objects.ids_known_as(people(page["q"])))
    shown = listed(roll, page)
    near = meant(page["q"]) if page["q"] and not shown["page"].paginator.count else []
    context = {
        **shown,
        "notes": noted([*shown["page"], *near]),
        "choices": choices(),
        "meant": near,
    }
    return render(request, "speakers/index.html", context)


@until_indexed
def every() -> Roll:
    counts = counts_of(quote_count="speaker")
    return (
        of_all(Speaker.objects.canonical().named(), counts)
        if counts
        else Roll(led_to(Speaker, counts).canonical().named(), counts)
    )


def narrowed_to(asked: QuoteQuery) -> Roll:
    counts = counts_of(asked, quote_count="speaker")
    return Roll(led_to(Speaker, counts).canonical().named(), counts)


@until_indexed
def choices() -> dict[str, list[tuple[str, str]]]:
    """The countries and the commonest roles that a list of speakers can be narrowed to, by name."""
    counts = search.find(QuoteQuery(), stop=0, facets=CHOICES, most=MOST).facets
    found = {name: nlargest(MOST, counts[name], key=counts[name].__getitem__) for name in CHOICES}
    labels = Labels(found)
    return {
        name: sorted(((str(value), labels(name, value)) for value in values), key=itemgetter(1))
        for name, values in found.items()
    }


def meant(name: str) -> list[Speaker]:
    """Those whose names are written nearly like this one, the most quoted first."""
    near = Speaker.objects.public().known_as(nearly(all_names().get("speaker", []), name)).named()
    return list(near.with_quote_counts().order_by("-quote_count", "sort_key")[:MEANT])


@searches
@tidy
@page_of(Speaker)
def detail(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    if organisation := Organisation.objects.public().with_id(speaker.organisation_id):
        return redirect(organisation, permanent=True)
    others = Speaker.objects.namesakes_of(speaker)
    namesakes = list(others[:NAMESAKES])
    alike = others.count() if namesakes else 0
    context = {
        "head": speaker_head(speaker),
        "speaker": speaker,
        "roles": Role.objects.of(speaker),
        "namesakes": namesakes,
        "alike": alike,
        "more": max(alike - NAMESAKES, 0),
        "apart": told_apart([speaker, *namesakes]),
        **profile(request, {"speaker": (speaker.pk,)}),
    }
    return render(request, "speakers/detail.html", context)
