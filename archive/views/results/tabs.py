"""One thing seen from several sides: what was said for it, about it, through it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from archive.query import QuoteQuery
from archive.query.asked import Asked
from archive.query.filters import read_page
from archive.search.answers import find
from archive.views.results.profile import profile


@dataclass(slots=True)
class Tab:
    name: str
    heading: str
    query: QuoteQuery
    total: int = 0
    active: bool = False


def tabs(request: HttpRequest, choices: list[Tab]) -> dict[str, Any]:
    """The tab of the address, or the first one that holds anything."""
    for tab in choices:
        tab.total = find(Asked(tab.query), 0, 0).total
    full = [tab for tab in choices if tab.total]
    wanted = read_page(request.GET)["tab"]
    active = next((tab for tab in full if tab.name == wanted), full[0] if full else choices[0])
    active.active = True
    return {"tabs": full, "tab": active, **profile(request, active.query.active(), ("tab", active.name))}
