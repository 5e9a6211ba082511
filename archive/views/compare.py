"""Two searches side by side (`a.` and `b.` parameters), or up to four quotes by `id`."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from archive.models import Quote
from archive.query.asked import Asked
from archive.query.filters import DEEPEST, Problem, Refused, read_quotes
from archive.query.labels import Chip, Labels, chips, selected
from archive.reading.differences import compared
from archive.reading.quoted import quoted
from archive.search.answers import find
from archive.views.results.shared import Results, results, tidy

MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Side:
    letter: str
    results: Results
    chips: list[Chip]
    coverage: dict[str, Any]
    kept: list[tuple[str, str]]

    @property
    def plain(self) -> Asked:
        """The same search on a page of its own."""
        return replace(self.results.asked, prefix="")


@tidy
def index(request: HttpRequest) -> HttpResponse:
    ids = read_quotes(request.GET).query.id
    if len(ids) > MOST_QUOTES:
        raise Refused(
            [Problem(f"{len(ids)} quotes are more than {MOST_QUOTES}: leave some out.", "./", "Begin again")]
        )
    wordings = compared(quoted(ids))
    asked = not ids and any(name.startswith(("a.", "b.")) for name in request.GET)
    sides = [side(request.GET, letter) for letter in "ab"] if asked else []
    return render(
        request,
        "compare.html",
        {
            "wordings": wordings,
            "many_languages": len({wording.quote.language for wording in wordings}) > 1,
            "sides": sides,
            "letters": "ab",
            "by_letter": {side.letter: side for side in sides},
        },
    )


def side(data: QueryDict, letter: str) -> Side:
    asked = read_quotes(data, letter)
    found = results(asked)
    every = find(asked, 0, min(found.total, DEEPEST)).ids
    labels = Labels(selected(asked.query))
    return Side(letter, found, chips(asked, labels), Quote.objects.among(every).coverage(), asked.hidden("q"))
