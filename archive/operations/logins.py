"""What keeps passwords from being guessed, and guessing from starving readers.

django-axes locks a name for the address that guesses at it. Here: how many wrong passwords one address, and one name
from all addresses, may have; and how many passwords are hashed at once on this host.
"""

import logging
from collections.abc import Callable
from typing import Any

from axes.utils import reset
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.operations.clients import Rate, address, forget, still_to_wait, wait_for
from archive.operations.limits import others_sign_in
from archive.operations.slots import turn

log = logging.getLogger("archive.logins")

RATE = Rate(30, 15 * 60)  # wrong passwords
LOCKED = 15 * 60
AT_ONCE, WAITING, PATIENCE = 1, 1, 3.0  # of the two that limits.py lets in
LONGEST = 150  # no account has a longer name, and django-axes cannot note one


def guarded(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer to a login form, or a page that says when to try again, before any password is hashed."""
    if request.method != "POST":
        return answer()
    name = as_read(request.POST.get("username", ""))
    if wait := max(still_to_wait(kind, who, RATE) for kind, who in _counted(request, name)):
        log.warning("Login refused: too many wrong passwords, by %r from %s", name[:150], address(request))
        return locked(request, wait)
    with turn("login", AT_ONCE, waiting=WAITING, seconds=PATIENCE) as ours:
        return answer() if ours else others_sign_in()


def as_read(name: str) -> str:
    """As the form takes it: spaces around it and wide letters give no further guesses."""
    return UsernameField(max_length=LONGEST).to_python(name) or ""


def _counted(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    return [("login-address", address(request)), ("login-name", name)]


@receiver(user_login_failed)
def count_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A name that is locked for one address counts no further: one address shall not lock it for all others."""
    if request is None:
        return
    name = str(credentials.get("username", ""))
    log.warning("Login failed: %r from %s", name[:150], address(request))
    counted = _counted(request, name)
    for kind, who in counted[:1] if getattr(request, "axes_locked_out", False) else counted:
        wait_for(kind, who, RATE)


def locked_out(request: HttpRequest, *details: Any) -> HttpResponse:
    """django-axes asks for this page."""
    return locked(request, LOCKED)


def locked(request: HttpRequest, seconds: int) -> HttpResponse:
    page = render(request, "admin/locked.html", {"minutes": -(-seconds // 60)}, status=429)
    page["Retry-After"] = str(seconds)
    return page


def unlock(name: str = "", from_address: str = "") -> int:
    """How many locks and counts were taken away."""
    names = {"username": name} if name else {"ip": from_address}
    kind, who = ("login-name", name) if name else ("login-address", from_address)
    return int(reset(**names)) + forget(kind, who)
