"""Several rows that are one, chosen in their list: who stays is chosen, and what goes is shown first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.admin.base import DeskAdmin
from archive.editing.confirming import CHANGED
from archive.editing.workflow import may_publish
from archive.text import sha256

MOST = 20


class Numbered(forms.ModelChoiceField):  # type: ignore[type-arg]  # has none when it runs
    """Of two that are called the same, the number says which."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} (no. {obj.pk})"


class IntoForm(forms.Form):
    into: Any = Numbered(QuerySet(), widget=forms.RadioSelect, empty_label=None, label="Which one stays?")
    reason = forms.CharField(
        label="How we know (public)", widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    )

    def __init__(self, rows: QuerySet[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]


class BatchMerging(DeskAdmin):
    """Of rows that know what a merge would touch."""

    def merge_one(self, row: Any, into: Any, reason: str, user: Any) -> list[str]:
        raise NotImplementedError

    def told(self, row: Any) -> str:
        """What would change hands."""
        raise NotImplementedError

    def get_actions(self, request: HttpRequest) -> Any:
        actions: dict[str, Any] = super().get_actions(request)
        if may_publish(request.user):
            actions["merge"] = (merge_chosen, "merge", "Merge into one …")
        return actions


def merge_chosen(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    chosen = model_admin.model._default_manager.filter(pk__in=queryset.values("pk")).order_by("pk")
    rows = list(chosen[: MOST + 1])
    if not 2 <= len(rows) <= MOST:
        messages.error(request, f"Choose two or more, {MOST} at most: they become one.")
        return None
    form = IntoForm(chosen, request.POST if "confirmed" in request.POST else None)
    told = [(row, model_admin.told(row)) for row in rows]
    seen = sha256(repr([(row.pk, str(row), line) for row, line in told]))
    if form.is_bound and form.is_valid() and request.POST.get("seen") == seen:
        merged(model_admin, request, rows, form)
        return None
    if form.is_bound and request.POST.get("seen") != seen:
        messages.error(request, CHANGED)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Merge {len(rows)} {model_admin.opts.verbose_name_plural} into one",
        "opts": model_admin.opts,
        "form": form,
        "rows": told,
        "seen": seen,
        "action_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/batch_merge.html", context)


def merged(model_admin: Any, request: HttpRequest, rows: list[Any], form: IntoForm) -> None:
    into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
    for row in rows:
        name = str(row)
        if row == into:
            continue
        problems = model_admin.merge_one(row, into, reason, request.user)
        for problem in problems:
            messages.error(request, f"{name}: {problem}")
        if not problems:
            messages.success(request, f"{name} is shown as {into} from now on.")
