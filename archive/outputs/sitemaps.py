"""The sitemap: an index of parts, each of at most 1,000 public pages."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse

from archive.models import Article, Country, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from archive.operations.declared import in_english
from archive.query import absolute

PART = 1_000  # a quote of it costs a millisecond
ROUND = 500  # rows that are in memory at once
MOST_PARTS = 100_000  # beyond them no OFFSET of the database goes
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = ("home", "quotes", "speakers", "countries", "organisations", "outlets", "articles", "about", "help")

SECTIONS: dict[str, Callable[[], QuerySet[Any]]] = {
    "quotes": lambda: (
        Quote.objects.published().only("text", "kind", "changed_at").with_lines().order_by("pk")
    ),
    "speakers": lambda: Speaker.objects.public().canonical().only("name", "type").order_by("pk"),
    "countries": lambda: Country.objects.public().only("code").order_by("pk"),
    "organisations": lambda: Organisation.objects.public().only("name").order_by("pk"),
    "outlets": lambda: Outlet.objects.public().only("name").order_by("pk"),
    "articles": lambda: Article.objects.public().only("title").order_by("pk"),
    "occasions": lambda: Occasion.objects.public().only("name").order_by("pk"),
    "statements": lambda: Statement.objects.public().only("pk").order_by("pk"),
}


@in_english
def index(request: HttpRequest) -> StreamingHttpResponse:
    parts = (
        absolute(reverse("sitemap-part", args=[section, part + 1]))
        for section, rows in SECTIONS.items()
        for part in range(-(-rows().count() // PART))
    )
    addresses = (absolute(reverse("sitemap-part", args=["pages", 1])), *parts)
    return _xml("sitemapindex", "sitemap", ((address, "") for address in addresses))


@in_english
def part(request: HttpRequest, section: str, number: int) -> StreamingHttpResponse:
    if section == "pages" and number == 1:
        return _xml("urlset", "url", ((absolute(reverse(name)), "") for name in PAGES))
    rows = SECTIONS[section]() if section in SECTIONS and 0 < number <= MOST_PARTS else Quote.objects.none()
    keys = list(rows.values_list("pk", flat=True)[PART * max(number - 1, 0) : PART * number])
    if not keys:
        raise Http404("The sitemap has no such part.")
    return _xml("urlset", "url", ((row.permalink, _changed(row)) for row in _in_rounds(rows, keys)))


def _in_rounds(rows: QuerySet[Any], keys: list[Any]) -> Iterator[Any]:
    """A few at a time, since a quote brings all its spans and speakers."""
    for first in range(0, len(keys), ROUND):
        yield from rows.filter(pk__in=keys[first : first + ROUND])


def _changed(row: Any) -> str:
    return row.changed_at.isoformat(timespec="seconds") if isinstance(row, Quote) else ""


def _xml(root: str, element: str, addresses: Iterable[tuple[str, str]]) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        _lines(root, element, addresses), content_type="application/xml; charset=utf-8"
    )


def _lines(root: str, element: str, addresses: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    for address, changed in addresses:
        moment = f"<lastmod>{changed}</lastmod>" if changed else ""
        yield f"<{element}><loc>{escape(address)}</loc>{moment}</{element}>\n"
    yield f"</{root}>\n"
