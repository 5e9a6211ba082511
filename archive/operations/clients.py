"""Who asks, as the proxy in front tells it, and who was refused a moment ago, as this process remembers: known before anything of a
request is read, and before models can be loaded."""

from ipaddress import IPv6Address, ip_address
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

MOST = 10_000  # clients that are remembered
SECONDS = 2.0  # as Retry-After says where many came at once

_until: dict[str, float] = {}


def address(request: HttpRequest) -> str:
    return client(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def client(peer: str, forwarded_for: str) -> str:
    """Of IPv6 the network, of which one client has all addresses."""
    given = (settings.TRUST_PROXY and forwarded_for.rpartition(",")[2].strip()) or peer
    try:
        found = ip_address(given)
    except ValueError:
        return given
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def was_refused(who: str) -> None:
    if len(_until) > MOST:
        _until.clear()
    _until[who] = monotonic() + SECONDS


def lately_refused(who: str) -> bool:
    return _until.get(who, 0) > monotonic()
