"""Atom feeds: what was published last of any search, and what was corrected or withdrawn."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import format_html
from django.utils.xmlutils import SimplerXMLGenerator

from archive.models import Correction, LastChange, Quote
from archive.models.told import address
from archive.outputs.facts import ARCHIVE, facts, one_line
from archive.outputs.parameters import read_format
from archive.query import Asked, absolute
from archive.query.filters import read_quotes
from archive.query.labels import Labels, selected
from archive.reading.quoted import Quoted, quoted
from archive.search import describe, finding
from archive.text.tongue import ENGLISH, gettext, speaking, spoken

LATEST = 50
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """That of the newest entry; of an empty feed always the same, so that it does not look changed."""
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """What Django writes, at once: element by element it takes a fifth of a feed's time."""
        handler.ignorableWhitespace("".join(_elements(item)))


def _elements(item: dict[str, Any]) -> Iterator[str]:
    yield f"<title>{escape(item['title'])}</title>"
    yield f'<link href={quoteattr(item["link"])} rel="alternate"/>'
    yield f"<published>{rfc3339_date(item['pubdate'])}</published>"
    yield f"<updated>{rfc3339_date(item['updateddate'])}</updated>"
    if item["author_name"] is not None:
        yield f"<author><name>{escape(item['author_name'])}</name></author>"
    yield f"<id>{escape(item['unique_id'])}</id>"
    summary = escape(item["description"])
    yield f'<summary type="html">{summary}</summary>' if summary else '<summary type="html"/>'
    yield from (f"<category term={quoteattr(each)}/>" for each in item["categories"])


def quotes(request: HttpRequest) -> HttpResponse:
    asked = read_quotes(request.GET)
    feed = feed_of(title(asked), reverse("quotes") + asked.querystring, reverse("feed") + asked.querystring)
    for quote in quoted(latest_ids(asked, LATEST)):
        feed.add_item(**quote_entry(quote))
    return in_format(request, feed)


def corrections(request: HttpRequest) -> HttpResponse:
    feed = feed_of(gettext("Corrections"), reverse("corrections"), reverse("feed-corrections"))
    for entry in latest_corrections():
        feed.add_item(**entry)
    return in_format(request, feed)


def title(asked: Asked, labels: Labels | None = None) -> str:
    if not asked.query.active():
        return gettext("All quotes")
    said = describe(asked.query, labels or Labels(selected(asked.query)))
    return said[:1].upper() + said[1:]


def latest_ids(asked: Asked, most: int) -> list[int]:
    """Of the quotes that the search finds those that were published here last, the last first."""
    if asked.query.active():
        return finding.latest(asked, most)
    return Quote.objects.published().order_by("-published_at", "-pk")[:most].ids()


def quote_entry(quote: Quoted) -> dict[str, Any]:
    with speaking(ENGLISH):  # as citations
        it = facts(quote)
        note = it.note
    return {
        "title": one_line(quote.in_a_line(120)),
        "link": it.permalink,
        "unique_id": lasting_address(quote),
        "author_name": one_line(quote.told_apart),
        "description": format_html("<blockquote>{}</blockquote><p>{}</p>", it.words, note),
        "pubdate": quote.published_at,
        "updateddate": quote.touched_at,
        "categories": [quote.kind, *_countries(quote)],
        "language": quote.language,
    }


def _countries(quote: Quoted) -> list[str]:
    return list(dict.fromkeys(voice.country.code for voice in quote.speakers if voice.country))


def lasting_address(quote: Quote | Quoted) -> str:
    """Without the slug, which changes with the words."""
    return absolute(address("quote", str(quote.pk)))


def latest_corrections() -> list[dict[str, Any]]:
    corrections = list(Correction.objects.public()[:LATEST])
    later, quotes = touched(corrections), corrected(corrections)
    changed = [
        _correction_entry(each, quotes[each.quote_id], later[each.pk])
        for each in corrections
        if each.quote_id in quotes
    ]
    withdrawn = Quote.objects.withdrawn().order_by("-public_since")[:LATEST]
    entries = [*changed, *map(_withdrawn_entry, withdrawn)]
    return sorted(entries, key=lambda entry: entry["pubdate"], reverse=True)[:LATEST]


def corrected(corrections: Iterable[Correction]) -> dict[int, Quoted]:
    return {quote.id: quote for quote in quoted(sorted({each.quote_id for each in corrections}))}


def touched(corrections: Collection[Correction]) -> dict[int, datetime]:
    """When what is shown of each last changed: a correction names its quote as it is now."""
    quotes = {each.quote_id for each in corrections}
    changed = dict(LastChange.objects.filter(quote__in=quotes).values_list("quote", "at"))
    return {each.pk: max(each.at, changed.get(each.quote_id, each.at)) for each in corrections}


def _correction_entry(correction: Correction, quote: Quoted, later: datetime) -> dict[str, Any]:
    nothing = gettext("(nothing)")
    change = f"{correction.before or nothing} → {correction.after or nothing}"
    told = gettext("Corrected ({what}): {line}")
    return {
        "title": one_line(told.format(what=gettext(correction.changed), line=quote.in_a_line(120))),
        "link": quote.permalink,
        "unique_id": f"{lasting_address(quote)}#correction-{correction.pk}",
        "description": format_html(
            "<p>{}</p><p>{}</p><p>{}</p>",
            one_line(quote.in_a_line()),
            one_line(correction.reason),
            one_line(change),
        ),
        "pubdate": correction.at,
        "updateddate": later,
    }


def _withdrawn_entry(quote: Quote) -> dict[str, Any]:
    """The reason alone: the words, and the slug made of them, are not public any more."""
    return {
        "title": gettext("Quote {number} withdrawn").format(number=quote.pk),
        "link": lasting_address(quote),
        "unique_id": f"{lasting_address(quote)}#withdrawn",
        "description": format_html("<p>{}</p>", one_line(quote.withdrawn_reason)),
        "pubdate": quote.public_since,
        "updateddate": quote.public_since,
    }


def feed_of(name: str, page: str, address: str) -> Feed:
    return Feed(
        title=one_line(f"{gettext(ARCHIVE)}: {name}"),
        link=absolute(page),
        feed_url=absolute(address),
        feed_guid=absolute(address),
        description=None,
        author_name=gettext(ARCHIVE),
        language=spoken(),
    )


def in_format(request: HttpRequest, feed: Feed) -> HttpResponse:
    """For feed readers, or with `format=html` a page for people who open it in a browser."""
    if read_format(request.GET) == "html":
        return render(request, "feed.html", {"feed": feed.feed, "items": feed.items})
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)
