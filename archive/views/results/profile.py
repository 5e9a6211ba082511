"""The head of a page about a speaker, a country, an outlet: when, whom they name, who reports them, and how; and its tabs,
what was said for it, about it, through it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from django.http import HttpRequest
from msgspec import structs

from archive.query import Asked, QuoteQuery
from archive.query.days import read_day
from archive.query.dimensions import Value
from archive.query.filters import read_page, read_quotes
from archive.query.labels import Labels, chips, selected
from archive.search.finding import ask
from archive.text.tongue import gettext, noop
from archive.views.results import histogram
from archive.views.results.facets import MOST, Choice, FacetList, facet, many, most
from archive.views.results.shared import results

QUOTES = 15  # below a head that takes a screen of its own
SHOWN = 6  # values of each list
MOST_YEARS = 16
LEVELS = 4  # shades
OFFICES_OF = frozenset(["country", "organisation"])  # whose pages say who speaks for them, and as what
HEADINGS = {
    "speaker": noop("Who speaks"),
    "country": noop("Speaking for"),
    "mentions": noop("Names most"),
    "outlet": noop("Reported by"),
    "via": noop("Passed on by"),
    "verb": noop("Reporting verbs"),
    "kind": noop("How it is quoted"),
    "translated": noop("Exact or translated"),
    "role": noop("In which role"),
}

SIDES = {
    "for": noop("Speaking for it"),
    "via": noop("Reported through it"),
    "mentions": noop("Mentioning it"),
}

Year = tuple[Choice, list[Choice]]  # and its months


def profile(request: HttpRequest, own: Mapping[str, Any], *extra: tuple[str, str]) -> dict[str, Any]:
    """Of the quotes that the page is about, narrowed in place as its address asks; `extra` stays in every link."""
    asked = structs.replace(read_quotes(request.GET), extra=extra)
    asked = asked.changed(page=asked.page, **own)
    names = [name for name in HEADINGS if name not in own]
    found = results(asked, [*names, "period"], QUOTES, MOST)
    labels = Labels({**selected(asked.query), **most(found.answer.facets, asked.query)})
    if not OFFICES_OF.isdisjoint(own):
        labels.note(commonest(found.answer.facets["speaker"]))
    lists = [shown(asked, name, found.answer.facets, labels) for name in names]
    return {
        "results": found,
        "asked": asked,
        "carry": "",
        "lists": [one for one in lists if one.choices],
        "years": years(asked, found.answer.facets["period"]),
        "repeats": repeats(found.answer.facets["period"], found.answer.total),
        "histogram": histogram.of(asked, found.answer.facets["period"], found.answer.total),
        "chips": [chip for chip in chips(asked, labels) if chip.name not in own],
        "hidden": asked.hidden("q"),
    }


def shown(asked: Asked, name: str, counts: Mapping[str, Mapping[Value, int]], labels: Labels) -> FacetList:
    held = counts.get(name, {})
    chosen = dict.fromkeys([*commonest(held), *getattr(asked.query, name)])
    made = facet(asked, name, {value: held.get(value, 0) for value in chosen}, many(held), labels)
    return replace(made, heading=gettext(HEADINGS[name]))


def commonest(counts: Mapping[Value, int]) -> list[Value]:
    return sorted(counts, key=lambda value: -counts[value])[:SHOWN]


def years(asked: Asked, counts: Mapping[int | str, int]) -> list[Year]:
    """Month by month, the years without quotes between others included."""
    periods = {str(period): count for period, count in counts.items() if period != histogram.UNDATED}
    months = {period: count for period, count in periods.items() if len(period) == histogram.MONTH}
    if not months:
        return []
    first, last = int(min(months)[:4]), int(max(months)[:4])
    link, highest = asked.periods(), max(months.values())
    shown = range(max(first, last - MOST_YEARS + 1), last + 1)
    return [year(link, f"{one:04}", periods, highest) for one in shown]


def repeats(counts: Mapping[int | str, int], total: int) -> bool:
    """Whether some count in several months, as their time touches each."""
    months = sum(count for period, count in counts.items() if len(str(period)) == histogram.MONTH)
    return months > total - counts.get(histogram.UNDATED, 0)


def year(link: Any, of: str, counts: Mapping[str, int], highest: int) -> Year:
    names: Sequence[str] = [f"{of}-{month:02}" for month in range(1, 13)]
    months = [
        Choice(
            histogram.label(read_day(name, ends=False), name),
            link(name),
            count := counts.get(name, 0),
            level=ceil(LEVELS * count / highest),
        )
        for name in names
    ]
    return Choice(of, link(of), counts.get(of, 0)), months


def tabs(request: HttpRequest, queries: Mapping[str, QuoteQuery]) -> dict[str, Any]:
    """The tab of the address, or the first one that holds anything."""
    counts = {name: ask(Asked(query), 0, 0).total for name, query in queries.items()}
    full = [name for name, count in counts.items() if count]
    wanted = read_page(request.GET)["tab"]
    active = wanted if wanted in full else (full or [*queries])[0]
    return {
        "tabs": [Choice(gettext(SIDES[name]), f"?tab={name}", counts[name], name == active) for name in full],
        "tab": gettext(SIDES[active]),
        **profile(request, queries[active].active(), ("tab", active)),
    }
