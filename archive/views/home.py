from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from archive.models import Country, Speaker
from archive.models.remembered import until_indexed
from archive.query import Asked
from archive.query.filters import read_back
from archive.reading.coverage import coverage
from archive.reading.namesakes import told_apart
from archive.search.finding import ask
from archive.text.tongue import noop
from archive.views.results import histogram
from archive.views.results.shared import results

# Those that find nothing, as in an archive of other things, are left out.
EXAMPLES = (
    (
        noop("US officials on ammunition, June 2024"),
        "q=ammunition&country=US&said_from=2024-06&said_to=2024-06",
    ),
    (noop("“deepening cooperation”"), "q=%22deepening+cooperation%22"),
    (noop("North Korea speaking"), "country=KP"),
    (noop("North Korea mentioned"), "mentions=KP"),
    (noop("What was denied"), "verb=denied"),
    (noop("Said last month"), "said_from=last+month&said_to=last+month"),
    (noop("Translated back"), "translated=back"),
    (noop("Without a printed date"), "undated=only"),
)
TRIED = 4
NEWEST = 5
MOST = 8


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", front())


@until_indexed
def front() -> dict[str, Any]:
    asked = Asked(group="none")
    newest = results(asked, ["period", "speaker", "country"], most=MOST * 3)
    newest.quotes = newest.quotes[:NEWEST]
    speakers, countries = (
        most(Speaker, newest.answer.facets["speaker"]),
        most(Country, newest.answer.facets["country"]),
    )
    return {
        "results": newest,
        "asked": asked,
        "histogram": histogram.elsewhere(asked, newest.answer.facets["period"], newest.answer.total),
        "coverage": coverage(),
        "offered": [str(row) for row, _ in (*speakers, *countries)],
        "speakers": speakers,
        "apart": told_apart(row for row, _ in speakers if isinstance(row, Speaker)),
        "countries": countries,
        "examples": list(islice(filter(finds, EXAMPLES), TRIED)),
    }


def finds(example: tuple[str, str]) -> bool:
    asked = read_back(QueryDict(example[1]))
    return bool(asked.query.active() and ask(asked, 0, 0).total)


def most(
    model: type[Speaker] | type[Country], counts: dict[int | str, int]
) -> list[tuple[Speaker | Country, int]]:
    """The most quoted; unnamed sources, known from one article each, are left to their organisations."""
    first = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[: MOST * 3]
    rows = model.objects.in_bulk([key for key, _ in first])
    named = [(rows[key], n) for key, n in first if getattr(rows[key], "type", "") != Speaker.Type.UNNAMED]
    return named[:MOST]
