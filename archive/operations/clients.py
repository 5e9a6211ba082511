"""Who asks, and how much they asked for lately: counted in the database, so that parallel requests are all counted."""

import hashlib
import hmac
import logging
import random
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from archive.models import Usage
from archive.operations.refusals import whose

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


@dataclass(frozen=True, slots=True)
class Rate:
    """ "120/minute". A limit of 0 is none."""

    limit: int
    seconds: int

    @classmethod
    def read(cls, text: str) -> "Rate":
        """Raises ValueError for what is no rate."""
        if text in {"", "off"}:
            return cls(0, 1)
        if not (match := RATE.fullmatch(text)):
            raise ValueError(f"{text!r} is no rate: write 120/minute, or off.")
        return cls(int(match[1]), SECONDS[match[2]])


def address(request: HttpRequest) -> str:
    """The client's, as the proxy in front tells it."""
    given: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        given = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or given
    return whose(given)


def wait_for(name: str, who: str, rate: Rate, times: int = 1) -> int:
    """Counts one more for `who`, or what is worth several; 0, or how many seconds to wait because the limit is passed.

    A count that cannot be kept, on a full disk for one, is no reason to refuse readers.
    """
    if not rate.limit:
        return 0
    found = _asked(COUNT, name, who, rate.seconds, times)
    if random.random() < SWEEP:  # noqa: S311
        _run(CLEAR, {})
    return _wait(found) if found and found[0] > rate.limit else 0


def still_to_wait(name: str, who: str, rate: Rate) -> int:
    """The same without counting."""
    found = _asked(LOOK, name, who, rate.seconds) if rate.limit else None
    return _wait(found) if found and found[0] >= rate.limit else 0


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
