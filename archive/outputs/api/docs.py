"""A page to try the API: a form or an example for each endpoint, made from the OpenAPI file, without scripts."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from archive.models import Quote, Statement
from archive.operations.declared import in_english
from archive.operations.limits import counts_as
from archive.outputs.api.details import RESOURCES
from archive.outputs.api.views import Endpoint

ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "quotes": Quote.objects.published,
    "statements": Statement.objects.public,
    **{name: kind.rows for name, kind in RESOURCES.items()},
}


@in_english
@counts_as("api")
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "api/index.html", {"forms": forms()})


class Description(Endpoint):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(openapi(), content_type="application/vnd.oai.openapi+json")


def forms() -> list[dict[str, Any]]:
    paths: dict[str, Any] = openapi()["paths"]
    return [_form(address, methods["get"]) for address, methods in paths.items()]


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """It takes 200 ms to make, and is always the same."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


def _form(address: str, operation: dict[str, Any]) -> dict[str, Any]:
    """The operation, with its address, which has a parameter of the path in braces, and the same with a value there."""
    fields = [{**parameter, "choices": _choices(parameter)} for parameter in operation.get("parameters", [])]
    return {**operation, "fields": fields, "address": address, "example": _example(address)}


def _example(address: str) -> str:
    start, parameter, _ = address.partition("{id}")
    if not parameter:
        return ""
    noun = start.rstrip("/").rpartition("/")[2]
    key = ROWS[noun]().values_list("pk", flat=True).first()
    return address.replace("{id}", str(key)) if key else ""


def _choices(parameter: dict[str, Any]) -> list[str]:
    schema = parameter["schema"]
    return list(filter(None, schema.get("enum") or schema.get("items", {}).get("enum", [])))
