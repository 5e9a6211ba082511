"""A list of quotes that a reader gathers from page to page, kept in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from archive.query import QuoteQuery
from archive.query.asked import Asked, Display, Pairs
from archive.query.filters import read_quotes
from archive.views.compare import MOST_QUOTES
from archive.views.results.shared import tidy


@dataclass(frozen=True, slots=True)
class Gathered:
    """The quotes of the list and the addresses around it; `hidden` is what the form of a page carries along."""

    ids: tuple[int, ...]
    hidden: Pairs
    page: str
    compare: str
    emptied: str
    more: str


def gathered(asked: Asked, here: Sequence[int]) -> Gathered:
    """`here` are the quotes that the page itself shows, each with its box."""
    keep = asked.display.keep
    own = Asked(QuoteQuery(id=keep)).querystring
    carried = [pair for pair in asked.pairs if pair[0] != "keep"]
    return Gathered(
        keep,
        hidden=carried + [("keep", str(id)) for id in keep if id not in here],
        page=reverse("quotes") + own,
        compare=reverse("compare") + own if 1 < len(keep) <= MOST_QUOTES else "",
        emptied=asked.link(keep=()),
        more=Asked(display=Display(keep=asked.query.id)).querystring,
    )


@tidy
def open_list(request: HttpRequest, page: str) -> HttpResponse:
    """From the list to a page of its own; from an empty one back to the results."""
    asked = read_quotes(request.GET)
    keep = asked.display.keep
    if not keep:
        return redirect(reverse("quotes") + asked.querystring)
    return redirect(reverse(page) + Asked(QuoteQuery(id=keep)).querystring)
