"""What keeps passwords from being guessed, and guessing from starving readers.

django-axes locks a name for the address that guesses at it. Here: how many wrong passwords one address, and one name
from all addresses, may have; and how many passwords are hashed at once on this host.
"""

import logging
from collections.abc import Callable
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.operations.clients import address
from archive.operations.limits import forget, others_sign_in, still_to_wait, wait_for
from archive.operations.slots import turn

log = logging.getLogger("archive.logins")

RATE = (30, 15 * 60)  # wrong passwords
LOCKED = 15 * 60
AT_ONCE, WAITING, PATIENCE = 1, 1, 3.0  # of the two that limits.py lets in
LONGEST = 150  # no account has a longer name, and django-axes cannot note one


def guarded(request: HttpRequest, name: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer to a form that asks for a password, or a page that says when to try again, before any is hashed."""
    if request.method != "POST":
        return answer()
    if wait := max(still_to_wait(kind, who, RATE) for kind, who in _counted(request, name)):
        log.warning("Login refused: too many wrong passwords, by %r from %s", name[:150], address(request))
        return locked(request, wait)
    with turn("login", AT_ONCE, waiting=WAITING, seconds=PATIENCE) as ours:
        return answer() if ours else others_sign_in()


def change_guarded(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """A wrong old password counts as a wrong password does that is typed to sign in."""
    credentials = {"username": request.user.get_username()}

    def counted() -> HttpResponse:
        if request.method == "POST" and not AxesProxyHandler.is_allowed(request, credentials):
            return locked_out(request)
        answered: Any = answer()
        form = (getattr(answered, "context_data", None) or {}).get("form")
        if form is not None and form.has_error("old_password", "password_incorrect"):
            user_login_failed.send(__name__, credentials=credentials, request=request)
        return answered  # type: ignore[no-any-return]

    return guarded(request, credentials["username"], counted)


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
