"""Which methods an address takes: reading alone, unless its view declares that it takes a form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from archive.operations.declared import APART, declares, says, view_of
from archive.operations.limits import counts_itself
from archive.text.tongue import gettext

Handler = Callable[[HttpRequest], HttpResponse]

READ = ("GET", "HEAD")
takes_a_form = declares(methods=(*READ, "POST"))


def methods(get_response: Handler) -> Handler:
    """The API refuses in its own shape; an address that nothing answers is not found, whatever is sent to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in READ or request.path.startswith(APART) or counts_itself(request.path):
            return get_response(request)
        taken = says(request.path, "methods", READ)
        if request.method in taken or view_of(request.path, settings.ROOT_URLCONF) is None:
            return get_response(request)
        return not_taken(taken)

    return middleware


def not_taken(taken: tuple[str, ...]) -> HttpResponse:
    told = gettext("This address does not take that method, only: {methods}.").format(
        methods=", ".join(taken)
    )
    refused = HttpResponseNotAllowed(taken, f"{told}\n", content_type="text/plain; charset=utf-8")
    refused["Cache-Control"] = "no-store"
    return refused
