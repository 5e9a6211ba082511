"""Pages that did not change cost one query: each public answer names the state of the archive that it was made from. An editor
who saves and then searches finds the change, or is told that it takes a moment."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from archive import search
from archive.models.remembered import Generation, made_of
from archive.operations.declared import APART, says
from archive.operations.middleware import Handler

# Proxies keep a page for a second, and hand it out for five more while they ask whether it changed; browsers always ask.
KEPT = "public, max-age=0, s-maxage=1, stale-while-revalidate=5"
PRIVATE = "private, no-store"  # a page for one editor, or one made while changes wait for the index
FEEDS = "/feed/"  # their readers also ask by time; a new release changes no entry
CODE = ("archive/**/*.py", "archive/**/*.json", "archive/**/*.mo", "templates/**/*.*", "static/**/*.*")
SHOWN_SETTINGS = ("SITE_URL", "CONTACT_EMAIL", "ADMIN_URL", "EMAIL_URL", "PROFILE", "RATES")


def validators(get_response: Handler) -> Handler:
    code = code_version()

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        if is_unkept(request.path):
            return always_new(get_response(request))
        # Asked before anything is read: a page may be newer than its validator says, never older.
        now = settled(request)
        for_one = settings.SESSION_COOKIE_NAME in request.COOKIES
        etag = validator(now, code) if now and not for_one else ""
        modified = now.number if now and etag and request.path.startswith(FEEDS) else None
        if etag and (same := get_conditional_response(request, etag=etag, last_modified=modified)):
            if request.path.endswith(".css"):
                same["Content-Type"] = "text/css"  # else browsers say that they refuse what they keep
            return kept(same, etag, modified)
        with made_of(now) as whole:
            response = get_response(request)
            return kept(response, etag, modified) if whole() else kept(response, "", None)

    return middleware


def is_unkept(path: str) -> bool:
    return path.startswith(APART) or bool(says(path, "unkept"))


def always_new(response: HttpResponse) -> HttpResponse:
    response.setdefault("Cache-Control", "no-store")
    return response


def settled(request: HttpRequest) -> Generation | None:
    """The state of the archive, which the page may ask for; None while nothing may be kept."""
    try:
        now = request.generation = Generation.now()  # type: ignore[attr-defined]
    except DatabaseError:
        return None  # the page says what is wrong
    return None if now.waiting or settings.DEBUG else now


def validator(now: Generation, code: str) -> str:
    """Weak, since proxies compress. Some pages say which day it is."""
    parts = (now.epoch, now.number, now.begun, code, translation.get_language(), timezone.localdate())
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def kept(response: HttpResponse, etag: str, modified: int | None) -> HttpResponse:
    """What caches may do with the answer. Errors and moved pages are asked for each time."""
    if "no-store" in response.get("Cache-Control", ""):
        return response
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    if response.status_code not in {200, 304}:
        response.setdefault("Cache-Control", "no-cache")
    elif etag:
        response["Cache-Control"], response["ETag"] = KEPT, etag
        if modified:
            response["Last-Modified"] = http_date(modified)
    else:
        response["Cache-Control"] = PRIVATE
        del response["ETag"]
    return response


def seen_at_once(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(f"/{settings.ADMIN_URL}"):
            return get_response(request)
        try:
            before = search.newest()
        except DatabaseError:
            return get_response(request)  # which says what is wrong
        response = get_response(request)
        last = search.newest()
        if response.status_code == 302 and last > before and not search.shown_at_once(last):
            messages.info(request, "Saved. Searches show it as soon as the index has caught up.")
        return response

    return middleware


def code_version() -> str:
    """The same on all hosts that run the same program with the same settings."""
    shown = repr([getattr(settings, name) for name in SHOWN_SETTINGS])
    return hashlib.sha256(f"{program()}{shown}".encode()).hexdigest()


@cache
def program() -> str:
    """Read once: a process runs what it was started with, whatever is put there later."""
    base, seen = Path(settings.BASE_DIR), hashlib.sha256()
    for path in sorted(path for pattern in CODE for path in base.glob(pattern)):
        seen.update(f"{path.relative_to(base)}\0".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()
