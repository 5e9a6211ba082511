"""What every page may ask for."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from archive.models.outbox import Epoch
from archive.query import absolute
from archive.query.parameters import in_tongue
from archive.text.tongue import NAMES, spoken


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """`path` leads to the same page in it, as does `address` from elsewhere; English stands without a parameter."""

    code: str
    name: str
    path: str
    address: str
    now: bool


def of_page(request: HttpRequest) -> dict[str, Any]:
    """Whether the archive was filled by `manage.py demo`, asked only by a page that says so; where a printed page came from,
    unless its address is a secret; what the page can also be read in."""
    known = getattr(request, "generation", None)
    secret = request.resolver_match and "token" in request.resolver_match.kwargs
    return {
        "made_up": known.made_up if known else Epoch.objects.filter(made_up=True).exists,
        "address": "" if secret else absolute(request.get_full_path()),
        "languages": languages(request.path, request.META.get("QUERY_STRING", "")),
    }


def languages(path: str, query_string: str) -> list[PageLanguage]:
    now = spoken()
    found = ((code, name, in_tongue(path, query_string, code)) for code, name in NAMES.items())
    return [PageLanguage(code, name, there, absolute(there), code == now) for code, name, there in found]
