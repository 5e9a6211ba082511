"""What every page may ask for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from archive.models.outbox import Epoch
from archive.query import absolute
from archive.query.parameters import in_tongue
from archive.text.tongue import NAMES, spoken


def made_up(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Whether the archive was filled by `manage.py demo`; asked only by a page that says so."""
    known = getattr(request, "generation", None)
    return {"made_up": (lambda: known.made_up) if known else Epoch.objects.filter(made_up=True).exists}


def on_paper(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Where a printed page came from; not where its address is a secret."""
    secret = request.resolver_match and "token" in request.resolver_match.kwargs
    return {"address": lambda: "" if secret else absolute(request.get_full_path())}


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """`path` leads to the same page in it; English stands without a parameter."""

    code: str
    name: str
    path: str
    now: bool

    @property
    def address(self) -> str:
        return absolute(self.path)


def languages(request: HttpRequest) -> dict[str, Callable[[], list[PageLanguage]]]:
    """What the page can also be read in."""
    return {"languages": lambda: [language(request, *one) for one in NAMES.items()]}


def language(request: HttpRequest, code: str, name: str) -> PageLanguage:
    path = in_tongue(request.path, request.META.get("QUERY_STRING", ""), code)
    return PageLanguage(code, name, path, code == spoken())
