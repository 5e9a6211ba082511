"""The site map, and three addresses that only a fault or a misuse leads to."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive import urls


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("A fault, made on purpose.")


def database_down(request: HttpRequest) -> HttpResponse:
    raise OperationalError("The server closed the connection, on purpose.")


handler400 = urls.handler400
urlpatterns = [
    path("wrong/forbidden/", forbidden),
    path("wrong/broken/", broken),
    path("wrong/database-down/", database_down),
    *urls.urlpatterns,
]
