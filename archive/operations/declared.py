"""What a view says of itself, for the middleware to know before it is called."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.urls import Resolver404, resolve

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


@lru_cache(maxsize=REMEMBERED)
def view_of(path: str, site_map: str) -> Callable[..., Any] | None:
    """None where there is no such page."""
    try:
        return resolve(path, site_map).func
    except Resolver404:
        return None
