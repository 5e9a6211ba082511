"""What the built-in tags cannot do: words with their matches marked, dates and chains in words."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from archive.models import Quote
from archive.outputs.citations import ended
from archive.outputs.share import tags
from archive.reading import phrases
from archive.reading.gist import gist
from archive.reading.passages import Paragraph, Piece
from archive.reading.quoted import Quoted
from archive.search import highlight
from archive.text.changes import Change, How
from archive.text.tongue import gettext, pgettext
from archive.views.results.facets import Choice
from archive.views.results.histogram import Bar, Histogram

register = template.Library()

_CHOSEN = ' aria-current="true"'

for phrase in (
    phrases.published,
    phrases.published_as_known,
    phrases.outlet,
    phrases.role_dates,
    phrases.occasion_date,
    phrases.language,
    phrases.direction,
    phrases.web,
):
    register.filter(phrase.__name__, phrase)


def _html(parts: Iterable[str]) -> SafeString:
    """Joins what its caller has escaped piece by piece."""
    return SafeString("".join(parts))


@register.simple_tag
def words(text: str, results: Any = None) -> SafeString:
    """The text with the words of a search marked: each slice is escaped by itself."""
    query = getattr(getattr(results, "asked", results), "query", None)
    if not query or not query.q:
        return _html([escape(text)])
    parts, at = [], 0
    for start, end in highlight(query.q, text, getattr(results, "added", ())):
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return _html([*parts, escape(text[at:])])


@register.simple_tag
def said_words(quote: Quoted, results: Any = None) -> SafeString:
    """Reported speech with its speaker and its verb, as printed: "North Korea and Russia denied the arms deals"."""
    if quote.kind == Quote.Kind.DIRECT:
        return SafeString(between().join(words(span.text, results) for span in quote.words))
    return _html(
        f'<span class="between">{escape(part.before)}</span>'
        f'<span class="is-{part.part}">{words(part.text, results)}</span>'
        for part in quote.reading
    )


@register.filter
def stop(words: str) -> str:
    """What ends a sentence behind words that may end with one themselves."""
    return ended(words)[len(words) :]


@register.simple_tag
def gist_words(quote: Quoted, results: Any = None) -> SafeString:
    """Of a long turn the sentences that match, with marks for what is left out."""
    query = getattr(getattr(results, "asked", results), "query", None)
    places = highlight(query.q, quote.text, getattr(results, "added", ())) if query and query.q else []
    shown = gist(quote.text, places)
    parts = [words(quote.text[start:end], results) for start, end in shown]
    before = cut() if shown[0][0] else ""
    after = cut() if shown[-1][1] < len(quote.text.rstrip()) else ""
    return format_html("{}{}{}", before, format_html_join(cut(), "{}", ((part,) for part in parts)), after)


@register.simple_tag
def changed_words(found: Iterable[Change]) -> SafeString:
    """What a report made of the transcript's words: struck is left out, underlined is put in."""
    return _html(map(_change, found))


def _change(each: Change) -> str:
    had, has = escape(each.had), escape(each.has)
    match each.how:
        case How.SAME:
            return had
        case How.LEFT_OUT:
            return _marked("del", gettext("left out"), had)
        case How.PUT_IN:
            return _marked("ins", gettext("put in"), has)
        case How.MOVED_AWAY:
            return _marked("del", gettext("moved from here"), had, "moved")
        case How.MOVED_HERE:
            return _marked("ins", gettext("moved to here"), has, "moved")
    return _marked("del", gettext("changed from"), had) + _marked("ins", pgettext("a change", "to"), has)


def _marked(tag: str, told: str, words: str, class_: str = "") -> str:
    look = f' class="{class_}"' if class_ else ""
    return f'<{tag}{look}><span class="hidden">[{told}: </span>{words}<span class="hidden">] </span></{tag}> '


@register.simple_tag
def passage(paragraph: Paragraph, results: Any = None, numbers: dict[int, int] | None = None) -> SafeString:
    """A paragraph of an article, its quotes marked; the first mark of each is what #q12 leads to.

    Each run tells where in the stored text it begins, for links to any of its words.
    """
    runs = [
        (at, format_html_join("", "{}", ((piece_of_text(piece, results, numbers),) for piece in run)))
        for at, run in paragraph.runs
    ]
    body = format_html_join(cut(), '<span data-at="{}">{}</span>', runs)
    return format_html(
        "{}{}{}", cut() if paragraph.cut_before else "", body, cut() if paragraph.cut_after else ""
    )


@register.simple_tag
def piece_of_text(piece: Piece, results: Any = None, numbers: dict[int, int] | None = None) -> SafeString:
    text = words(piece.text, results)
    if piece.linked:
        id_ = mark_safe(' id="words"') if piece.leads else ""
        text = format_html('<mark class="linked"{}>{}</mark>', id_, text)
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
        '{}<mark class="said{}{}"{} data-quotes="{}" data-number="{}">{}</mark>',
        anchors,
        " said-twice" if len(piece.quotes) > 1 else "",
        piece.edges,
        first,
        " ".join(str(quote.pk) for quote in piece.quotes),
        number,
        text,
    )


