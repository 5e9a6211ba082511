"""The language of a page stands in its address alone, `?lang=ko`, and every link and form of the page carries it on.

No cookie and no header decides it: proxies keep pages by address, and whoever is sent an address sees the same page.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from archive.operations.declared import APART, says
from archive.query.parameters import read_tongue
from archive.text.tongue import ENGLISH, speaking

Handler = Callable[[HttpRequest], HttpResponse]

# An address of this site in the markup of a page, whose own text is escaped. What names its language keeps it.
_LINKS = re.compile(
    r'(<(?:a|form|link|button)\b(?![^>]*\shreflang=)[^>]*?\s(?:href|action|formaction)=")([^"#]+)'
)
_FORMS = re.compile(r"<form\b(?![^>]*\smethod=)[^>]*>")
_GIVEN = re.compile(r"[?&;]lang=")


def languages(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        code = ENGLISH if speaks_english(request.path) else read_tongue(request.META.get("QUERY_STRING", ""))
        if code == ENGLISH:
            return get_response(request)
        with speaking(code):
            return carried(get_response(request), code)

    return middleware


def carried(response: HttpResponse, code: str) -> HttpResponse:
    response.headers["Content-Language"] = code
    if address := response.headers.get("Location"):
        response.headers["Location"] = with_language(address, code, "&")
    if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = rewritten(response.content.decode(), code).encode()
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
    return response


def rewritten(page: str, code: str) -> str:
    page = _LINKS.sub(lambda found: found[1] + with_language(found[2], code, "&amp;"), page)
    return _FORMS.sub(lambda found: f'{found[0]}<input type="hidden" name="lang" value="{code}">', page)


def with_language(address: str, code: str, joint: str) -> str:
    if not is_ours(address) or _GIVEN.search(address):
        return address
    path, sharp, place = address.partition("#")
    between = "" if path.endswith("?") else joint if "?" in path else "?"
    return f"{path}{between}lang={code}{sharp}{place}"


def is_ours(address: str) -> bool:
    """An address within this site of a page that has languages."""
    if address.startswith(("?", "./")):
        return True
    path = address.partition("?")[0]
    return path.startswith("/") and not path.startswith("//") and not speaks_english(path)


def speaks_english(path: str) -> bool:
    return path.startswith(APART) or bool(says(path, "in_english"))
