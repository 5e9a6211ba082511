"""What is new: published, corrected and withdrawn, of any search, the newest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from archive.models import Correction, Quote
from archive.operations.declared import in_english
from archive.outputs.facts import one_line
from archive.outputs.feeds import corrected, feed_of, in_format, lasting_address, latest_ids, title, touched
from archive.outputs.parameters import read_since
from archive.query import Asked, absolute
from archive.query.filters import read_quotes
from archive.reading.quoted import Quoted, quoted
from archive.search.finding import among
from archive.text.tongue import gettext, noop

WHAT = ("published", "corrected", "withdrawn")
LATEST = 200
COUNTED = 10_000
LOOKED_AT = 2_000  # corrections, until there are enough
ROWS = 30  # of a page
LINE = 140

# When what happened to the quote, or by the correction, of this key.
Happening = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True)
class Announcement:
    """`told` is the quote in one line, reported speech with its verb; of a withdrawn one its number alone.

    `touched` is when any of it last changed, `key` what never does.
    """

    at: datetime
    what: str
    told: str
    link: str
    key: str
    touched: datetime
    note: str = ""
    language: str = ""

    @property
    def day(self) -> date:
        return self.at.date()


def page(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    shown = Paginator(moments(asked), ROWS).get_page(asked.page)
    days = [(day, list(found)) for day, found in groupby(events(list(shown)), key=lambda event: event.day)]
    context = {
        "asked": asked,
        "days": days,
        "page": shown,
        "name": title(asked),
        "filtered": bool(asked.query.active()),
        "most": LATEST if shown.paginator.count == LATEST and not shown.has_next() else 0,
        "described": gettext("What is new: {name}").format(name=title(asked)) if asked.query.active() else "",
    }
    return render(request, "changes.html", context)


def feed(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    found = feed_of(
        gettext("What is new: {name}").format(name=title(asked)),
        reverse("changes") + asked.found,
        reverse("feed-changes") + asked.found,
    )
    for event in events(moments(asked)):
        found.add_item(
            title=f"{gettext(event.what).capitalize()}: {event.told}",
            link=absolute(event.link),
            unique_id=event.key,
            description=event.note,
            pubdate=event.at,
            updateddate=event.touched,
        )
    return in_format(request, found)


@in_english
def since(request: HttpRequest) -> JsonResponse:
    """How many of each since a moment, for a line that a script writes."""
    moment, asked = read_since(request.GET), read_quotes(request.GET)
    return JsonResponse(counted(asked, moment) if moment else dict.fromkeys(WHAT, 0))


def counted(asked: Asked, moment: datetime) -> dict[str, int]:
    """All of them without a filter; with one, of the newest `COUNTED` that it finds or that were corrected."""
    published = Quote.objects.published().filter(published_at__gt=moment)
    noted = Correction.objects.public().filter(at__gt=moment)
    withdrawn = Quote.objects.withdrawn().filter(public_since__gt=moment)
    if not asked.query.active():
        return dict(zip(WHAT, (rows.count() for rows in (published, noted, withdrawn)), strict=True))
    notes = list(noted.values_list("quote", flat=True)[:COUNTED])
    wanted = among(asked, set(notes))
    new = published.filter(pk__in=latest_ids(asked, COUNTED)).count()
    return dict(zip(WHAT, (new, sum(quote in wanted for quote in notes), 0), strict=True))


def moments(asked: Asked) -> list[Happening]:
    """Without a filter the withdrawn ones too: their words are searched no more, so no filter can find them."""
    published = Quote.objects.among(latest_ids(asked, LATEST)).values_list("published_at", "pk")
    withdrawn = Quote.objects.withdrawn().order_by("-public_since").values_list("public_since", "pk")[:LATEST]
    found: dict[str, Iterable[tuple[datetime | None, int]]] = {
        "published": published,
        "corrected": corrections(asked),
        "withdrawn": [] if asked.query.active() else withdrawn,
    }
    every = [(at, what, pk) for what, pairs in found.items() for at, pk in pairs if at]
    return sorted(every, reverse=True)[:LATEST]


def corrections(asked: Asked) -> list[tuple[datetime, int]]:
    public = Correction.objects.public()
    if not asked.query.active():
        return list(public.values_list("at", "pk")[:LATEST])
    found: list[tuple[datetime, int]] = []
    for first in count(0, LOOKED_AT):
        rows = list(public.values_list("at", "pk", "quote")[first : first + LOOKED_AT])
        if not rows or len(found) >= LATEST:
            break
        wanted = among(asked, {quote for _, _, quote in rows})
        found += [(at, pk) for at, pk, quote in rows if quote in wanted]
    return found[:LATEST]


def events(found: Collection[Happening]) -> list[Announcement]:
    """The same in words."""
    keys = {what: [pk for _, happened, pk in found if happened == what] for what in WHAT}
    corrections = list(Correction.objects.public().filter(pk__in=keys["corrected"]))
    later, quotes = touched(corrections), corrected(corrections)
    told = [
        *map(_published, quoted(keys["published"])),
        *(
            _corrected(each, quotes[each.quote_id], later[each.pk])
            for each in corrections
            if each.quote_id in quotes
        ),
        *map(_withdrawn, Quote.objects.withdrawn().filter(pk__in=keys["withdrawn"])),
    ]
    return sorted(told, key=lambda event: event.at, reverse=True)


def _published(quote: Quoted) -> Announcement:
    told, link = one_line(quote.in_a_line(LINE)), quote.get_absolute_url()
    key = f"{lasting_address(quote)}#published"
    return Announcement(
        quote.published_at, noop("published"), told, link, key, quote.touched_at, language=quote.language
    )


def _corrected(correction: Correction, quote: Quoted, later: datetime) -> Announcement:
    change = f"{correction.before or gettext('(empty)')} → {correction.after or gettext('(empty)')}"
    note = one_line(f"{gettext(correction.changed)}: {change} ({correction.reason})")
    told, link = one_line(quote.in_a_line(LINE)), quote.get_absolute_url()
    key = f"{lasting_address(quote)}#correction-{correction.pk}"
    return Announcement(correction.at, noop("corrected"), told, link, key, later, note, quote.language)


def _withdrawn(quote: Quote) -> Announcement:
    at, link, key = (
        quote.public_since or quote.changed_at,
        reverse("quote", args=[quote.pk]),
        f"{lasting_address(quote)}#withdrawn",
    )
    return Announcement(
        at,
        noop("withdrawn"),
        gettext("Quote {number}").format(number=quote.pk),
        link,
        key,
        at,
        one_line(quote.withdrawn_reason),
    )
