"""Pictures of pages for chats, drawn when first asked for and kept on disk until what they show changes."""

import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse

from archive.models import Article, Country, Occasion, Organisation, Outlet, Quote, QuoteSpan, Speaker
from archive.models.outbox import Epoch
from archive.operations.clients import address
from archive.operations.declared import in_english
from archive.operations.limits import rate_of, slow_down, wait_for
from archive.outputs.facts import ARCHIVE, facts, labels, one_line, said
from archive.outputs.share.drawing import INK, SOFT, VERB, Coloured, Picture, can_print, drawn
from archive.reading.phrases import nested
from archive.reading.quoted import Quoted, quoted
from archive.text import shortened
from archive.text.tongue import noop

KEPT = 24 * 60 * 60  # seconds
NAMES = 70
MOST = 260  # characters of words that have room
COLOURS: dict[str, str] = {QuoteSpan.Part.SPEAKER: SOFT, QuoteSpan.Part.CUE: VERB}
NAMED: dict[str, Any] = {
    "speaker": Speaker,
    "organisation": Organisation,
    "country": Country,
    "outlet": Outlet,
    "occasion": Occasion,
    "article": Article,
}
ABOUT = {
    "speaker": noop("What was said, when, in which role, and who reported it"),
    "organisation": noop("Who speaks for it, and what passed through it"),
    "country": noop("Who speaks for it, and who names it"),
    "outlet": noop("What it reported, quote by quote"),
    "occasion": noop("What was said there"),
    "article": noop("An article with its quotes in place"),
}


def of_quote(request: HttpRequest, key: int) -> HttpResponse:
    found = quoted([key])
    if not found:
        cache.delete(f"picture:quote:{key}")
        raise Http404("This quote is not published.")
    return _answer(request, f"quote:{key}", quote_card(found[0]))


@in_english
def of_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    model = NAMED.get(kind)
    row = model.objects.public().with_id(key if kind == "country" else int(key)) if model else None
    if row is None:
        cache.delete(f"picture:{kind}:{key.lstrip('0')}")
        raise Http404("No published quote leads to it.")
    card = Picture(_site(), _printable(str(getattr(row, "shown", row))), (ABOUT[kind],))
    return _answer(request, f"{kind}:{row.pk}", card)


@in_english
def of_site(request: HttpRequest) -> HttpResponse:
    words = "Who said what, when, in which role, and who reported it in which words"
    return _answer(request, "site", Picture(_site(), ((words, INK),), (_host(),)))


def quote_card(quote: Quoted) -> Picture:
    """Without words where the font lacks a character of them: a reader then opens the quote."""
    runs = _runs(quote)
    names = shortened(one_line(quote.above), NAMES)
    kind = "; ".join(labels(quote))
    it = facts(quote)
    below = [
        names if can_print(names) else "",
        f"{kind} · said {said(quote)}",
        f"“{nested(it.title)}”" if can_print(it.title) else "",
        " · ".join([_source(quote, it.publisher), f"quote {quote.id}, version {quote.version}"]),
    ]
    shown = can_print("".join(text for text, _ in runs) + names)
    words = tuple(runs) if shown else ((f"Quote {quote.pk}", INK),)
    return Picture(
        f"{_site()} · {_host()}/q/{quote.pk}",
        words,
        tuple(filter(can_print, filter(None, below))),
        quote.kind if shown else "",
    )


def _source(quote: Quoted, publisher: str) -> str:
    """By its address where the font lacks a character of its name."""
    if can_print(publisher):
        return publisher
    return urlsplit(quote.article.url).netloc or "outlet named on its page"


def _runs(quote: Quoted) -> list[Coloured]:
    if quote.kind == Quote.Kind.DIRECT:
        return [(f"“{nested(quote.told(MOST))}”", INK)]
    parts = quote.reading
    runs = [(one_line(part.before), SOFT) for part in parts], [(part.text, part.part) for part in parts]
    whole: list[Coloured] = []
    for (before, soft), (text, part) in zip(*runs, strict=True):
        whole += [(f" {before} " if before else " ", soft), (" ".join(text.split()), COLOURS.get(part, INK))]
    return whole[1:] if sum(len(text) for text, _ in whole) <= MOST else [(quote.told(MOST), INK)]


def _printable(name: str) -> tuple[Coloured, ...]:
    return ((one_line(name)[:MOST], INK),) if can_print(one_line(name)) else ((ARCHIVE, INK),)


def _site() -> str:
    made_up = Epoch.objects.filter(made_up=True).exists()
    return f"{ARCHIVE}: all of this is made up" if made_up else ARCHIVE


def _host() -> str:
    return urlsplit(settings.SITE_URL).netloc


def _answer(request: HttpRequest, key: str, card: Picture) -> HttpResponse:
    """Kept under what it shows: a card that would look different is drawn anew, and takes the place of the old one."""
    stamp = hashlib.sha256(repr(card).encode()).hexdigest()
    known = cache.get(f"picture:{key}")
    if known and known[0] == stamp:
        return _sent(bytes(known[1]))
    if wait := wait_for("picture", address(request), rate_of(settings.RATES["picture"])):
        return slow_down(wait)
    picture = drawn(card)
    cache.set(f"picture:{key}", (stamp, picture), KEPT)
    return _sent(picture)


def _sent(picture: bytes) -> HttpResponse:
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


def forget(quotes: Iterable[int]) -> None:
    """What is on the disk of quotes that changed: nobody may ever ask for their pictures again."""
    cache.delete_many([f"picture:quote:{pk}" for pk in quotes])
