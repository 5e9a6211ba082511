"""Room for the frames of a request's calls."""

from collections.abc import Callable
from types import CodeType

from django.http import HttpRequest, HttpResponse

WORDS = 12_000  # of eight bytes; a page's calls need a third of what this gives them


def room(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """CPython keeps frames in chunks of 16 KB, and gives one back to the system when its last frame ends. A loop whose calls
    just reach into the next chunk asks for memory at every turn: a page took up to half as long again, by how deep below
    the server it was called. A frame that asks for much has a chunk made that holds all below it, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    code: CodeType = middleware.__code__
    middleware.__code__ = code.replace(co_stacksize=WORDS)
    return middleware
