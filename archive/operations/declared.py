"""What a view says of itself, for the middleware to know before it is called: which methods its address takes (reading alone,
unless it declares that it takes a form), and whether it has languages."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

from archive.operations.middleware import Handler
from archive.query.parameters import read_tongue
from archive.text.tongue import ENGLISH, gettext, speaking

View = TypeVar("View", bound=Callable[..., Any])

# The desk and the files beside the code, whose views are not ours: in English, kept by themselves, counted by none.
APART = tuple(f"/{prefix.lstrip('/')}" for prefix in (settings.STATIC_URL, settings.ADMIN_URL))
REMEMBERED = 1024  # addresses


def declares(**words: Any) -> Callable[[View], View]:
    def declared(view: View) -> View:
        for name, value in words.items():
            setattr(view, name, value)
        return view

    return declared


in_english = declares(in_english=True)  # what programs read: `lang` changes nothing
unkept = declares(unkept=True)  # tells what no state of the archive decides: always made anew


def says(path: str, name: str, otherwise: Any = None) -> Any:
    view = view_of(path, settings.ROOT_URLCONF)
    return getattr(getattr(view, "cls", view), name, otherwise)


def counts_itself(path: str) -> bool:
    """The API answers in its own shape, whatever the address."""
    return not path.startswith(APART) and bool(says(path, "counts_itself"))


@lru_cache(maxsize=REMEMBERED)
def view_of(path: str, site_map: str) -> Callable[..., Any] | None:
    """None where there is no such page."""
    try:
        return resolve(path, site_map).func
    except Resolver404:
        return None


READ = ("GET", "HEAD")
takes_a_form = declares(methods=(*READ, "POST"))


def methods(get_response: Handler) -> Handler:
    """The API refuses in its own shape; an address that nothing answers is not found, whatever is sent to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in READ or request.path.startswith(APART) or counts_itself(request.path):
            return get_response(request)
        taken = says(request.path, "methods", READ)
        if request.method in taken or view_of(request.path, settings.ROOT_URLCONF) is None:
            return get_response(request)
        return not_taken(taken)

    return middleware


def not_taken(taken: tuple[str, ...]) -> HttpResponse:
    told = gettext("This address does not take that method, only: {methods}.").format(
        methods=", ".join(taken)
    )
    refused = HttpResponseNotAllowed(taken, f"{told}\n", content_type="text/plain; charset=utf-8")
    refused["Cache-Control"] = "no-store"
    return refused


# The language of a page stands in its address alone, `?lang=ko`, and every link and form of the page carries it on. No cookie
# and no header decides it: proxies keep pages by address, and whoever is sent an address sees the same page.

# An address of this site in the markup of a page, whose own text is escaped. What names its language keeps it.
_LINKS = re.compile(
    r'(<(?:a|form|link|button)\b(?![^>]*\shreflang=)[^>]*?\s(?:href|action|formaction)=")([^"#]+)'
)
_FORMS = re.compile(r"<form\b(?![^>]*\smethod=)[^>]*>")
_GIVEN = re.compile(r"[?&;]lang=")


def languages(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        code = ENGLISH if speaks_english(request.path) else read_tongue(request.META.get("QUERY_STRING", ""))
        if code == ENGLISH:
            return get_response(request)
        with speaking(code):
            return carried(get_response(request), code)

    return middleware


def carried(response: HttpResponse, code: str) -> HttpResponse:
    response.headers["Content-Language"] = code
    if address := response.headers.get("Location"):
        response.headers["Location"] = with_language(address, code, "&")
    if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = rewritten(response.content.decode(), code).encode()
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
    return response


def rewritten(page: str, code: str) -> str:
    page = _LINKS.sub(lambda found: found[1] + with_language(found[2], code, "&amp;"), page)
    return _FORMS.sub(lambda found: f'{found[0]}<input type="hidden" name="lang" value="{code}">', page)


def with_language(address: str, code: str, joint: str) -> str:
    if not is_ours(address) or _GIVEN.search(address):
        return address
    path, sharp, place = address.partition("#")
    between = "" if path.endswith("?") else joint if "?" in path else "?"
    return f"{path}{between}lang={code}{sharp}{place}"


def is_ours(address: str) -> bool:
    """An address within this site of a page that has languages."""
    if address.startswith(("?", "./")):
        return True
    path = address.partition("?")[0]
    return path.startswith("/") and not path.startswith("//") and not speaks_english(path)


def speaks_english(path: str) -> bool:
    return path.startswith(APART) or bool(says(path, "in_english"))
