"""A list or a search as a file on paper: each quote with the lines that prove it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.operations.limits import searches
from archive.outputs.citations import chicago
from archive.outputs.facts import short
from archive.query.filters import read_quotes
from archive.query.labels import Labels, selected
from archive.reading.quoted import Quoted
from archive.search import describe
from archive.views.results.shared import ResultRow, missing, results, said_once, tidy

MOST, MOST_IN_SHORT = 100, 200


@searches
@tidy
def index(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    in_short = asked.view == "compact"
    part = results(asked, size=MOST_IN_SHORT if in_short else MOST)
    quotes = part.quotes
    context = {
        "asked": asked,
        "described": describe(asked.query, Labels(selected(asked.query)), part.answer.total),
        "total": part.answer.total,
        "part": part,
        "printed": len(quotes),
        "missing": missing(asked.query.id),
        "in_short": in_short,
        "day": timezone.now(),
    }
    return render(
        request, "dossier.html", context | (briefly(quotes) if in_short else {"sheets": sheets(quotes)})
    )


def sheets(quotes: list[Quoted]) -> list[tuple[Quoted, list[str]]]:
    """Each with the lines that prove it."""
    return [(quote, chicago(quote).split("\n")[1:]) for quote in quotes]


def briefly(quotes: list[Quoted]) -> dict[str, list[tuple[ResultRow, str]]]:
    """Cards that say once what neighbours share, each with its short address."""
    return {
        "rows": [(row, short(row.quote)) for row in said_once([ResultRow(quote, [], 0) for quote in quotes])]
    }
