"""What every screen of the desk shares."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.forms.fields import InvalidJSONInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.dateparse import parse_datetime

from archive.admin.conflicts import PublicForm, compare_rows, rebase
from archive.admin.generic import Mixin, ModelAdmin, TabularInline
from archive.admin.once import OnceAdmin
from archive.admin.widgets import DayField, DayInput, MomentField, MomentInput
from archive.editing.corrections import note, seen_through
from archive.editing.history import changes_of
from archive.editing.shown import has_page, is_shown, to_look_at_again, waiting_with
from archive.editing.versions import revert
from archive.editing.workflow import may_publish
from archive.models.called import called
from archive.text.tongue import day


def moment(text: str) -> datetime | None:
    """A time with its zone; None for what is none, such as 30 February."""
    try:
        at = parse_datetime(text)
        return at.astimezone(UTC) if at and at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def told_problems(request: HttpRequest, problems: list[str]) -> bool:
    """Says what stands against an act; whether anything did."""
    for problem in problems:
        messages.error(request, problem)
    return bool(problems)


class LinesField(forms.CharField):
    """A list of texts, one a line: names contain commas."""

    def __init__(self, *, base_field: Any = None, max_length: int | None = None, **kwargs: Any) -> None:
        self.longest = base_field.max_length if base_field else None
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line for each in (super().to_python(value) or "").splitlines() if (line := each.strip())]
        for line in lines:
            if self.longest and len(line) > self.longest:
                raise forms.ValidationError(f"“{line[:40]}…” is longer than {self.longest} characters.")
        return list(dict.fromkeys(lines))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))


class PlainJSONField(forms.JSONField):
    """Nested too deeply, or with a number of thousands of digits, is no JSON of ours."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (RecursionError, ValueError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except (RecursionError, ValueError):
            return True

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except (RecursionError, ValueError):
            return InvalidJSONInput(data)


class OnSite(Mixin):
    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """None where readers would find nothing."""
        return super().get_view_on_site_url(obj) if obj is None or has_page(obj) else None


