"""What one client may ask for, before anything is read or computed for it, and how much it asked for lately: counted in the
database, so that parallel requests are all counted."""

import hashlib
import hmac
import logging
import random
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import get_template

from archive.models import Usage
from archive.operations.clients import address, was_refused
from archive.operations.declared import APART, View, counts_itself, declares, says
from archive.operations.middleware import Handler, did_not_arrive
from archive.operations.slots import Held, giving_way, take_in_turn, turn
from archive.text.tongue import spoken

log = logging.getLogger(__name__)

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
RATE = re.compile(r"(\d{1,9})/(second|minute|hour|day)")
SWEEP = 0.001  # the share of requests that also clear away what ended long ago

# A count that would go on for longer than it may was begun while the clock was ahead.
OVER = "u.ends NOT BETWEEN clock_timestamp() AND clock_timestamp() + %(seconds)s * interval '1 second'"
# One statement, so that of a thousand requests at once each sees another number.
COUNT = f"""
INSERT INTO archive_usage AS u (key, ends, used)
VALUES (%(key)s, clock_timestamp() + %(seconds)s * interval '1 second', %(times)s)
ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN {OVER} THEN excluded.used ELSE least(u.used, 2000000000) + excluded.used END,
    ends = CASE WHEN {OVER} THEN excluded.ends ELSE u.ends END
RETURNING used, extract(epoch FROM ends - clock_timestamp())::float
"""  # noqa: S608 (constants)
LOOK = f"""
SELECT used, extract(epoch FROM ends - clock_timestamp())::float FROM archive_usage AS u
WHERE key = %(key)s AND NOT ({OVER})
"""  # noqa: S608 (constants)
CLEAR = "DELETE FROM archive_usage WHERE ends < clock_timestamp() - interval '1 hour'"


Rate = tuple[int, int]  # so many times in so many seconds; 0 times: as often as one likes


def rate_of(text: str) -> Rate:
    """Of "120/minute". Raises ValueError for what is no rate."""
    if text in {"", "off"}:
        return 0, 1
    if not (match := RATE.fullmatch(text)):
        raise ValueError(f"{text!r} is no rate: write 120/minute, or off.")
    return int(match[1]), SECONDS[match[2]]


def wait_for(name: str, who: str, rate: Rate, times: int = 1) -> int:
    """Counts one more for `who`, or what is worth several; 0, or how many seconds to wait because the limit is passed.

    A count that cannot be kept, on a full disk for one, is no reason to refuse readers.
    """
    limit, seconds = rate
    if not limit:
        return 0
    found = _asked(COUNT, name, who, seconds, times)
    if random.random() < SWEEP:  # noqa: S311
        _run(CLEAR, {})
    return _wait(found) if found and found[0] > limit else 0


def still_to_wait(name: str, who: str, rate: Rate) -> int:
    """The same without counting."""
    limit, seconds = rate
    found = _asked(LOOK, name, who, seconds) if limit else None
    return _wait(found) if found and found[0] >= limit else 0


def _wait(found: tuple[int, float]) -> int:
    return max(int(found[1]) + 1, 1)


def _asked(statement: str, name: str, who: str, seconds: int, times: int = 1) -> tuple[int, float] | None:
    return _run(statement, {"key": _key(name, who), "seconds": seconds, "times": times})


def _key(name: str, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}:{who}".encode(), hashlib.sha256).hexdigest()


def _run(statement: str, values: dict[str, str | int]) -> tuple[int, float] | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone() if cursor.description else None
    except DatabaseError:
        log.exception("What clients ask for is not counted.")
        return None


def forget(name: str, who: str) -> int:
    """Begins to count anew; whether anything was counted."""
    return Usage.objects.filter(key=_key(name, who)).delete()[0]


PAGE, SEARCH = ("page",), ("page", "search")
WAIT_AT_MOST, COME_AGAIN = 2.0, 2  # seconds: a client's requests wait for each other, and when to come again
# Seconds before a request that had to wait: so two at a time make what the rate of searches allows.
REST = 0.5
CLIENTS = 1024  # that are told apart by who waits; each has a few locked files
READING = ("GET", "HEAD", "OPTIONS")
LOGIN = f"/{settings.ADMIN_URL}login/"
LOGIN_PAGES, WAITING, PATIENCE = 2, 2, 0.3  # served at once on this host, whatever comes of them
SIGNING_IN = 3  # seconds, after which to try again
MOST_REFUSED, LONGEST_REFUSED = 10_000, 60  # clients, and seconds, that a process remembers
ANONYMOUS_BODY = 1024 * 1024  # a form whose session has ended comes back as text


