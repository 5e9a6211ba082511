"""The screen on which two organisations, or two outlets, become one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from archive.admin.base import DeskAdmin, ReadOnlyAdmin, told_problems
from archive.admin.batch_merging import merging
from archive.admin.widgets import Autocomplete
from archive.editing.merge_places import merge_places, touched, undo_places, undoing_objections
from archive.editing.workflow import may_publish
from archive.models import Article, Attribution, Organisation, PlaceMerge


class PlaceMergeForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Public where published quotes read differently: how we know that both are one.",
    )

    def __init__(self, model: Any, site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Attribution if model is Organisation else Article
        field = named._meta.get_field(model._meta.model_name)
        into = forms.ModelChoiceField(model._default_manager.all(), label="Is the same as")
        into.widget = Autocomplete(field, site, choices=into.widget.choices)
        self.fields = {"into": into, **self.fields}


def merge_one(place: Any, into: Any, reason: str, user: Any) -> list[str]:
    """The one that stays has other names with each that goes."""
    return merge_places(place, type(place)._default_manager.get(pk=into.pk), reason, user)


def told(place: Any) -> str:
    """What would change hands."""
    return ", ".join(f"{count} {what}" for count, what in touched(place)) or "nothing names it"


def merge_view(desk: DeskAdmin, request: HttpRequest, place_id: int) -> HttpResponse:
    if not may_publish(request.user):
        raise PermissionDenied
    place = get_object_or_404(desk.model, pk=place_id)
    form = PlaceMergeForm(desk.model, desk.admin_site, request.POST or None)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        problems = merge_places(place, into, form.cleaned_data["reason"], request.user)
        for problem in problems:
            form.add_error("into", problem)
        if not problems:
            messages.success(
                request, f"{into} has all that named “{place.name}”, and its name among its own."
            )
            return redirect(f"admin:archive_{desk.opts.model_name}_change", into.pk)
    return desk.render(
        request,
        "place_merge",
        f"Merge: {place}",
        place=place,
        touched=touched(place),
        form=form,
        media=form.media,
    )


class PlaceAdmin(DeskAdmin):
    screens = [("<int:place_id>/merge/", "merge", merge_view)]
    change_form_template = "admin/place_change_form.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The name that is shown stands before the others."""
        return sorted(super().get_fields(request, obj), key=lambda name: name != "name")

    def get_actions(self, request: HttpRequest) -> Any:
        own = {"merge": merging(merge_one, told)} if may_publish(request.user) else {}
        return {**super().get_actions(request), **own}

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        page = reverse(f"admin:archive_{self.opts.model_name}_merge", args=[obj.pk]) if obj else ""
        return {"merge_page": page if may_publish(request.user) else ""}


def undo_view(desk: DeskAdmin, request: HttpRequest, merge_id: int) -> HttpResponse:
    if request.method != "POST" or not may_publish(request.user):
        raise PermissionDenied
    record = get_object_or_404(PlaceMerge, pk=merge_id)
    if told_problems(request, undo_places(record, request.user)):
        return redirect("admin:archive_placemerge_change", merge_id)
    messages.success(request, f"{record.name} is there again, and named where it was named.")
    return redirect(f"admin:archive_{record.kind}_change", record.old)


@admin.register(PlaceMerge)
class PlaceMergeAdmin(ReadOnlyAdmin):
    seen_with = "archive.publish_quote"
    screens = [("<int:merge_id>/undo/", "undo", undo_view)]
    list_display = ["name", "kind", "new", "by", "at", "undone_at"]
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by"]
    search_fields = ["name", "reason"]
    fields = ["name", "kind", "new", "taken", "reason", "by", "at", "undone_at"]
    change_form_template = "admin/merge_record.html"

    def beside(self, request: HttpRequest, obj: PlaceMerge) -> dict[str, Any]:
        return {
            "undo_page": reverse("admin:archive_placemerge_undo", args=[obj.pk]),
            "undo_label": f"Undo: {obj.name} is named again where it was named",
            "objections": undoing_objections(obj),
        }
