"""The net below the forms of the desk, by what was written: an editor changes nothing that readers see, and with four
eyes no publisher alone. What one sends then waits for a second one to send it."""

from typing import Any

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.editing.locking import one_by_one
from archive.editing.public_changes import changed_in_public, waiting_around
from archive.editing.shown import to_look_at_again
from archive.editing.workflow import may_publish
from archive.models import ProposedChange

SECRET = {"csrfmiddlewaretoken"}


class NotAsShownError(Exception):
    """What a proposal would change by now is not what its editor meant and its publisher saw."""


def form_of(request: HttpRequest) -> dict[str, list[Any]]:
    return {name: values for name, values in request.POST.lists() if name not in SECRET}


def within_rights(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form, unless its transaction wrote what its sender may not, or may not alone: that is undone.

    Raises NotAsShownError where a proposal that is taken over writes something else by now.
    """
    publishes = may_publish(request.user)
    # An address that was missing says nothing otherwise than before: any editor gives it, but readers follow it.
    may = publishes or hasattr(request, "fills_a_gap")
    if request.method != "POST" or (may and not settings.FOUR_EYES):
        return response
    with pghistory.context() as context:
        found = changed_in_public(context)
    shown = getattr(request, "taking_over", None)
    if found and not may:
        raise PermissionDenied
    if found and shown is None:
        transaction.set_rollback(True)
        request.proposed_alone = found  # type: ignore[attr-defined]
    elif shown is not None and shown.path and shown.differences != found:
        raise NotAsShownError
    elif settings.FOUR_EYES:  # whatever page it was: nobody publishes what they changed around a quote
        to_look_at_again(waiting_around(context))
    return response


def forget_messages(request: HttpRequest) -> None:
    """What a page said of its success is not true of what was undone."""
    request._messages = default_storage(request)  # type: ignore[attr-defined]


@transaction.atomic
def propose_alone(request: HttpRequest, found: list[list[str]]) -> HttpResponse:
    one_by_one("proposed", request.user.pk)
    change = ProposedChange.objects.get_or_create(
        path=request.get_full_path()[:500],
        form=form_of(request),
        by_id=request.user.pk,
        state=ProposedChange.State.OPEN,
        defaults={"differences": found, "reason": request.POST.get("reason", "")},
    )[0]
    forget_messages(request)
    messages.warning(
        request, "Readers see this: your change is proposed, and another publisher decides on it."
    )
    return redirect("admin:archive_proposedchange_change", change.pk)
