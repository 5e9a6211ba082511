"""Logs for machines: one JSON object a line, each naming the request that it belongs to."""

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation

current_request: ContextVar[str] = ContextVar("current_request", default="")

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