class DeskAdmin(OnSite, OnceAdmin, ModelAdmin):
    """An admin whose history comes from the database's triggers, and so misses nothing.

    What published quotes show is changed by publishers alone, and the quotes that read differently are corrected.
    """

    form: Any = PublicForm
    # Its own screens: address, end of the name, and the function, which is given the admin first.
    screens: Sequence[tuple[str, str, Callable[..., Any]]] = ()
    # The permission of those who see the rows, where it is another than to look at them.
    seen_with = ""
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        ArrayField: {"form_class": LinesField},
        models.JSONField: {"form_class": PlainJSONField},
        models.URLField: {"assume_scheme": "https"},
        models.DateField: {"form_class": DayField, "widget": DayInput},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
    }

    def get_urls(self) -> list[Any]:
        wrap, model = self.admin_site.admin_view, self.opts.model_name
        own = [
            path(address, wrap(partial(view, self)), name=f"archive_{model}_{name}")
            for address, name, view in self.screens
        ]
        return [*own, *super().get_urls()]

    def render(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        """A screen of the desk that belongs to these rows."""
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/{template}.html", {**shared, **context})

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What its page shows beside the form; `obj` is nothing while it is being added."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context |= self.beside(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:

        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404(f"No {self.opts.verbose_name} has this number.")
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        if request.method == "POST":
            return self.go_back(request, obj)
        return self.render(
            request,
            "history",
            f"History of {obj}",
            object=obj,
            changes=changes_of(obj),
            may_revert=self.may_revert(request, obj),
            asks_reason=is_shown(obj),
            **extra_context or {},
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.seen_with:
            return bool(request.user.has_perm(self.seen_with))
        return super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) if self.seen_with else super().has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.kept_from(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.kept_from(request, obj)

    def kept_from(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not may_publish(request.user) and is_shown(obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user  # type: ignore[attr-defined]
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.with_reason(request, obj, super().get_fieldsets(request, obj))

    def with_reason(self, request: HttpRequest, obj: Any, fieldsets: Any) -> Any:
        """The public reason comes last, and only where readers would read it; a row that has a reason of its own shows it."""
        stored = any(field.name == "reason" for field in self.opts.get_fields())
        if stored or not issubclass(self.form, PublicForm):
            return fieldsets
        rest = [
            (name, {**options, "fields": [each for each in options["fields"] if each != "reason"]})
            for name, options in fieldsets
        ]
        asked = obj is not None and bool(self.form.worded) and may_publish(request.user) and is_shown(obj)
        return [*rest, ("Why", {"fields": ["reason"]})] if asked else rest

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.before = seen_through(obj) if change and self.rewords(form) else []
        self.store(obj, form, change)
        for word in form.mixed:
            messages.warning(request, f"“{word}” mixes letters of two scripts that look alike: is it meant?")

    def store(self, obj: Any, form: Any, change: bool) -> None:
        obj.save()

    def rewords(self, form: Any) -> bool:
        """Whether published quotes may read differently; the rows beside an object count in any case."""
        return bool(form.worded and (self.inlines or form.worded & set(form.changed_data)))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.finish(form)
        if change and (form.has_changed() or any(each.has_changed() for each in formsets)):
            to_look_at_again(waiting_with(form.instance))
        note(getattr(form, "before", []), form.cleaned_data.get("reason", ""))

    def finish(self, form: Any) -> None:
        """What follows from the row and those beside it, once all are saved."""

    def may_revert(self, request: HttpRequest, obj: Any) -> bool:
        return hasattr(obj, "version") and self.has_change_permission(request, obj)

    def go_back(self, request: HttpRequest, obj: Any) -> HttpResponse:
        at = moment(request.POST.get("at", ""))
        if at is None or not self.may_revert(request, obj):
            raise PermissionDenied
        reason = request.POST.get("reason", "")
        with transaction.atomic(), pghistory.context(reason=reason or f"Back to {day(at)}, {at:%H:%M:%S}"):
            problems = revert(obj, at, reason)
            if not problems and self.kept_from(request, self.model._default_manager.get(pk=obj.pk)):
                transaction.set_rollback(True)
                problems = ["Readers would see this on a public page: only a publisher may go back to it."]
        if not told_problems(request, problems):
            messages.success(request, f"{obj} is as it was on {day(at)}, {at:%H:%M:%S}.")
        return redirect(request.path)

    def autocomplete_label(self, obj: Any) -> str:
        return str(obj)

    def named(self, words: list[str]) -> Any:
        """The ids of the rows that are called so; nothing where rows have no names."""
        return called(str(self.opts.model_name), *words)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Beside what the columns hold, names in any accents and apostrophes.

        By ids: rows that are joined to what they are found by would be told apart by all their texts.
        """
        if not (search_term.strip() and self.search_fields):
            return queryset, False
        found, _ = super().get_search_results(request, self.model._default_manager.order_by(), search_term)
        among = Q(pk__in=found.values("pk")) | Q(pk__in=self.named(search_term.split()))
        return queryset.filter(among), False


class VersionedAdmin(DeskAdmin):
    """An admin whose form is a `VersionedForm`."""

    change_form_template = "admin/desk_change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        stored = self.get_object(request, unquote(object_id)) if object_id else None
        if request.method == "POST" and stored and request.POST.get("seen_version") != str(stored.version):
            self.rebase(request, stored)
        with pghistory.context(reason=request.POST.get("reason", "")):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def rebase(self, request: HttpRequest, stored: Any) -> None:
        data = request.POST.copy()
        request.taken = [  # type: ignore[attr-defined]
            str(formset.model._meta.verbose_name_plural)
            for formset in self.stored_formsets(request, stored)
            if f"{formset.prefix}-TOTAL_FORMS" in data and rebase(data, formset, data.get("seen_version"))
        ]
        request.POST = data  # type: ignore[assignment]

    def stored_formsets(self, request: HttpRequest, stored: Any) -> Iterator[Any]:
        for formset, inline in self.get_formsets_with_inlines(request, stored):
            if inline.has_change_permission(request, stored):
                yield formset(instance=stored, prefix=formset.get_default_prefix())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if "seen_version" in flatten_fieldsets(fieldsets):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["seen_version"]})]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        forms = [
            context["adminform"].form,
            *(row for each in context["inline_admin_formsets"] for row in each.formset),
        ]
        conflict = next((each for each in forms if getattr(each, "conflict", False)), None)
        if conflict:
            conflict.taken_over.extend(getattr(request, "taken", []))
            stored = self.model._default_manager.get(pk=kwargs["obj"].pk)
            for inline in context["inline_admin_formsets"]:
                if inline.has_change_permission:
                    label = str(inline.opts.verbose_name_plural)
                    conflict.differences.extend(compare_rows(inline.formset, stored, label))
        return super().render_change_form(request, {**context, "conflict": conflict}, *args, **kwargs)


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, DeskAdmin):
    pass


class ReadOnlyInline(ReadOnly, OnSite, TabularInline):
    extra = 0
