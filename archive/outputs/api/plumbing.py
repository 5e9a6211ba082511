"""How the API answers: encoding, limits and errors. The settings name these classes."""

from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from rest_framework.exceptions import APIException, MethodNotAllowed, NotFound, Throttled
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from archive.operations.clients import address
from archive.operations.limits import rate_of, wait_for
from archive.outputs.api.schema import Trouble
from archive.query.filters import Refused


def rate() -> str:
    """ "120/minute"."""
    return str(settings.RATES["api"])


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, media_type: str | None = None, context: Any = None) -> bytes:
        return b"" if data is None else msgspec.json.encode(data)


class ClientThrottle(BaseThrottle):
    """Counts the requests of one address, for all web processes and hosts together."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        self.seconds = wait_for("api", address(request), rate_of(rate()))
        return not self.seconds

    def wait(self) -> float:
        return self.seconds


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every trouble has one shape. None leaves the error to Django."""
    status, title, problems = _told(error)
    if not status:
        return None
    headers = {}
    if isinstance(error, Throttled) and error.wait:
        headers["Retry-After"] = str(int(error.wait))
    # The renderer of the OpenAPI file knows no structs.
    told = msgspec.to_builtins(Trouble(status, title, problems))
    return Response(told, status=status, headers=headers)


def _told(error: Exception) -> tuple[int, str, list[str]]:
    if isinstance(error, Refused):
        return 400, "The request cannot be answered as it is.", [p.message for p in error.problems]
    if isinstance(error, BadRequest):
        return 400, "The request cannot be answered as it is.", [str(error)]
    if isinstance(error, Http404 | NotFound):
        return 404, "There is no such thing here.", [str(error)] if str(error) else []
    if isinstance(error, Throttled):
        return 429, "Too many requests.", [_slow_down(error)]
    if isinstance(error, MethodNotAllowed):
        return 405, "This address does not take that method, only: GET, HEAD.", []
    if isinstance(error, APIException):
        return error.status_code, str(error.detail), []
    return 0, "", []


def _slow_down(error: Throttled) -> str:
    limit, wait = rate().replace("/", " requests a "), int(error.wait or 0)
    return f"The limit is {limit}: wait {wait} seconds. For everything at once, use /export/quotes.jsonl."
