"""Changes that are proposed of what readers see, for publishers to take over or to decline."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import resolve

from archive.admin.alone import NotAsShownError, forget_messages, form_of
from archive.admin.base import DeskAdmin, ReadOnlyAdmin
from archive.admin.conflicts import compare_rows
from archive.editing.locking import one_by_one
from archive.editing.workflow import may_publish
from archive.models import ProposedChange, Quote

DIFFERS = (
    "Nothing was taken over: what this would change by now is not what is shown here. "
    "Decline it, and ask for a new proposal."
)


def differences(form: Any, formsets: Any) -> list[list[str]]:
    """What saving would change; `form.found` is what the form itself would, noted before it is stored."""
    stored = Quote.objects.get(pk=form.instance.pk)
    found = list(form.found)
    for formset in formsets:
        if any(hasattr(each, "cleaned_data") for each in formset.forms):
            found += compare_rows(formset, stored, str(formset.model._meta.verbose_name_plural))
    return [list(each) for each in found]


def propose(request: HttpRequest, form: Any, formsets: Any) -> ProposedChange:
    """Keeps the form as it was sent; nothing of the quote changes."""
    one_by_one("proposed", request.user.pk)
    return ProposedChange.objects.get_or_create(
        quote_id=form.instance.pk,
        form=form_of(request),
        by_id=request.user.pk,
        state=ProposedChange.State.OPEN,
        defaults={"differences": differences(form, formsets), "reason": form.cleaned_data["reason"]},
    )[0]


def accept_view(desk: DeskAdmin, request: HttpRequest, change_id: int) -> Any:
    """Sends the editor's form in the publisher's name, with everything that a form is checked for."""
    change = open_change(request, change_id)
    if settings.FOUR_EYES and change.by_id == request.user.pk:
        messages.error(request, "You proposed it yourself: somebody else has to take it over.")
        return redirect("admin:archive_proposedchange_change", change.pk)
    request.POST = stored_form(change, request.POST.get("reason", ""))  # type: ignore[assignment]
    request.taking_over = change  # type: ignore[attr-defined]
    try:
        response = sent_again(desk, request, change)
    except NotAsShownError:
        request.taking_over = None  # type: ignore[attr-defined]
        forget_messages(request)
        messages.error(request, DIFFERS)
        return redirect("admin:archive_proposedchange_change", change.pk)
    if response.status_code != 302 and change.path:
        messages.error(request, DIFFERS)
        return redirect("admin:archive_proposedchange_change", change.pk)
    if response.status_code == 302:
        close(change, ProposedChange.State.ACCEPTED)
    return response


def sent_again(desk: DeskAdmin, request: HttpRequest, change: ProposedChange) -> Any:
    if not change.path:
        return desk.admin_site.get_model_admin(Quote).changeform_view(request, str(change.quote_id))
    parts = urlsplit(change.path)
    request.path = request.path_info = parts.path
    request.GET = QueryDict(parts.query)
    found = resolve(parts.path)
    return found.func(request, *found.args, **found.kwargs)


def decline_view(desk: DeskAdmin, request: HttpRequest, change_id: int) -> HttpResponse:
    change = open_change(request, change_id)
    answer = request.POST.get("answer", "").strip()
    if not answer:
        messages.error(request, "Say why, for the editor who proposed it.")
        return redirect("admin:archive_proposedchange_change", change.pk)
    close(change, ProposedChange.State.DECLINED, answer)
    messages.success(request, "The proposal was declined.")
    return redirect("admin:archive_quote_queue")


def open_change(request: HttpRequest, change_id: int) -> ProposedChange:
    if request.method != "POST" or not may_publish(request.user):
        raise PermissionDenied
    return get_object_or_404(ProposedChange, pk=change_id, state=ProposedChange.State.OPEN)


def close(change: ProposedChange, state: str, answer: str = "") -> None:
    change.state, change.answer = state, answer
    change.save()


@admin.register(ProposedChange)
class ProposedChangeAdmin(ReadOnlyAdmin):
    screens = [
        ("<int:change_id>/accept/", "accept", accept_view),
        ("<int:change_id>/decline/", "decline", decline_view),
    ]
    list_display = ["subject", "by", "at", "state"]
    list_filter = ["state"]
    list_select_related = ["quote", "by"]
    search_fields = ["reason", "quote__text"]
    change_form_template = "admin/proposed_change.html"
    fields = ("by", "at", "state", "reason", "answer")

    def beside(self, request: HttpRequest, obj: ProposedChange) -> dict[str, Any]:
        return {"may_publish": may_publish(request.user)}


def stored_form(change: ProposedChange, reason: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in change.form.items():
        data.setlist(name, values)
    data["reason"] = reason.strip() or change.reason
    return data
