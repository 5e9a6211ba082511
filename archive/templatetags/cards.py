"""Quotes in lists. Their templates are compiled by Jinja2: of a page's time they would take half."""

from collections.abc import Callable, Iterable
from functools import cache
from types import SimpleNamespace
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context as Names
from markupsafe import Markup
from msgspec import Struct

from archive.query import Pairs
from archive.reading.gist import is_broad, is_folded, is_long
from archive.reading.namesakes import apart
from archive.reading.phrases import direction, published
from archive.reading.quoted import Quoted
from archive.templatetags.archive import (
    bar_rows,
    bars,
    changed_words,
    choices,
    counts,
    gist_words,
    n,
    said_words,
)
from archive.text.tongue import gettext, ngettext, spoken
from archive.views.results.facets import FacetList
from archive.views.results.histogram import Histogram
from archive.views.results.shared import ResultRow, Results

register = template.Library()

RECORD_WORDS = 60
AROUND = "quotes/around.jinja"


class Plain(Names):
    """Functions and macros are called as they are: none of ours asks for the context, for which Jinja2 looks each time."""

    def call(self, called: Callable[..., Any], *given: Any, _loop_vars: Any = None, **named: Any) -> Any:
        return called(*given, **named)


def macros(file: str = "quotes/cards.jinja") -> Any:
    return compiled(file, spoken())


@cache
def compiled(file: str, language: str) -> Any:
    """One for each language, whose texts (`"Open"|said`) are looked up while it is compiled.

    Functions are filters, which Jinja2 calls as they are; what it does around a call, and for an attribute that may be
    missing, takes as long as most of what is called.
    """
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.DEBUG,
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
    )
    environment.context_class = Plain
    environment.getattr = getattr  # type: ignore[method-assign,assignment]
    environment.filters["said"] = lambda text: Markup(gettext(text))  # noqa: S704 (the catalogue is ours)
    environment.filters.update({each.__name__: each for each in FUNCTIONS})
    environment.globals["ngettext"] = ngettext
    return environment.get_template(file).module


def shortened(text: str) -> str:
    return Truncator(text).words(RECORD_WORDS)


@cache
def address(name: str, *args: str | int) -> str:
    return reverse(name, args=args)


def page_address(row: Any) -> str:
    found: str = row.get_absolute_url()
    return found


def story(key: int) -> str:
    return address("story", 0).replace("0", str(key))


def listed_name(row: Any) -> str:
    return getattr(row, "sort_name", "") or row.name


def country_of(row: Any) -> Any:
    return getattr(row, "country", None)


FUNCTIONS = (
    bar_rows,
    bars,
    *(
        address,
        changed_words,
        choices,
        counts,
        country_of,
        direction,
        gist_words,
        is_broad,
        is_folded,
        is_long,
    ),
    *(listed_name, n, page_address, published, said_words, shortened, story),
)


class CardPage(Struct):
    """What cards take from the page that they stand on."""

    results: Any
    carry: str
    mine: tuple[int, ...]
    apart: dict[int, str]
    pick: bool = False
    dated: bool = False


def page_of(context: Context, apart: dict[int, str], **more: bool) -> CardPage:
    mine = (context.get("mine") or {}).get("ids", ())
    return CardPage(context.get("results"), context.get("carry") or "", mine, apart, **more)


@register.simple_tag(takes_context=True)
def cards(
    context: Context, rows: Iterable[ResultRow], *, pick: bool = False, dated: bool = False
) -> SafeString:
    """Rows as list items: wordings of one statement in one of them, what neighbours share said once."""
    shown = list(rows)
    notes = apart(quote for row in shown for quote in (row.quote, *row.folded))
    return _safe(macros().rows(shown, page_of(context, notes, pick=pick, dated=dated)))


@register.simple_tag
def brief(rows: Iterable[tuple[ResultRow, str]]) -> SafeString:
    """Rows and their short addresses, for paper."""
    shown = list(rows)
    return _safe(macros().brief(shown, apart(row.quote for row, _ in shown)))


@register.simple_tag(takes_context=True)
def card(context: Context, quote: Quoted) -> SafeString:
    return _safe(macros().card(quote, page_of(context, context.get("apart") or {})))


@register.simple_tag
def who(quote: Quoted) -> SafeString:
    return _safe(macros().who(quote, {each.id: each.note for each in quote.speakers if each.note}))


def of_quote(name: str) -> Callable[[Quoted], SafeString]:
    return lambda quote: _safe(getattr(macros(), name)(quote))


for name in ("roles", "record", "source", "labels"):
    register.simple_tag(of_quote(name), name=name)


@register.simple_tag
def counted(rows: Iterable[Any], notes: dict[Any, str]) -> SafeString:
    return _safe(macros("counted.jinja").counted(rows, notes))


@register.simple_tag
def facet_lists(facets: Iterable[FacetList], pairs: Pairs) -> SafeString:
    return _safe(macros("quotes/facets.jinja").facets(facets, pairs))


@register.simple_tag
def find_value(facet: FacetList, pairs: Pairs, typed: str = "") -> SafeString:
    return _safe(macros("quotes/facets.jinja").named(facet, pairs, typed))


@register.simple_tag(takes_context=True)
def filters(context: Context) -> SafeString:
    page = around(context)
    return _safe(macros(AROUND).filters(page, Markup(facet_lists(page.facets, page.asked.pairs))))  # noqa: S704


@register.simple_tag(takes_context=True)
def switches(context: Context) -> SafeString:
    return _safe(macros(AROUND).switches(around(context)))


@register.simple_tag(takes_context=True)
def pick(context: Context) -> SafeString:
    return _safe(macros(AROUND).pick(around(context)))


@register.simple_tag
def pages(results: Results) -> SafeString:
    return _safe(macros(AROUND).pages(results))


@register.simple_tag
def over_time(histogram: Histogram, *, bare: bool = False) -> SafeString:
    return _safe(macros(AROUND).over_time(histogram, bare))


@register.simple_tag
def undated(histogram: Histogram) -> SafeString:
    return _safe(macros(AROUND).undated(histogram))


def around(context: Context) -> SimpleNamespace:
    named: Any = context.flatten()
    return SimpleNamespace(**named)


class Once(template.Node):
    child_nodelists = ()

    def __init__(self, nodes: template.NodeList) -> None:
        self.nodes, self.rendered = nodes, dict[str, str]()
        self.texts = [
            text for node in nodes.get_nodes_by_type(template.Node) for text in getattr(node, "texts", ())
        ]

    def render(self, context: Context) -> SafeString:
        language = spoken()
        if language not in self.rendered:
            self.rendered[language] = self.nodes.render(Context())
        return SafeString(self.rendered[language])


@register.tag
def once(parser: Any, token: Any) -> Once:
    """What is the same on every page, addresses looked up included: rendered by the first page of a process in a language."""
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodes)


def _safe(markup: str) -> SafeString:
    """Jinja2 has escaped it."""
    return SafeString(markup)
