"""The screen on which two organisations, or two outlets, become one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from archive.admin.base import DeskAdmin
from archive.admin.widgets import Autocomplete
from archive.editing.merge_places import merge_places, touched
from archive.editing.workflow import may_publish
from archive.models import Article, Attribution, Organisation


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


class PlaceMerging(DeskAdmin):
    change_form_template = "admin/place_change_form.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        own = path("<int:place_id>/merge/", view, name=f"archive_{self.opts.model_name}_merge")
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        page = reverse(f"admin:archive_{self.opts.model_name}_merge", args=[obj.pk]) if obj else ""
        extra = {"merge_page": page if may_publish(request.user) else ""}
        return super().render_change_form(request, {**context, **extra}, *args, **kwargs)

    def merge_view(self, request: HttpRequest, place_id: int) -> HttpResponse:
        if not may_publish(request.user):
            raise PermissionDenied
        place = get_object_or_404(self.model, pk=place_id)
        form = PlaceMergeForm(self.model, self.admin_site, request.POST or None)
        if request.method == "POST" and form.is_valid():
            into = form.cleaned_data["into"]
            problems = merge_places(place, into, form.cleaned_data["reason"], request.user)
            for problem in problems:
                form.add_error("into", problem)
            if not problems:
                messages.success(
                    request, f"{into} has all that named “{place.name}”, and its name among its own."
                )
                return redirect(f"admin:archive_{self.opts.model_name}_change", into.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge: {place}",
            "opts": self.opts,
            "place": place,
            "touched": touched(place),
            "form": form,
            "media": form.media,
        }
        return TemplateResponse(request, "admin/place_merge.html", context)
