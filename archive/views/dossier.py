"""A list or a search as a file on paper: each quote with the lines that prove it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.outputs.citations import chicago
from archive.outputs.share.addresses import short
from archive.outputs.wording import absolute
from archive.query.filters import read_quotes
from archive.query.labels import Labels, selected
from archive.reading.quoted import Quoted, quoted
from archive.search import describe
from archive.search.answers import find
from archive.views.results.shared import tidy

MOST, MOST_IN_SHORT = 100, 200


@dataclass(frozen=True, slots=True)
class Sheet:
    quote: Quoted
    proof: list[str]
    short: str


@tidy
def index(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    in_short = asked.display.view == "compact"
    found = find(asked, 0, MOST_IN_SHORT if in_short else MOST)
    context = {
        "asked": asked,
        "in_short": in_short,
        "described": describe(asked.query, Labels(selected(asked.query)), found.total),
        "total": found.total,
        "sheets": [Sheet(quote, chicago(quote).split("\n")[1:], short(quote)) for quote in quoted(found.ids)],
        "day": timezone.now(),
        "address": absolute(request.get_full_path()),
    }
    return render(request, "dossier.html", context)
