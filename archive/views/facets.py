"""Facets: the values that a search can be narrowed to, and how many quotes have each."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

from archive.labels import FACETS, Labels, Value
from archive.links import Asked
from archive.query import QuoteQuery

SHOWN = 8  # values before "Show all"
MOST = 40  # values of one facet that are shown at all

HINTS = {
    "country": "The country that the speaker spoke for",
    "mentions": "The countries and organisations that the words name",
}


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    link: str
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
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
    def active(self) -> bool:
        return any(choice.active for choice in self.choices)


def most(counts: Mapping[str, Mapping[Value, int]], query: QuoteQuery) -> dict[str, dict[Value, int]]:
    """The commonest values of each facet, and those that are chosen: names are looked up for no more."""
    found = {}
    for name in FACETS:
        held = counts.get(name, {})
        chosen = {value: held.get(value, 0) for value in getattr(query, name)}
        found[name] = dict(nlargest(MOST, held.items(), key=itemgetter(1))) | chosen
    return found


def facets(asked: Asked, counts: Mapping[str, Mapping[Value, int]], labels: Labels) -> list[Facet]:
    """Those that a reader can still choose from: more than one value, or one that is chosen."""
    shown = most(counts, asked.query)
    made = (facet(asked, name, shown[name], len(counts.get(name, ())), labels) for name in FACETS)
    return [one for one in made if len(one.choices) > 1 or one.active]


def facet(asked: Asked, name: str, counts: Mapping[Value, int], total: int, labels: Labels) -> Facet:
    chosen, toggled = getattr(asked.query, name), asked.toggles(name)
    choices = [
        Choice(labels(name, value), count, toggled(value), value in chosen) for value, count in counts.items()
    ]
    choices.sort(key=lambda choice: (not choice.active, -choice.count, choice.label))
    return Facet(name, FACETS[name], HINTS.get(name, ""), choices, total)
