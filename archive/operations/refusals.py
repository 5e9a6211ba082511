"""Who was refused a moment ago, as this process remembers it: known before anything of the next request is read."""

from ipaddress import IPv6Address, ip_address
from time import monotonic

MOST = 10_000  # clients that are remembered
SECONDS = 2.0  # as Retry-After says where many came at once

_until: dict[str, float] = {}


def note(who: str) -> None:
    if len(_until) > MOST:
        _until.clear()
    _until[who] = monotonic() + SECONDS


def lately(who: str) -> bool:
    return _until.get(who, 0) > monotonic()


def whose(given: str) -> str:
    """The client of an address: of IPv6 the network, of which one client has all addresses."""
    try:
        found = ip_address(given)
    except ValueError:
        return given
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