def limits(get_response: Handler) -> Handler:
    """The API counts by itself, and answers in its own shape."""
    rates = {name: rate_of(text) for name, text in settings.RATES.items()}
    refused = RefusedClients()

    def middleware(request: HttpRequest) -> HttpResponse:
        if too_long(request):
            return _plain("413.html", 413)
        names, who = kinds(request), address(request)
        for name in names:
            if wait := refused.wait_for(name, who, rates[name]):
                was_refused(who)
                return slow_down(wait)
        if request.path == LOGIN:
            return _login_page(request, get_response)
        if settings.REQUESTS_AT_ONCE and (names or counts_itself(request.path)):
            return _in_turn(who, request, get_response)
        return get_response(request)

    return middleware


def _in_turn(who: str, request: HttpRequest, get_response: Handler) -> HttpResponse:
    """Who sends many requests at once waits for himself, so that others are worked on meanwhile.

    Few are worked on at a time, files until they are sent, with a rest for those who had to wait for it.
    """
    places = settings.REQUESTS_AT_ONCE
    name = f"client-{zlib.crc32(who.encode()) % CLIENTS}"
    slot = take_in_turn(name, places, waiting=places, seconds=WAIT_AT_MOST, rest=REST)
    if slot is None:
        was_refused(who)
        return slow_down(COME_AGAIN)
    try:
        response = get_response(request)
    except BaseException:
        slot.free()
        raise
    if response.streaming:
        parts = giving_way(iter(response.streaming_content), name, places)  # type: ignore[attr-defined]
        response.streaming_content = Held(parts, slot)  # type: ignore[attr-defined]
    else:
        slot.free()
    return response


class RefusedClients:
    """Who passed a limit a moment ago: refusing them again costs nothing, however often they ask."""

    def __init__(self) -> None:
        self.until: dict[tuple[str, str], float] = {}

    def wait_for(self, name: str, who: str, rate: Rate) -> int:
        left = self.until.get((name, who), 0) - monotonic()
        if left > 0:
            return int(left) + 1
        if len(self.until) > MOST_REFUSED:
            self.until.clear()
        if wait := wait_for(name, who, rate):
            self.until[name, who] = monotonic() + min(wait, LONGEST_REFUSED)
        return wait


def _login_page(request: HttpRequest, get_response: Handler) -> HttpResponse:
    """Clients of many addresses pass every rate, and the page alone, without any password, would keep us busy."""
    try:
        _ = request.body  # a form that arrives slowly takes no place meanwhile
    except UnreadablePostError:
        return did_not_arrive()
    with turn("login-page", LOGIN_PAGES, waiting=WAITING, seconds=PATIENCE) as ours:
        return get_response(request) if ours else others_sign_in()


def counts_as(*names: str) -> Callable[[View], View]:
    """Declares which limits count the requests of a view; of all others they are pages."""
    return declares(counted=names)


uncounted = counts_as()
searches = counts_as(*SEARCH)  # whatever its address says; one with parameters is a search anyway


def kinds(request: HttpRequest) -> tuple[str, ...]:
    """Which limits count the request; none for what is cheap, or for editors alone."""
    if request.path == LOGIN:
        return ("login",)
    if names := () if request.path.startswith(APART) else counted(request.path):
        return SEARCH if names == PAGE and request.META.get("QUERY_STRING") else names
    free = request.method in READING or counts_itself(request.path) or known(request)
    return () if free else ("login",)


def counted(path: str) -> tuple[str, ...]:
    names: tuple[str, ...] = says(path, "counted", PAGE)
    return names


def known(request: HttpRequest) -> bool:
    """Whether it brings a session that there is, and so was once opened with a password; what is in it Django looks at."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return 8 <= len(key) <= 40 and import_module(settings.SESSION_ENGINE).SessionStore().exists(key)


def too_long(request: HttpRequest) -> bool:
    """By what the client says; where it says nothing, Django reads nothing."""
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isdecimal() or len(given) > 15 or int(given) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return True
    return int(given) > ANONYMOUS_BODY and not known(request)


def slow_down(seconds: int) -> HttpResponse:
    return _plain("429.html", 429, seconds)


def busy(seconds: int) -> HttpResponse:
    """For what only a few may do at once."""
    return _plain("busy.html", 503, seconds)


def others_sign_in() -> HttpResponse:
    return _plain("admin/locked.html", 503, SIGNING_IN)


def _plain(template: str, status: int, seconds: int = 0) -> HttpResponse:
    """Costs no query; not to be kept by any cache."""
    page = HttpResponse(_rendered(template, seconds, spoken()), status=status)
    page["Cache-Control"] = "no-store"
    if seconds:
        page["Retry-After"] = str(seconds)
    return page


@lru_cache(maxsize=200)
def _rendered(template: str, seconds: int, language: str) -> str:
    return get_template(template).render({"seconds": seconds})
