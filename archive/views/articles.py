import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.models import Article, Quote
from archive.operations.declared import in_english
from archive.operations.limits import searches
from archive.outputs.jsonld import article_head
from archive.query.filters import QuoteFilter, read_back, read_page
from archive.query.labels import Labels, chips, selected
from archive.reading.conversation import conversation
from archive.reading.passages import Piece, paragraphs, raw_pieces
from archive.reading.quoted import Quoted, quoted
from archive.text import Offsets
from archive.views.results.shared import articles, number, page_of, tidy

PLACES = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")
HASH = 12  # digits of a text's hash in links to its words


@searches
@tidy
def index(request: HttpRequest) -> HttpResponse:
    """Articles, searched by what everybody may read of them and by the quotes that they hold."""
    asked = QuoteFilter(request.GET).read()
    found = articles(asked)
    labels = Labels(selected(asked.query))
    shown = Article.objects.public().for_lists().with_quote_counts().in_order(found.answer.ids)
    context = {
        "articles": shown,
        "results": found,
        "asked": asked,
        "chips": [chip for chip in chips(asked, labels) if chip.name != "q"],
        "hidden": asked.hidden("q"),
        "spellings_link": asked.link(expand="off" if asked.query.expand == "on" else "on"),
    }
    return render(request, "articles/index.html", context)


def detail(request: HttpRequest, key: str) -> HttpResponse:
    if removed := Article.objects.removed_from_readers().with_id(number(key)):
        return render(request, "articles/removed.html", {"article": removed}, status=410)
    try:
        return shown(request, key)
    except Http404:
        later = Article.objects.in_place_of(number(key))
        if later is None:
            raise
        return redirect(later)


@page_of(Article)
def shown(request: HttpRequest, article: Article) -> HttpResponse:
    quotes = quoted(Quote.objects.in_article(article).ids())
    page = read_page(request.GET)
    linked = linked_words(article, page["words"], page["hash"])
    everything = request.user.has_perm("archive.view_article")
    shown = text(article, quotes, linked, everything=everything, raw=page["text"] == "raw")
    context = {
        "article": article,
        "head": article_head(article),
        "quotes": quotes,
        "numbers": {quote.pk: number for number, quote in enumerate(quotes, 1)},
        "neighbours": neighbours([quote.pk for quote in quotes]),
        "length": len(article.raw_text),
        "asked": read_back(request.GET),
        "hash": article.raw_sha256[:HASH],
        "lost": bool(page["words"]) and not any(piece.linked for piece in pieces(shown)),
        **shown,
    }
    return render(request, "articles/detail.html", context)


@in_english
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks the whole of the quote that an address ends with (#q12), whose parts may stand far apart."""
    article = get_object_or_404(Article.objects.public(), pk=pk)
    rules = (
        f':root:has(#q{quote}:target) mark.said[data-quotes~="{quote}"] {{ background: var(--mark); }}\n'
        for quote in Quote.objects.in_article(article).ids()
    )
    return HttpResponse("".join(rules), content_type="text/css; charset=utf-8")


def neighbours(ids: list[int]) -> dict[int, tuple[int | None, int | None]]:
    """For each id the one before and the one after it."""
    before, after = [None, *ids], [*ids[1:], None]
    return {id_: (first, last) for id_, first, last in zip(ids, before, after, strict=False)}


def linked_words(article: Article, words: str, hash_: str) -> Offsets | None:
    """What the address leads to, if the stored text is the one that it was made for."""
    places = PLACES.fullmatch(words)
    if not places or not hash_ or not article.raw_sha256.startswith(hash_.lower()):
        return None
    start, end = map(int, places.groups())
    return (start, end) if start < end <= len(article.raw_text) else None


def text(
    article: Article, quotes: list[Quoted], linked: Offsets | None, *, everything: bool, raw: bool
) -> dict[str, Any]:
    whole = everything or article.rights == Article.Rights.FULL
    if raw and whole:
        return {"whole": whole, "raw": raw_pieces(article, quotes, linked)}
    if talk := conversation(article, quotes, everything=everything):
        before, turns = talk
        return {"whole": whole, "before": before, "turns": turns}
    return {"whole": whole, "paragraphs": paragraphs(article, quotes, linked, everything=everything)}


def pieces(shown: dict[str, Any]) -> Iterable[Piece]:
    return shown.get("raw") or [piece for one in shown.get("paragraphs", ()) for piece in one.pieces]
