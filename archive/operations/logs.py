"""Logs for machines: one JSON object a line, each naming the request that it belongs to."""

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from archive.operations.middleware import Handler

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")

current_request: ContextVar[str] = ContextVar("current_request", default="")
requests = logging.getLogger("archive.requests")
slow = logging.getLogger("archive.slow")

# Asked by monitors all day: slow ones say something of the machine, nothing of a reader's search.
HEALTH = frozenset({"/livez", "/readyz"})

# What every record has; anything else was given as `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time"}


class JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": current_request.get(),
            **{name: value for name, value in vars(record).items() if name not in _USUAL},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps({k: v for k, v in line.items() if v != ""}, ensure_ascii=False, default=str)


def short() -> Callable[[logging.LogRecord], bool]:
    """A search that its reader must change, or a form of a thousand fields, is one line: the program is not wrong."""

    def shortened(record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], BadRequest | SuspiciousOperation):
            record.exc_info, record.exc_text = None, None
        return True

    return shortened


SECRET = re.compile(r"(?<=/follow/)[^/\s?]+")


def without_secrets() -> Callable[[logging.LogRecord], bool]:
    """The links in mails change and stop what a reader follows: whoever reads a log shall not have them."""

    def masked(record: logging.LogRecord) -> bool:
        if "/follow/" in (message := record.getMessage()):
            record.msg, record.args = SECRET.sub("…", message), ()
            vars(record).update(path=SECRET.sub("…", str(getattr(record, "path", ""))))
        return True

    return masked


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
        desk = request.path.startswith(
            f"/{settings.ADMIN_URL}"
        )  # what is searched for there may be words of drafts
        address = request.path if desk else request.get_full_path()
        slow.warning("Slow: %s took %.1f s", address[:500], seconds, extra=facts)
