"""An editor who saves and then searches finds the change, or is told that it takes a moment."""

from django.conf import settings
from django.contrib import messages
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse

from archive import search
from archive.operations.middleware import Handler


def seen_at_once(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(f"/{settings.ADMIN_URL}"):
            return get_response(request)
        try:
            before = search.newest()
        except DatabaseError:
            return get_response(request)  # which says what is wrong
        response = get_response(request)
        last = search.newest()
        if response.status_code == 302 and last > before and not search.shown_at_once(last):
            messages.info(request, "Saved. Searches show it as soon as the index has caught up.")
        return response

    return middleware