# A page has hundreds of the following: as templates they would take longer than all the rest of it.


@register.simple_tag
def choices(found: Iterable[Choice], facet: str = "") -> SafeString:
    """Values of a facet as list items; with its name, what is chosen leads back to where it was chosen."""
    back = f"#facet-{facet}" if facet else ""
    one, many = _quotes(1), _quotes(2)
    return _html(_choice(choice, back, one if choice.count == 1 else many) for choice in found)


def _quotes(number: int) -> str:
    """What stands after a number, for those who hear it."""
    return pgettext("after a number", "quote") if number == 1 else pgettext("after a number", "quotes")


def _choice(choice: Choice, back: str, quotes: str) -> str:
    chosen, remove = "", ""
    if choice.active:
        told = gettext("Remove:")
        chosen, remove = _CHOSEN, f'<span class="hidden">{told} </span>'
    return (
        f'<li><a href="{escape(choice.link)}{back}"{chosen} rel="nofollow">{remove}<span>{escape(choice.label)}</span> '
        f'<span class="n">{choice.count:,}<span class="hidden"> {quotes}</span></span></a></li>'
    )


@register.simple_tag
def options(found: Iterable[tuple[str, str]], chosen: str | Sequence[str] = "") -> SafeString:
    picked = [chosen] if isinstance(chosen, str) else chosen
    return _html(
        f'<option value="{escape(value)}"{" selected" if value in picked else ""}>{escape(label)}</option>'
        for value, label in found
    )


@register.simple_tag
def named_options(names: Iterable[str]) -> SafeString:
    """What a box offers while one types."""
    return _html(f'<option value="{escape(name)}"></option>' for name in names or ())


@register.simple_tag
def bars(histogram: Histogram) -> SafeString:
    return _html(_bar(bar, histogram.height) for bar in histogram.bars)


def _bar(bar: Bar, height: int) -> str:
    if not bar.count:
        return ""
    quotes = _quotes(bar.count)
    return (
        f'<a href="{escape(bar.link)}" aria-label="{escape(bar.label)}: {bar.count:,} {quotes}" rel="nofollow">'
        f"<title>{escape(bar.label)}: {bar.count:,}</title>"
        f'<rect class="hit" x="{bar.x}" y="0" width="18" height="{height}"></rect>'
        f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"></rect></a>'
    )


@register.simple_tag
def bar_rows(histogram: Histogram) -> SafeString:
    """The same numbers as rows of a table."""
    return _html(map(_bar_row, histogram.bars))


def _bar_row(bar: Bar) -> str:
    name = f'<a href="{escape(bar.link)}">{escape(bar.label)}</a>' if bar.count else escape(bar.label)
    return f'<tr><th scope="row">{name}</th><td>{bar.count:,}</td></tr>'


def cut() -> SafeString:
    return format_html(' <span class="cut" title="{}">[…]</span> ', gettext("Left out here"))


def between() -> SafeString:
    # Said as it stands: escaped, its apostrophe would read otherwise than in all pages so far.
    told = gettext("The reporter's words stand in between")
    return mark_safe(f' <span class="cut" title="{told}">[…]</span> ')  # noqa: S308 (the catalogue is ours)


@register.filter
def n(number: int) -> str:
    """With separators of thousands: 5,332."""
    return f"{number:,}"


_JOINED_FIGURES = re.compile(r"(\d+(?:[-–/.,:]\d+)+)")


@register.filter
def whole_numbers(text: str) -> SafeString:
    """2024-06-18 is never divided at the end of a line."""
    return _html([_JOINED_FIGURES.sub(r'<span class="whole">\1</span>', escape(text, quote=False))])


@register.filter
def counts(row: Any) -> SafeString:
    """How many quotes, and what an organisation passed on; what only names it where there is nothing else."""
    passed, named = getattr(row, "via_count", 0), getattr(row, "mention_count", 0)
    found: list[str] = []
    if row.quote_count or not (passed or named):
        found.append(f'{n(row.quote_count)}<span class="hidden"> {escape(_quotes(row.quote_count))}</span>')
    if passed:
        found.append(escape(gettext("passed on {number}").format(number=n(passed))))
    if named and not found:
        found.append(escape(gettext("named in {number}").format(number=n(named))))
    return _html([", ".join(found)])


@register.filter
def in_a_line(quote: Quote | Quoted, length: int) -> str:
    """In one line, reported speech with its speaker and its verb."""
    return quote.in_a_line(length)


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def share_head(context: dict[str, Any]) -> SafeString:
    """Pages of errors have no request, or show nothing that may be passed on."""
    request = context.get("request")
    if not request:
        return SafeString("")
    asked = context.get("asked")
    of_all = asked is not None and not asked.pairs and tags.has_words(request)
    described = "" if of_all else context.get("described", "")
    how = gettext("Who said what, when, in which role, and who reported it in which words")
    return tags.head(request, described, how)
