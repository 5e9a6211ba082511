"""Facets: the values that a search can be narrowed to, and how many quotes have each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from operator import itemgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from msgspec import Struct
from msgspec.structs import replace

from archive import search
from archive.models.called import holding, nearly
from archive.operations.limits import searches
from archive.query import Asked, QuoteQuery
from archive.query.dimensions import BY_NAME, Value
from archive.query.filters import read_page, read_quotes
from archive.query.labels import FACETS, Labels
from archive.search.finding import ask
from archive.text import name_key
from archive.text.tongue import gettext

SHOWN = 8  # values before "Show all"
MOST = 20  # values beside the results; a page of its own has all of them
LISTED = 150  # values on that page


class Choice(Struct, frozen=True):
    """Where a reader may go on, and how many quotes are there; an `active` one leads back. `level` is its shade."""

    label: str
    link: str
    count: int = 0
    active: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class FacetList:
    name: str
    heading: str
    hint: str
    choices: list[Choice]
    total: int

    @property
    def first(self) -> list[Choice]:
        return self.choices[:SHOWN]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN:]

    @property
    def whole(self) -> bool:
        return self.total <= len(self.choices)

    def narrows(self, total: int) -> bool:
        return any(choice.count < total for choice in self.choices)

    @property
    def active(self) -> bool:
        return any(choice.active for choice in self.choices)


def most(counts: Mapping[str, Mapping[Value, int]], query: QuoteQuery) -> dict[str, dict[Value, int]]:
    """The commonest values of each facet, and those that are chosen: names are looked up for no more."""
    found: dict[str, dict[Value, int]] = {}
    for name in FACETS:
        held = counts.get(name, {})
        chosen = {value: held.get(value, 0) for value in getattr(query, name)}
        found[name] = dict(nlargest(MOST, held.items(), key=itemgetter(1))) | chosen
    return found


def facets(
    asked: Asked,
    counts: Mapping[str, Mapping[Value, int]],
    shown: Mapping[str, Mapping[Value, int]],
    labels: Labels,
    total: int,
) -> list[FacetList]:
    """Those that a reader can still choose from: more than one value, one that narrows, or one that is chosen.
    `shown` are the values of `most`."""
    made = (facet(asked, name, shown[name], many(counts.get(name, {})), labels) for name in FACETS)
    return [one for one in made if len(one.choices) > 1 or one.active or one.narrows(total)]


def many(counts: Mapping[Value, int]) -> int:
    """How many values there are, of which it may hold only the commonest."""
    return counts.many if isinstance(counts, search.Facet) else len(counts)


def facet(asked: Asked, name: str, counts: Mapping[Value, int], total: int, labels: Labels) -> FacetList:
    chosen, links = getattr(asked.query, name), asked.toggles(name, counts)
    choices = [
        Choice(label, link, count, value in chosen)
        for (value, count), label, link in zip(counts.items(), labels.each(name, counts), links, strict=True)
    ]
    choices.sort(key=lambda choice: (not choice.active, -choice.count, choice.label))
    hint = BY_NAME[name].hint
    none = sum(not count for count in counts.values())  # chosen, and of nothing that was found
    return FacetList(name, gettext(FACETS[name]), gettext(hint) if hint else "", choices, total + none)


@searches
def values(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of one facet of a search, by name on request."""
    if name not in FACETS:
        raise Http404("There is no filter of that name.")
    asked, named = read_quotes(request.GET), read_page(request.GET)["named"]
    counts = ask(asked, 0, 0, [name], None if named else LISTED).facets.get(name, search.Facet())
    found, near = named_so(name, list(counts), named)
    chosen = getattr(asked.query, name)
    first = nsmallest(LISTED, found, key=lambda value: (value not in chosen, -counts[value], str(value)))
    every = facet(asked, name, {value: counts[value] for value in first}, counts.many, Labels({name: first}))
    context = {
        "asked": asked,
        "facet": every,
        "named": named,
        "near": near,
        "matching": len(found) if named else counts.many,
        "choices": [replace(choice, link=reverse("quotes") + choice.link) for choice in every.choices],
        "back": reverse("quotes") + asked.querystring,
    }
    return render(request, "quotes/values.html", context)


def named_so(name: str, values: Sequence[Value], text: str) -> tuple[Sequence[Value], bool]:
    """The values whose names `called` finds by the text; all of them without one."""
    if not text:
        return values, False
    labels = Labels({name: values}, alike=True)
    places, near = called(labels.each(name, values), text)
    return [values[at] for at in places], near


def called(labels: Sequence[str], text: str) -> tuple[list[int], bool]:
    """The places of those that hold the text or sound like it in another script; else those that are written nearly
    so, and whether it is these."""
    names = [(str(at), name_key(label)) for at, label in enumerate(labels)]
    found = holding(names, text)
    near = [] if found else nearly(names, text)
    return list(map(int, found or near)), bool(near)
