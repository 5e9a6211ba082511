"""What a reader may mean by a day: one that stands among the words, or one that is printed and not the established one."""

import re
from collections.abc import Iterator
from contextlib import suppress

from django.utils import timezone

from archive.query.asked import Asked
from archive.query.days import Period, UnclearError, read_period
from archive.query.filters import Refused
from archive.reading.printed import Printed, printed_otherwise
from archive.search.answers import find
from archive.search.language import essential
from archive.search.questions import asks
from archive.text.days import day
from archive.text.tongue import gettext, ngettext
from archive.views.results.facets import Choice

MOST = 100  # quotes of a hand-picked list
_PLAIN = re.compile(r"[\w\s.,’'?/-]+")
_LEADING = {"in", "on", "during", "of", "from", "for", "at"}
MOST_WORDS = 4  # "18th of June 2024"


def among_the_words(asked: Asked) -> list[Choice]:
    """The same search with the date in its words as a date, or as either of two that it may be."""
    if asked.query.said_from or asked.query.said_to or not _PLAIN.fullmatch(asked.query.q):
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
    total = find(dated, 0, 0).total
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
    for size in range(min(MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            written = " ".join(words[at : at + size])
            try:
                periods = {written: read_period(written, timezone.localdate())}
            except UnclearError as unclear:
                periods = {day(one): (one, one) for one in unclear.days}
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
    held = [one for one in printed_otherwise() if query.said_from <= one.day <= query.said_to]
    others = [one for one in held if not query.said_from <= one.established <= query.said_to][:MOST]
    if not others or query.id:
        return None
    wider = asked.changed(said_from=None, said_to=None, undated="include", id=tuple(o.quote for o in others))
    total = find(wider, 0, 0).total
    return Choice(_told(others, total), wider.link(), total) if total else None


def _told(others: list[Printed], total: int) -> str:
    days = sorted({one.established for one in others})
    established = day(days[0]) if len(days) == 1 else gettext("other days")
    if len({one.day for one in others}) == 1:
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
