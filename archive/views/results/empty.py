"""What leads from an empty page to results: a word or a filter less."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive import search
from archive.query import QuoteQuery
from archive.query.asked import Asked
from archive.query.labels import Labels, chips
from archive.reading.coverage import Coverage, coverage
from archive.search.answers import find
from archive.text.tongue import gettext
from archive.views.results.facets import Choice
from archive.views.results.shared import Results

MOST_WORDS = 6
_SMALL_OR = re.compile(r"\s+(?:or|또는)\s+")
_PLAIN = re.compile(r"[\w\s.’'-]+")


@dataclass(frozen=True, slots=True)
class Empty:
    """What was searched, through what, and the ways on."""

    described: str
    spellings: tuple[str, ...]
    completions: list[Choice]
    coverage: Coverage
    meant: str
    meant_link: str
    ways: list[Choice]


def empty(found: Results, labels: Labels) -> Empty:
    asked = found.asked
    meant = search.did_you_mean(asked.query)
    return Empty(
        search.describe(asked.query, labels, alike=found.found.alike, share=found.found.part),
        found.added,
        completions(asked),
        coverage(),
        meant,
        asked.link(q=meant) if meant else "",
        ways_out(asked, labels),
    )


def completions(asked: Asked) -> list[Choice]:
    """Words of the archive that begin like the last one asked for."""
    found = search.completions(asked.query.q)
    return [Choice(one.label, asked.link(q=one.value)) for one in found if one.value != asked.query.q]


def either(asked: Asked, total: int) -> Choice | None:
    """The same search with the OR that a small one may have meant."""
    parts = _SMALL_OR.split(asked.query.q.strip())
    if len(parts) < 2 or not all(map(_PLAIN.fullmatch, parts)):
        return None
    wider = asked.changed(q=" OR ".join(parts))
    count = find(wider, 0, 0).total
    return Choice(wider.query.q, wider.link(), count) if count > total else None


def mentions_instead(asked: Asked, labels: Labels) -> Choice | None:
    """The same search for what mentions the countries, where few results speak for them."""
    countries = asked.query.country
    if not countries or asked.query.mentions:
        return None
    wider = asked.changed(country=(), mentions=countries)
    total = find(wider, 0, 0).total
    names = gettext(" or ").join(labels("country", code) for code in countries)
    label = gettext("Mentioning {names}, whoever speaks").format(names=names)
    return Choice(label, wider.link(), total) if total else None


def ways_out(asked: Asked, labels: Labels) -> list[Choice]:
    """Those that lead to results; the fewer, the nearer to what was asked, so they come first."""
    wider = [*fewer_words(asked), *fewer_filters(asked, labels)]
    counted = (Choice(label, way.link(), find(way, 0, 0).total) for label, way in wider)
    return sorted((way for way in counted if way.count), key=lambda way: way.count)


def fewer_words(asked: Asked) -> Iterator[tuple[str, Asked]]:
    """Each word left out in turn, where there are nothing but words."""
    words = asked.query.q.split()
    plain = _PLAIN.fullmatch(asked.query.q) and not {"OR", "AND", "NOT"} & set(words)
    if not plain or not 1 < len(words) <= MOST_WORDS:
        return
    for at, word in enumerate(words):
        rest = " ".join(words[:at] + words[at + 1 :])
        yield gettext("“{rest}”, without “{word}”").format(rest=rest, word=word), asked.changed(q=rest)


def fewer_filters(asked: Asked, labels: Labels) -> Iterator[tuple[str, Asked]]:
    for chip in chips(asked, labels):
        wider = asked.changed(**{chip.name: getattr(QuoteQuery(), chip.name)})
        told = gettext("Without {filter} {value}").format(filter=chip.heading.lower(), value=chip.label)
        yield told, wider
