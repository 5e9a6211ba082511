"""Several rows that are one, chosen in their list: who stays is chosen, and what goes is shown first."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from archive.admin.base import DeskAdmin
from archive.editing.confirming import CHANGED
from archive.models.merges import by_number
from archive.text import sha256

MOST = 20
# Of one row into another, with the reason and the user: what stands against it.
Merge = Callable[[Any, Any, str, Any], list[str]]


class Numbered(forms.ModelChoiceField):  # type: ignore[type-arg]  # has none when it runs
    """Of two that are called the same, the number says which."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} (no. {obj.pk})"


class IntoForm(forms.Form):
    into: Any = Numbered(QuerySet(), widget=forms.RadioSelect, empty_label=None, label="Which one stays?")
    reason = forms.CharField(
        label="How we know (public)", widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    )

    apart = forms.BooleanField(error_messages={"required": "Tick this if they are one, or change nothing."})

    def __init__(self, rows: QuerySet[Any], apart: str, *args: Any, **kwargs: Any) -> None:
        """`apart` is what says that they are not one, and has to be confirmed."""
        super().__init__(*args, **kwargs)
        if apart:
            self.fields["apart"].label = f"{apart} They are one all the same."
        else:
            del self.fields["apart"]
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]


def merging(
    merge: Merge, told: Callable[[Any], str], apart: Callable[[list[Any]], str] = lambda rows: ""
) -> tuple[Callable[..., Any], str, str]:
    """The action of a list; `told` says what would change hands, `apart` what says that they are not one."""
    return partial(merge_chosen, merge=merge, told=told, apart=apart), "merge", "Merge into one …"


def merge_chosen(
    desk: DeskAdmin,
    request: HttpRequest,
    queryset: QuerySet[Any],
    merge: Merge,
    told: Callable[[Any], str],
    apart: Callable[[list[Any]], str],
) -> HttpResponse | None:
    chosen = desk.model._default_manager.filter(pk__in=queryset.values("pk")).order_by("pk")
    rows = list(chosen[: MOST + 1])
    if not 2 <= len(rows) <= MOST:
        messages.error(request, f"Choose two or more, {MOST} at most: they become one.")
        return None
    against = apart(rows)
    form = IntoForm(chosen, against, request.POST if "confirmed" in request.POST else None)
    lines = [(row, told(row)) for row in rows]
    seen = sha256(repr((against, [(row.pk, str(row), line) for row, line in lines])))
    if form.is_bound and form.is_valid() and request.POST.get("seen") == seen:
        merged(request, rows, form, merge)
        return None
    if form.is_bound and request.POST.get("seen") != seen:
        messages.error(request, CHANGED)
    return desk.render(
        request,
        "batch_merge",
        f"Merge {len(rows)} {desk.opts.verbose_name_plural} into one",
        form=form,
        rows=lines,
        seen=seen,
        action_name=ACTION_CHECKBOX_NAME,
    )


def merged(request: HttpRequest, rows: list[Any], form: IntoForm, merge: Merge) -> None:
    into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
    for row in rows:
        if row == into:
            continue
        name, stays = by_number(row, into)
        problems = merge(row, into, reason, request.user)
        for problem in problems:
            messages.error(request, f"{name}: {problem}")
        if not problems:
            messages.success(request, f"{name} is shown as {stays} from now on.")
