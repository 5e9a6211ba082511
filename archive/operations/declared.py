"""What a view says of itself, for the middleware to know before it is called; and which methods its address takes: reading
alone, unless it declares that it takes a form."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

from archive.text.tongue import gettext

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


Handler = Callable[[HttpRequest], HttpResponse]

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
