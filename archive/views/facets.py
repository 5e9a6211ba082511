"""Facets and chips: values of parameters with the names that readers know them by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Any

from archive import phrases
from archive.links import Asked
from archive.models import Quote, Speaker
from archive.models.names import NAMED, names
from archive.query import UNKNOWN_OUTLET, QuoteQuery

SHOWN = 8  # values before "Show all"
MOST = 60  # values of one facet that are shown at all

# Parameter, heading; in the order of the page.
FACETS = {
    "speaker": "Speaker",
    "country": "Speaking for",
    "mentions": "Mentions",
    "kind": "Kind",
    "outlet": "Outlet",
    "via": "Reported via",
    "role": "Role",
    "organisation": "Speaking for an organisation",
    "occasion": "Occasion",
    "translated": "Translation",
    "type": "The speaker is",
    "language": "Language",
}
HINTS = {
    "country": "The country that the speaker spoke for",
    "mentions": "The countries and organisations that the words name",
}
FIXED: dict[str, dict[int | str, str]] = {
    "kind": dict(Quote.Kind.choices),
    "translated": {value: label[:1].upper() + label[1:] for value, label in Quote.Translated.choices},
    "type": {value: label.capitalize() for value, label in Speaker.Type.choices},
    "outlet": {UNKNOWN_OUTLET: "Outlet unknown"},
    "undated": {"exclude": "Without undated quotes", "only": "Only undated quotes"},
}
CHIPS = {"q": "Words", **FACETS, "undated": "Date", "id": "Hand-picked quote"}

Value = int | str
Values = Mapping[str, Iterable[Value]]


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


@dataclass(frozen=True, slots=True)
class Chip:
    heading: str
    label: str
    remove: str
    name: str


class Labels:
    """The names of many values, looked up together."""

    def __init__(self, values: Values) -> None:
        wanted: defaultdict[str, set[Value]] = defaultdict(set)
        for name, ones in values.items():
            for one in ones:
                if (name, one) != ("outlet", UNKNOWN_OUTLET):
                    wanted[kind_of(name, one)].add(one)
        known = any(wanted.get(kind) for kind in (*NAMED, "role"))
        self.names, self.roles = names(wanted) if known else ({}, {})

    def __call__(self, name: str, value: Value) -> str:
        if value in FIXED.get(name, {}):
            return FIXED[name][value]
        if name == "language":
            return phrases.language(str(value))
        if name == "role":
            found = self.roles.get(str(value))
        else:
            found = self.names.get((kind_of(name, value), str(value)))
        return found or str(value).replace("-", " ").capitalize()


def kind_of(name: str, value: Value) -> str:
    """What a value of a parameter is: a link of a chain is an organisation, a mention that or a country."""
    if name == "mentions":
        return "organisation" if str(value).isdigit() else "country"
    return "organisation" if name == "via" else name


def selected(query: QuoteQuery) -> dict[str, tuple[Value, ...]]:
    """The parameters of several values that are set."""
    return {name: value for name, value in query.active().items() if isinstance(value, tuple)}


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


def chips(asked: Asked, labels: Labels) -> list[Chip]:
    """One for every active filter, each with the address without it."""
    found = []
    for name, value in asked.query.active().items():
        if isinstance(value, tuple):
            found += [Chip(CHIPS[name], labels(name, v), asked.toggled(name, v), name) for v in value]
        elif name == "undated":
            found.append(Chip(CHIPS[name], FIXED[name][value], asked.cleared(name), name))
        elif name.endswith(("_from", "_to")):
            found.append(date_chip(asked, name, value))
        elif name == "q":
            found.append(Chip(CHIPS[name], f"“{value}”", asked.cleared(name), name))
    return found


def date_chip(asked: Asked, name: str, value: Any) -> Chip:
    what, end = name.split("_")
    return Chip(f"{what.capitalize()} {end}", phrases.day(value), asked.cleared(name), name)
