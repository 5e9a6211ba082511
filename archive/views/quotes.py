"""Searching quotes, and one quote."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote as quote_text
from urllib.parse import urlencode

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from archive import search
from archive.editing.corrections import differences, seen
from archive.editing.versions import old_version, public_versions
from archive.models import Article, Correction, Quote
from archive.operations.limits import searches
from archive.outputs.citations import panel
from archive.outputs.jsonld import quote_head
from archive.outputs.share.embed import discovery, snippets
from archive.outputs.share.story import story
from archive.query import Asked, QuoteQuery
from archive.query.filters import PAGE_SIZE, Problem, read_back, read_form, read_page, read_quotes
from archive.query.labels import FACETS, Labels, chips, selected
from archive.reading import phrases
from archive.reading.namesakes import apart, noted
from archive.reading.passages import in_sentence
from archive.reading.quoted import Quoted, quoted
from archive.reading.record import not_in
from archive.text import sha256
from archive.text.tongue import gettext, noop
from archive.views import timeline
from archive.views.compare import MOST_QUOTES
from archive.views.results import histogram, speaking
from archive.views.results.facets import MOST, Choice, facets, most
from archive.views.results.line import line, oldest_first
from archive.views.results.shared import Results, is_at, moved, number, results, showing, tidy
from archive.views.results.ways import among_the_words, either, empty, mentions_instead, printed_with

VIEWS = [
    ("list", noop("List")),
    ("compact", noop("Compact")),
    ("speakers", noop("By speaker")),
    ("timeline", noop("Timeline")),
    ("line", noop("Line")),
]
# Views that need more room for each quote, and how many of them they show.
TALL, FEWER = ("timeline", "line"), 15
OFFERED = ("speaker", "country")  # facets whose names the search box offers
FEW = 5  # results, when another way to ask is offered
NAMED = 3  # speakers, and countries, that a search names
ENDS = 4  # words that a text fragment names at each end
SORTS = [("relevance", noop("Best match")), ("newest", noop("Newest")), ("oldest", noop("Oldest"))]


@searches
@tidy
def index(request: HttpRequest) -> HttpResponse:
    asked, form, problems = read_form(request.GET)
    lined = asked.view == "line"
    return page_of_results(request, oldest_first(asked) if lined else asked, form, problems)


@searches
@tidy
def by_time(request: HttpRequest) -> HttpResponse:
    asked, form, problems = read_form(request.GET)
    timeline = asked.changed(view="timeline", page=asked.page)
    return page_of_results(request, timeline, form, problems)


def page_of_results(request: HttpRequest, asked: Asked, form: Form, problems: list[Problem]) -> HttpResponse:
    view = asked.view
    limit = max(MOST, speaking.needed(asked)) if view == "speakers" else MOST
    found = results(asked, [*FACETS, "period"], FEWER if view in TALL else PAGE_SIZE, limit)
    context = {"form": form, "problems": problems, **shown(found)}
    return render(request, "quotes/index.html", context, status=400 if problems else 200)


def shown(found: Results) -> dict[str, Any]:
    """All that a page of results shows beside the form."""
    asked = found.asked
    commonest = most(found.answer.facets, asked.query)
    labels = Labels({**selected(asked.query), **commonest})
    choices = facets(asked, found.answer.facets, commonest, labels, found.answer.total)
    people, places = search.named(asked.query.q, NAMED) if found.answer.may_name else ([], [])
    return {
        "results": found,
        "asked": asked,
        "carry": asked.querystring,
        "mine": gathered(found.asked, [quote.id for quote in found.quotes]),
        "chips": chips(asked, labels),
        "described": search.describe(
            asked.query, labels, found.answer.total, alike=found.answer.alike, part=found.answer.part
        ),
        "meant": search.did_you_mean(asked.query) if found.answer.part else "",
        "as_date": among_the_words(asked) if asked.query.q else [],
        "either": either(asked, found.answer.total),
        "printed": printed_with(asked),
        "instead": mentions_instead(asked, labels) if found.answer.total <= FEW else None,
        "spellings_link": asked.link(expand="off" if asked.query.expand == "on" else "on"),
        "facets": choices,
        "offered": [choice.label for one in choices if one.name in OFFERED for choice in one.choices],
        "histogram": histogram.of(asked, times(found), found.answer.total),
        "trail": timeline.trail(asked) if asked.view == "timeline" else [],
        "hidden": asked.hidden("q", "said_from", "said_to", "undated"),
        "views": switches(asked, "view", VIEWS, asked.view),
        "sorts": switches(asked, "sort", SORTS if asked.query.q else SORTS[1:], asked.query.sort),
        "timeline": timeline.groups(found.quotes) if asked.view == "timeline" else [],
        "people": people,
        "notes": noted(people),
        "places": places,
        "line": line(found, labels) if asked.view == "line" else None,
        "by_speaker": speaking.by_speaker(asked, found) if asked.view == "speakers" else None,
        "empty": empty(found, labels) if not found.answer.total else None,
    }


def times(found: Results) -> Mapping[str | int, int]:
    periods: Mapping[str | int, int] = found.answer.facets.get("period", {})
    return (
        timeline.by_day(found.asked, periods, found.answer.total)
        if found.asked.view == "timeline"
        else periods
    )


def gathered(asked: Asked, here: Sequence[int]) -> dict[str, Any]:
    """A list of quotes that a reader gathers from page to page, kept in the address: the quotes and the addresses around
    it; `hidden` is what the form of a page carries along. `here` are the quotes that the page itself shows, each with its
    box."""
    keep = asked.keep
    own = Asked(QuoteQuery(id=keep)).querystring
    carried = [pair for pair in asked.pairs if pair[0] != "keep"]
    return {
        "ids": keep,
        "hidden": carried + [("keep", str(id)) for id in keep if id not in here],
        "page": reverse("quotes") + own,
        "compare": reverse("compare") + own if 1 < len(keep) <= MOST_QUOTES else "",
        "emptied": asked.link(keep=()),
        "more": Asked(keep=asked.query.id).querystring,
    }


@tidy
def open_list(request: HttpRequest, page: str) -> HttpResponse:
    """From the list to a page of its own; from an empty one back to the results."""
    asked = read_quotes(request.GET)
    keep = asked.keep
    if not keep:
        return redirect(reverse("quotes") + asked.querystring)
    return redirect(reverse(page) + Asked(QuoteQuery(id=keep)).querystring)


GROUPS = {
    "speaker": noop("People"),
    "country": noop("Countries"),
    "occasion": noop("Occasions"),
    "q": noop("Search these words"),
}


def suggestions(request: HttpRequest) -> JsonResponse:
    """What a reader may be about to type, for scripts; without them the page offers its own names."""
    typed = read_page(request.GET)["q"].strip()
    found = search.suggest(typed)
    if found and typed not in [one.value for one in found if one.name == "q"]:
        found.insert(0, search.Suggestion("q", typed, typed))
    groups = [
        {"heading": gettext(heading), "options": [option(one) for one in found if one.name == name]}
        for name, heading in GROUPS.items()
    ]
    return JsonResponse({"groups": [group for group in groups if group["options"]]})


def option(one: search.Suggestion) -> dict[str, Any]:
    pairs = [("q", one.words), (one.name, one.value)] if one.words else [(one.name, one.value)]
    note = gettext("with “{words}”").format(words=one.words) if one.words else ""
    return {
        "label": one.value if one.name == "q" else one.label,
        "note": " · ".join(filter(None, (one.note, note))),
        "query": urlencode(pairs),
    }


def switches(asked: Asked, name: str, choices: list[tuple[str, str]], now: str) -> list[Choice]:
    return [
        Choice(gettext(label), asked.link(**{name: value}), active=value == now) for value, label in choices
    ]


def detail(request: HttpRequest, key: str) -> HttpResponse:
    quote = next(iter(quoted([number(key)])), None)
    if quote is None:
        withdrawn = get_object_or_404(Quote.objects.withdrawn(), pk=number(key))
        if later := Quote.objects.in_place_of(withdrawn.pk):
            return redirect(later)
        return render(request, "410.html", {"quote": withdrawn}, status=410)
    if not is_at(request, quote):
        return moved(request, quote.get_absolute_url())
    version = read_page(request.GET)["version"]
    if request.GET.get("version", "").strip() and version != quote.version:
        return at_version(request, quote, version)
    showing(request, quote)
    return render(request, "quotes/detail.html", {"quote": quote, **beside(request, quote)})


def at_version(request: HttpRequest, quote: Quoted, number: int) -> HttpResponse:
    """What was cited and never stood here is no older wording: it is not answered with the words of now."""
    if old := old_version(quote, number):
        then, until = old
        line = then["words"].told or then["words"].text
        told = gettext("Version {number} of a quote that was corrected since: {line}")
        context = {
            "quote": quote,
            "version": number,
            "then": then,
            "until": until,
            "line": line,
            "changes": differences(then, seen(quote)),
            "described": told.format(number=number, line=line),
        }
        return render(request, "quotes/version.html", context)
    versions = public_versions(quote.pk)
    return render(request, "quotes/no_version.html", {"quote": quote, "versions": versions}, status=404)


def beside(request: HttpRequest, quote: Quoted) -> dict[str, Any]:
    article, asked = Article.objects.get(pk=quote.article.id), read_back(request.GET)
    wordings = quoted(Quote.objects.wordings(quote.statement, but=quote.id))
    return {
        "head": format_html("{}\n{}", quote_head(quote), discovery(quote)),
        "citations": panel(quote),
        "story": story(quote),
        "snippets": snippets(quote),
        "fragment": fragment(quote),
        "report": report(quote),
        "anchor": gettext(phrases.ANCHOR if anchored(article, quote) else phrases.NOT_ANCHORED),
        "places": ", ".join(f"{start}–{end}" for start, end in quote.anchor),
        "passage": in_sentence(article, quote),
        "not_in": [] if quote.record else not_in(quote),
        "asked": asked,
        "keeping": reverse("quotes") + asked.link(keep=(*asked.keep, quote.id)),
        "wordings": wordings,
        "apart": apart(wordings),
        "versions": public_versions(quote.pk),
        "corrections": Correction.objects.public().filter(quote=quote.id),
    }


def anchored(article: Article, quote: Quoted) -> bool:
    """Whether every printed part still stands where it is said to stand, in the text with that hash."""
    text = article.raw_text
    same = all(text[span.start : span.end] == span.text for span in quote.spans)
    return same and sha256(text) == article.raw_sha256


def fragment(quote: Quoted) -> str:
    """An address of the original page that browsers scroll to the words; "" where the page is not known."""
    words = quote.words[0].text.split()
    if not phrases.web(quote.article.url):
        return ""
    ends = [" ".join(words[:ENDS]), " ".join(words[-ENDS:])] if len(words) > 2 * ENDS else [" ".join(words)]
    return f"{quote.article.url}#:~:text={','.join(quote_text(end, safe='').replace('-', '%2D') for end in ends)}"


def report(quote: Quoted) -> str:
    """A mail to the editors that names the quote and its version."""
    subject = f"Quote {quote.id}, version {quote.version}"
    return f"mailto:{settings.CONTACT_EMAIL}?{urlencode({'subject': subject, 'body': quote.permalink}, quote_via=quote_text)}"
