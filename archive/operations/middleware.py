"""Around every view: room for the frames of its calls, a line of the log, two headers that Django does not set, and a page for when
the database is away or the disk is full."""

import errno
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import CodeType
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import get_template
from django.views import defaults

from archive.operations.logs import current_request

Handler = Callable[[HttpRequest], HttpResponse]

WORDS = 12_000  # of eight bytes; a page's calls need a third of what this gives them


def room(get_response: Handler) -> Handler:
    """CPython keeps frames in chunks of 16 KB, and gives one back to the system when its last frame ends. A loop whose calls
    just reach into the next chunk asks for memory at every turn: a page took up to half as long again, by how deep below
    the server it was called. A frame that asks for much has a chunk made that holds all below it, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    code: CodeType = middleware.__code__
    middleware.__code__ = code.replace(co_stacksize=WORDS)
    return middleware


HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")

requests = logging.getLogger("archive.requests")
slow = logging.getLogger("archive.slow")

# Asked by monitors all day: slow ones say something of the machine, nothing of a reader's search.
HEALTH = frozenset({"/livez", "/readyz"})


def request_log(get_response: Handler) -> Handler:
    """Gives each request an id, the proxy's if it sent one, and logs how it went.

    What readers search for is logged only when the answer was slow.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if GIVEN.fullmatch(given) else uuid4().hex
        token, started = current_request.set(name), time.monotonic()
        try:
            response = get_response(request)
            _note(request, response, time.monotonic() - started)
        finally:
            current_request.reset(token)
        response[HEADER] = name
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    facts = {"method": request.method, "path": request.path, "status": response.status_code}
    facts["milliseconds"] = round(seconds * 1000)
    requests.info("%(method)s %(path)s %(status)s in %(milliseconds)s ms", facts, extra=facts)
    if seconds > settings.SLOW_SECONDS and request.path not in HEALTH:
        # What is searched for there may be words of drafts.
        desk = request.path.startswith(f"/{settings.ADMIN_URL}")
        address = request.path if desk else request.get_full_path()
        slow.warning("Slow: %s took %.1f s", address[:500], seconds, extra=facts)


def extra_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response  # the browser keeps what the page said, which may differ
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


class Trouble:
    """Turns a lost database or a full disk into a page that needs no database, session or user."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_of(error)


trouble = Trouble


def server_error(request: HttpRequest) -> HttpResponse:
    """Also what goes wrong outside of the views, where a session is saved."""
    return page_of(sys.exception()) or defaults.server_error(request)


FULL, READ_ONLY = {errno.ENOSPC, errno.EDQUOT}, {errno.EROFS}


def page_of(error: BaseException | None) -> HttpResponse | None:
    if isinstance(error, UnreadablePostError):  # the client went away, or stalled
        return did_not_arrive()
    causes = list(_causes(error))
    if any(map(_is_full, causes)):
        return _page(507, full=True)
    if any(map(_is_read_only, causes)):
        return _page(503, read_only=True)
    if getattr(error, "resting", False):  # search.contract.RestingError; models cannot be loaded here
        return _page(503, resting=True)
    if isinstance(error, OperationalError | InterfaceError):
        return _page(503)
    return None


def did_not_arrive() -> HttpResponse:
    return HttpResponse("The request did not arrive whole: please send it again.\n", "text/plain", 408)


def _page(status: int, **what: bool) -> HttpResponse:
    seconds = "5" if not what else "300"
    return HttpResponse(
        get_template("503.html").render(what), status=status, headers={"Retry-After": seconds}
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _is_full(error: BaseException) -> bool:
    return (
        isinstance(error, psycopg.errors.DiskFull)
        or (isinstance(error, OSError) and error.errno in FULL)
        # An embedded PostgreSQL that could not start brings the end of its log.
        or (isinstance(error, psycopg.OperationalError) and os.strerror(errno.ENOSPC) in str(error))
    )


def _is_read_only(error: BaseException) -> bool:
    return isinstance(error, psycopg.errors.ReadOnlySqlTransaction) or (
        isinstance(error, OSError) and error.errno in READ_ONLY
    )
