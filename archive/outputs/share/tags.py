"""What chat programs read in the head of a page: title, text and picture."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.models import Article, Quote, Speaker, Statement
from archive.outputs.facts import ARCHIVE, facts, labels, one_line, said
from archive.outputs.share.drawing import HEIGHT, WIDTH
from archive.outputs.share.pictures import ABOUT
from archive.query import absolute
from archive.reading import phrases
from archive.reading.quoted import Quoted, quoted
from archive.text import shortened
from archive.text.tongue import ENGLISH, gettext, noop, spoken

TITLE, TEXT = 90, 300
LONGEST = 2_000  # of an address that a chat is told
PAGES = {
    "home": (ARCHIVE, noop("Who said what, when, in which role, and who reported it in which words.")),
    "timeline": (noop("Timeline"), noop("What was said, day by day, with who reported it.")),
    "quotes": (noop("Quotes"), noop("Search what was said, by words, speaker, country and date.")),
    "compare": (noop("Compare"), noop("Quotes, or two searches, side by side.")),
    "speakers": (noop("Speakers"), noop("Everybody whose words the archive holds.")),
    "countries": (noop("Countries"), noop("Who speaks for which country, and which countries are named.")),
    "matrix": (
        noop("Who speaks about whom"),
        noop("For which country they speak, and which countries they name."),
    ),
    "organisations": (
        noop("Organisations"),
        noop("Who speaks for which organisation, and what passed through it."),
    ),
    "occasions": (
        noop("Occasions"),
        noop("Briefings, interviews and press conferences, with what was said there."),
    ),
    "outlets": (noop("Outlets"), noop("Who reported what was said.")),
    "articles": (noop("Articles"), noop("The articles that the quotes come from, each quote in its place.")),
    "corrections": (
        noop("Corrections"),
        noop("Every change of a published quote: what it said, what it says now, and why."),
    ),
    "changes": (noop("What is new"), noop("What was published, corrected and withdrawn, day by day.")),
    "about": (noop("About the archive"), noop("What the archive is, and how it works.")),
    "help": (noop("Help"), noop("How to search the archive.")),
    "coverage": (noop("Coverage"), noop("Which articles and outlets the archive covers.")),
    "api": (noop("API"), noop("The archive for programs: read only, no key.")),
}


Preview = tuple[str, str, str, str, str]  # title, text, address, picture, type


def head(request: HttpRequest, described: str, how: str) -> SafeString:
    """Of the row that the page shows, if it shows one; `described` is a search in words, `how` what is said of its quotes."""
    row = getattr(request, "shown", None)
    title, text, url, picture, kind = of_row(row) if row is not None else of_page(request, described, how)
    names = [("description", text), ("twitter:card", "summary_large_image")]
    properties = [
        ("og:site_name", gettext(ARCHIVE)),
        ("og:type", kind),
        ("og:url", with_language(url)),
        ("og:title", title),
        ("og:description", text),
        ("og:image", picture),
        ("og:image:width", WIDTH),
        ("og:image:height", HEIGHT),
        ("og:image:alt", title),
    ]
    return format_html(
        "{}\n{}",
        format_html_join("\n", '<meta name="{}" content="{}">', names),
        format_html_join("\n", '<meta property="{}" content="{}">', properties),
    )


def with_language(url: str) -> str:
    """Of the page that was asked for: its address alone says in which language it is."""
    if spoken() == ENGLISH or "lang=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}lang={spoken()}"


def of_page(request: HttpRequest, described: str, how: str) -> Preview:
    title, text = map(gettext, PAGES.get(_name(request), PAGES["home"]))
    if described:
        told = f"{described[:1].upper()}{described[1:]}"
        title, text = shortened(told, TITLE), shortened(f"{told}. {how}.", TEXT)
    path = request.get_full_path()
    url = absolute(path if len(path) < LONGEST else request.path)
    return title, text, url, absolute(reverse("picture-site")), "website"


def has_words(request: HttpRequest) -> bool:
    """Whether the page is told of in words of its own where nothing was asked for."""
    return _name(request) in PAGES


def _name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""


def of_row(row: Any) -> Preview:
    if isinstance(row, Quoted):
        return _quote(row)
    if isinstance(row, Statement):
        return _statement(row)
    kind = row.url_name
    return (
        shortened(str(row), TITLE),
        shortened(_text(row) or f"{row}: {gettext(ABOUT[kind])}.", TEXT),
        absolute(row.get_absolute_url()),
        absolute(reverse("picture", args=[kind, row.pk])),
        {"speaker": "profile", "article": "article"}.get(kind, "website"),
    )


def _text(row: Any) -> str:
    if isinstance(row, Article):
        return f"{phrases.outlet(row)}, {phrases.published_as_known(row)}. {gettext(ABOUT['article'])}."
    return row.description if isinstance(row, Speaker) else ""


def _quote(quote: Quoted) -> Preview:
    """How exact the words are comes first: a chat program may cut the end."""
    pattern = gettext("{labels}. Said {when}. Reported by {outlet}: {quote}")
    text = pattern.format(
        labels="; ".join(labels(quote)),
        when=said(quote),
        outlet=facts(quote).publisher,
        quote=quote.in_a_line(TEXT),
    )
    return (
        one_line(quote.in_a_line(TITLE)),
        one_line(text),
        quote.permalink,
        absolute(reverse("picture-quote", args=[quote.pk])) + f"?version={quote.version}",
        "article",
    )


def _statement(statement: Statement) -> Preview:
    quotes = quoted(Quote.objects.of_statement(statement)[:2].ids())
    title, text, _, picture, _ = _quote(quotes[0])
    told = gettext("One of several wordings of a statement. {text}").format(text=text)
    return title, told, absolute(statement.get_absolute_url()), picture, "website"
