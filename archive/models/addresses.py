"""Addresses of pages: what `reverse` says, without a look at every address there is."""

from functools import cache, lru_cache
from urllib.parse import quote as percent_encoded

from django.urls import reverse

from archive.text import slug

_SAFE = "!$&'()*+,;=/~:@"  # as Django's own addresses


@lru_cache(maxsize=1 << 14)  # a page has four of a card, and the next page the same outlets
def page_address(url_name: str, pk: int | str, text: str) -> str:
    return address(url_name, page_key(pk, text))


def page_key(pk: int | str, text: str) -> str:
    words = slug(text)
    return f"{pk}-{words}" if words else str(pk)


def address(url_name: str, key: str) -> str:
    return f"{_before(url_name)}{percent_encoded(key, safe=_SAFE)}/"


@cache
def _before(url_name: str) -> str:
    return reverse(url_name, args=["AA" if url_name == "country" else "1"]).rsplit("/", 2)[0] + "/"
