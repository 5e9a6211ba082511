"""Addresses of one page, however they are written: with and without www., a closing stroke, and what counts visitors."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_COUNTS = re.compile(
    r"utm_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|_ga|ref_src|cmpid|smid|xtor|at_\w+",
    re.I,
)


def address_key(url: str) -> str:
    """Equal for addresses of one page; empty for none."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    asked = [
        each for each in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTS.fullmatch(each[0])
    ]
    where = f":{port}" if port not in (None, 80, 443) else ""
    anchor = f"#{parts.fragment}" if parts.fragment[:1] in {"!", "/"} else ""
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{where}{parts.path.rstrip('/')}{query}{anchor}" if host else url


def plain_address(url: str) -> str:
    """As it is cited: without what counts visitors, and without the place on the page."""
    address, _, anchor = url.partition("#")
    path, _, query = address.partition("?")
    asked = [each for each in query.split("&") if each and not _COUNTS.fullmatch(each.partition("=")[0])]
    behind = f"#{anchor}" if anchor[:1] in {"!", "/"} else ""
    return path + (f"?{'&'.join(asked)}" if asked else "") + behind


def host_and_path(url: str) -> tuple[str, str]:
    """Both stand in every address of the page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url, ""
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
