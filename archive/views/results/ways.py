"""Other ways to ask: a word or a filter less where nothing was found; what a small "or", a country or a day may mean.

A day may stand among the words, or be printed while another is the established one.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils import timezone

from archive import search
from archive.query import Asked, QuoteQuery
from archive.query.days import Period, UnclearError, read_period
from archive.query.filters import Refused
from archive.query.labels import Labels, chips
from archive.reading.coverage import coverage
from archive.reading.printed import Printed, printed_otherwise
from archive.search.finding import ask
from archive.search.language import essential
from archive.search.questions import asks
from archive.text.tongue import day, gettext, ngettext
from archive.views.results.facets import Choice
from archive.views.results.shared import Results

MOST_WORDS = 6
_SMALL_OR = re.compile(r"\s+(?:or|또는)\s+")
_PLAIN = re.compile(r"[\w\s.’'-]+")
MOST_PICKED = 100  # quotes of a hand-picked list
_WITH_DAYS = re.compile(r"[\w\s.,’'?/-]+")
_LEADING = {"in", "on", "during", "of", "from", "for", "at"}
MOST_OF_A_DAY = 4  # "18th of June 2024"


def empty(found: Results, labels: Labels) -> dict[str, Any]:
    """What was searched, among what, and the ways on."""
    asked = found.asked
    meant = search.did_you_mean(asked.query)
    return {
        "described": search.describe(asked.query, labels, alike=found.answer.alike, part=found.answer.part),
        "meant": Choice(meant, asked.link(q=meant)) if meant else None,
        "completions": completions(asked),
        "ways": ways_out(asked, labels),
        "coverage": coverage(),
    }


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
    count = ask(wider, 0, 0).total
    return Choice(wider.query.q, wider.link(), count) if count > total else None


def mentions_instead(asked: Asked, labels: Labels) -> Choice | None:
    """The same search for what mentions the countries, where few results speak for them."""
    countries = asked.query.country
    if not countries or asked.query.mentions:
        return None
    wider = asked.changed(country=(), mentions=countries)
    total = ask(wider, 0, 0).total
    names = gettext(" or ").join(labels("country", code) for code in countries)
    label = gettext("Mentioning {names}, whoever speaks").format(names=names)
    return Choice(label, wider.link(), total) if total else None


def ways_out(asked: Asked, labels: Labels) -> list[Choice]:
    """Those that lead to results; the fewer, the nearer to what was asked, so they come first."""
    wider = [*fewer_words(asked), *fewer_filters(asked, labels)]
    counted = (Choice(label, way.link(), ask(way, 0, 0).total) for label, way in wider)
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


def among_the_words(asked: Asked) -> list[Choice]:
    """The same search with the date in its words as a date, or as either of two that it may be."""
    if asked.query.said_from or asked.query.said_to or not _WITH_DAYS.fullmatch(asked.query.q):
        return []
    question = asks(asked.query.q)
    for dated, periods in _dated(asked.query.q):
        words = essential(dated) if question else dated
        with suppress(Refused):
            return [_as_date(asked, words, told, period) for told, period in periods.items()]
    return []


def _as_date(asked: Asked, words: str, told: str, period: Period) -> Choice:
    """Where nothing was said then, what is printed with that day."""
    dated = asked.changed(q=words, said_from=period[0], said_to=period[1])
    total = ask(dated, 0, 0).total
    if not total and (printed := printed_with(dated)):
        label = gettext("printed with {when}, established as another day").format(when=told)
        if words:
            pattern = gettext("“{words}”, printed with {when}, established as another day")
            label = pattern.format(words=words, when=told)
        return Choice(label, printed.link, printed.count)
    label = gettext("said or reported {when}").format(when=told)
    if words:
        label = gettext("“{words}”, said or reported {when}").format(words=words, when=told)
    return Choice(label, dated.link(), total)


def _dated(text: str) -> Iterator[tuple[str, dict[str, Period]]]:
    """The words without the date, and what it may mean: how that is written, and its first and last day."""
    words = text.rstrip("?.").split()
    for size in range(min(MOST_OF_A_DAY, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            written = " ".join(words[at : at + size])
            try:
                periods = {written: read_period(written, timezone.localdate())}
            except UnclearError as unclear:
                periods = {day(one): Period(one, one) for one in unclear.days}
            except ValueError:
                continue
            before = words[:at]
            while before and before[-1].lower() in _LEADING:
                before.pop()
            yield " ".join([*before, *words[at + size :]]), periods


def printed_with(asked: Asked) -> Choice | None:
    """Quotes whose article prints a day that was asked for, while another is established."""
    query = asked.query
    if not query.said_from or not query.said_to:
        return None
    first, last = query.said_from, query.said_to
    others = [one for one in printed_otherwise() if first <= one[1] <= last and not first <= one[2] <= last]
    others = others[:MOST_PICKED]
    if not others or query.id:
        return None
    wider = asked.changed(
        said_from=None, said_to=None, undated="include", id=tuple(pk for pk, _, _ in others)
    )
    total = ask(wider, 0, 0).total
    return Choice(_told(others, total), wider.link(), total) if total else None


def _told(others: list[Printed], total: int) -> str:
    days = sorted({established for _, _, established in others})
    established = day(days[0]) if len(days) == 1 else gettext("other days")
    if len({printed for _, printed, _ in others}) == 1:
        pattern = ngettext(
            "{number} more quote is printed with this day and established as {days}",
            "{number} more quotes are printed with this day and established as {days}",
            total,
        )
    else:
        pattern = ngettext(
            "{number} more quote is printed with these days and established as {days}",
            "{number} more quotes are printed with these days and established as {days}",
            total,
        )
    return pattern.format(number=total, days=established)
