"""What the built-in tags cannot do: words with their matches marked, dates and chains in words."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from archive import phrases
from archive.models import Quote, QuoteSpan
from archive.passages import Paragraph, Piece
from archive.search import highlight
from archive.views.facets import Choice

register = template.Library()

_CHOSEN = mark_safe(' aria-current="true"')
_REMOVE = mark_safe('<span class="hidden">Remove: </span>')

for phrase in (
    phrases.day,
    phrases.said,
    phrases.said_basis,
    phrases.published,
    phrases.outlet,
    phrases.chain,
    phrases.role,
    phrases.role_dates,
    phrases.occasion_date,
    phrases.language,
):
    register.filter(phrase.__name__, phrase)


@register.simple_tag
def words(text: str, results: Any = None) -> SafeString:
    """The text with the words of a search marked: each slice is escaped by itself."""
    query = getattr(getattr(results, "asked", results), "query", None)
    if not query or not query.q:
        return format_html("{}", text)
    spans = highlight(query.q, text, getattr(results, "added", ()))
    parts, at = [], 0
    for start, end in spans:
        parts += [(text[at:start], text[start:end])]
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[at:])


@register.simple_tag
def reading(quote: Quote, results: Any = None) -> SafeString:
    """Reported speech with its speaker and its verb, as printed: "North Korea and Russia denied the arms deals"."""
    parts = phrases.reading(quote)
    return format_html_join(
        "",
        '<span class="between">{}</span><span class="{}">{}</span>',
        ((part.before, f"is-{part.part}", words(part.text, results)) for part in parts),
    )


@register.simple_tag
def passage(paragraph: Paragraph, results: Any = None, numbers: dict[int, int] | None = None) -> SafeString:
    """A paragraph of an article, its quotes marked; the first mark of each is what #q12 leads to."""
    runs = [
        format_html_join("", "{}", ((piece_of_text(piece, results, numbers),) for piece in run))
        for run in paragraph.runs
    ]
    body = format_html_join(cut(), "{}", ((run,) for run in runs))
    return format_html(
        "{}{}{}", cut() if paragraph.cut_before else "", body, cut() if paragraph.cut_after else ""
    )


@register.simple_tag
def piece_of_text(piece: Piece, results: Any = None, numbers: dict[int, int] | None = None) -> SafeString:
    text = words(piece.text, results)
    if piece.removed:
        return format_html("<del>{}</del>", text)
    if not piece.quotes:
        return text
    anchors = format_html_join(
        "", '<a id="q{}" class="anchor"></a>', ((quote.pk,) for quote in piece.begins[1:])
    )
    first = format_html(' id="q{}"', piece.begins[0].pk) if piece.begins else ""
    number = ", ".join(str(numbers[quote.pk]) for quote in piece.begins) if numbers else ""
    return format_html(
        '{}<mark class="said{}"{} data-quotes="{}" data-number="{}">{}</mark>',
        anchors,
        " said-twice" if len(piece.quotes) > 1 else "",
        first,
        " ".join(str(quote.pk) for quote in piece.quotes),
        number,
        text,
    )


@register.simple_tag
def choices(found: Iterable[Choice]) -> SafeString:
    """Values of a facet as list items. A page has hundreds of them: a template would take longer than all else."""
    return format_html_join(
        "",
        '<li><a href="{}"{} rel="nofollow">{}<span>{}</span> <span class="n">{}<span class="hidden"> {}</span></span></a></li>',
        (
            (
                choice.link,
                _CHOSEN if choice.active else "",
                _REMOVE if choice.active else "",
                choice.label,
                choice.count,
                "quote" if choice.count == 1 else "quotes",
            )
            for choice in found
        ),
    )


def cut() -> SafeString:
    return format_html(' <span class="cut" title="{}">[…]</span> ', "Left out here")


@register.filter
def words_spans(quote: Quote) -> list[str]:
    return [span.text for span in quote.parts(QuoteSpan.Part.WORDS)]


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)
