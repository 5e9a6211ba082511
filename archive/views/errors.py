"""Pages for what went wrong, each with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.query.filters import Refused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reader's words stay in the box."""
    refused = exception if isinstance(exception, Refused) else Refused([])
    context = {"problems": refused.problems, "typed": refused.typed, "form": refused.form}
    return render(request, "400.html", context, status=400)
