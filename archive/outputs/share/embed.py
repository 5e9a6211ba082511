"""A quote in other people's pages: a small page for frames, oEmbed for programs, and what to paste."""

import base64
import hashlib
import re
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt

from archive.models import Quote
from archive.operations.declared import in_english
from archive.outputs.citations import ended
from archive.outputs.facts import ARCHIVE, facts, labels, one_line, said, short
from archive.outputs.parameters import read_oembed
from archive.outputs.share.drawing import HEIGHT, WIDTH
from archive.query import absolute
from archive.reading.phrases import nested
from archive.reading.quoted import Quoted, quoted
from archive.text import shortened
from archive.text.tongue import ENGLISH, speaking

WIDE, HIGH = 600, 320
WORDS, LINE = 1_800, 200  # characters that have room in a page of 15 KB, however they are encoded
STYLE = (settings.BASE_DIR / "static" / "embed.css").read_text(encoding="utf-8")
# Inside the page, so that a sandboxed frame, which has no origin to load a file from, looks the same.
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "style-src": [f"'sha256-{_HASH}'"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}
_QUOTE = re.compile(r"/q(?:uotes)?/([0-9]{1,15})(?:[-@/].*)?")


@xframe_options_exempt
@csp(POLICY)  # type: ignore[arg-type]
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Always a page: a frame would show nothing else of why the quote is gone."""
    found, withdrawn = quoted([key]), Quote.objects.withdrawn().with_id(key)
    context = shown(found[0]) if found else {"key": key, "withdrawn": withdrawn}
    status = 200 if found else 410 if withdrawn else 404
    response = render(request, "share/embed.html", {**context, "style": mark_safe(STYLE)}, status=status)  # noqa: S308 (ours)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def shown(quote: Quoted) -> dict[str, Any]:
    it = facts(quote)
    return {
        "key": quote.pk,
        "quote": quote,
        "names": shortened(one_line(quote.above), LINE),
        "words": it.words if len(it.words) <= WORDS else _beginning(quote),
        "labels": "; ".join(labels(quote)),
        "said": said(quote),
        "title": shortened(it.title, LINE),
        "publisher": it.publisher,
        "url": quote.permalink,
        "short": short(quote),
    }


def _beginning(quote: Quoted) -> str:
    """The link leads to the whole."""
    words = one_line(quote.told(WORDS))
    return f"“{nested(words)}”" if quote.kind == Quote.Kind.DIRECT else words


@speaking(ENGLISH)
def snippets(quote: Quoted) -> dict[str, str]:
    """To paste: a frame that follows what becomes of the quote, or plain text that needs nothing of us."""
    given = shown(quote)
    given |= {name: ended(given[name]) for name in ("names", "title") if given[name]}
    plain = render_to_string("share/snippet.html", given)
    return {"frame": frame(quote, WIDE, HIGH), "plain": re.sub(r"\s*\n\s*", "\n", plain).strip()}


def frame(quote: Quoted, width: int, height: int) -> SafeString:
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" style="border:0;max-width:100%" loading="lazy"></iframe>',
        absolute(reverse("embed", args=[quote.pk])),
        width,
        height,
        one_line(quote.in_a_line(100)),
    )


@speaking(ENGLISH)
def discovery(quote: Quoted) -> SafeString:
    """The links by which programs find what to show for a quote's address."""
    address = quote.permalink
    return format_html(
        '<link rel="alternate" type="application/json+oembed" href="{}" title="{}">\n'
        '<link rel="alternate" type="text/xml+oembed" href="{}" title="{}">',
        *(
            value
            for form in ("json", "xml")
            for value in (_oembed(address, form), one_line(quote.in_a_line(90)))
        ),
    )


def _oembed(address: str, form: str) -> str:
    return absolute(f"{reverse('oembed')}?{urlencode({'url': address, 'format': form})}")


@in_english
def oembed(request: HttpRequest) -> HttpResponse:
    asked = read_oembed(request.GET)
    if not asked["url"]:
        told = "Give url=, the address of a quote of this archive.\n"
        return HttpResponse(told, "text/plain; charset=utf-8", 400)
    quotes = quoted([_number(asked["url"])])
    if not quotes:
        raise Http404("The address leads to no published quote of this archive.")
    if asked["format"] not in {"json", "xml"}:
        return HttpResponse("Ask for format=json or format=xml.\n", "text/plain; charset=utf-8", 501)
    found = _answer(quotes[0], min(asked["maxwidth"] or WIDE, WIDE), min(asked["maxheight"] or HIGH, HIGH))
    found |= _thumbnail(quotes[0], asked)
    response = (
        JsonResponse(found)
        if asked["format"] == "json"
        else HttpResponse(_xml(found), "text/xml; charset=utf-8")
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _number(address: str) -> int:
    """0, which no quote has, for an address that is not one of ours."""
    try:
        given = urlsplit(address)
    except ValueError:  # such as http://[
        return 0
    match = _QUOTE.fullmatch(given.path) if given.netloc == urlsplit(settings.SITE_URL).netloc else None
    return int(match[1]) if match else 0


def _answer(quote: Quoted, width: int, height: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": one_line(quote.in_a_line(100)),
        "author_name": one_line(quote.told_apart),
        "provider_name": ARCHIVE,
        "provider_url": settings.SITE_URL,
        "cache_age": 3600,
        "html": frame(quote, width, height),
        "width": width,
        "height": height,
    }


def _thumbnail(quote: Quoted, asked: dict[str, Any]) -> dict[str, Any]:
    """None where it would be larger than asked: a thumbnail keeps to the limits too."""
    if (asked["maxwidth"] or WIDTH) < WIDTH or (asked["maxheight"] or HEIGHT) < HEIGHT:
        return {}
    picture = absolute(reverse("picture-quote", args=[quote.pk]))
    return {"thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}


def _xml(found: dict[str, Any]) -> bytes:
    root = Element("oembed")
    for name, value in found.items():
        SubElement(root, name).text = str(value)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
