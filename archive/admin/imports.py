"""Upload, look at what would happen, import; and the way out."""

import csv
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from archive.admin.base import DeskAdmin
from archive.admin.generic import ModelForm
from archive.editing.workflow import may_publish
from archive.models import Article, ImportJob, Quote
from archive.text import BOM, defused
from archive.transfer.jobs import CHECKED_AT_ONCE, LARGEST, check, may_change, rules_for, stage
from archive.transfer.staging import Staged
from archive.transfer.tabulate import table
from archive.transfer.write import bundle, encode

SHOWN = 300
MOST_QUOTES, MOST_EXPORTED = 2_000, 10_000_000  # characters of all texts together
TOO_LARGE = "The archive is too large for one page: an administrator exports it with `manage.py export_all DIRECTORY`."


class UploadForm(ModelForm):
    class Meta:
        widgets = {"reason": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    staged: Staged | None = None
    user: Any = None
    file = forms.FileField(
        help_text="JSON as exported from here, or CSV with one quote a row; UTF-8, at most 5 MB."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("The file is larger than 5 MB: split it.")
        self.instance.name, self.instance.content = file.name[:200], file.read()
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") not in {None, ImportJob.Mode.SKIP} and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why: what is published may change, with this public reason.")
        self.look_at(cleaned.get("file"), cleaned.get("mode") or ImportJob.Mode.SKIP)
        return cleaned

    def look_at(self, file: Any, mode: str) -> None:
        """A larger file waits for the worker."""
        if not file or file.size > CHECKED_AT_ONCE:
            return
        try:
            self.staged = stage(self.instance.content, rules_for(self.user, mode))
        except ValueError as error:
            self.add_error("file", str(error))


def start_view(desk: DeskAdmin, request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(ImportJob, pk=job_id)
    if request.method != "POST" or not desk.has_add_permission(request):
        raise PermissionDenied
    if request.user.pk != job.by_id and not may_publish(request.user):
        raise PermissionDenied
    waiting = ImportJob.objects.filter(pk=job_id, state=ImportJob.State.CHECKED)
    if waiting.update(state=ImportJob.State.QUEUED):
        messages.success(request, "The import waits for the worker; this page shows how far it is.")
    return redirect("admin:archive_importjob_change", job_id)


def report_view(desk: DeskAdmin, request: HttpRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(ImportJob, pk=job_id)
    if not desk.has_view_permission(request, job):
        raise PermissionDenied
    response = download("text/csv; charset=utf-8", f"import-{job.pk}-report.csv")
    response.write(BOM)
    writer = csv.writer(response)
    writer.writerow(["row", "column", "reason"])
    writer.writerows([defused(cell) for cell in row] for row in [*job.problems, *job.notes])
    return response


def export_json(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if too_many := kept_from_export(request):
        return too_many
    response = download("application/json", "statement-archive.json")
    response.write(encode(bundle()))
    return response


def export_csv(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if too_many := kept_from_export(request):
        return too_many
    response = download("text/csv; charset=utf-8", "statement-archive.csv")
    response.write(BOM)
    csv.writer(response).writerows(table(bundle()))
    return response


def kept_from_export(request: HttpRequest) -> HttpResponse | None:
    """The whole texts, whatever their rights: not for everyone who may look at one, nor more than a page can hold."""
    if not may_publish(request.user):
        raise PermissionDenied
    length = Article.objects.aggregate(all=Sum(Length("raw_text")))["all"] or 0
    if length <= MOST_EXPORTED and Quote.objects.count() <= MOST_QUOTES:
        return None
    messages.error(request, TOO_LARGE)
    return redirect("admin:archive_importjob_changelist")


@admin.register(ImportJob)
class ImportJobAdmin(DeskAdmin):
    screens = [
        ("export.json", "export_json", export_json),
        ("export.csv", "export_csv", export_csv),
        ("<int:job_id>/start/", "start", start_view),
        ("<int:job_id>/report.csv", "report", report_view),
    ]
    form = UploadForm
    fields = ["file", "mode", "reason"]
    list_display = ["name", "state", "rows", "good", "done", "articles", "by", "at"]
    list_filter = ["state"]
    list_select_related = ["by"]
    change_form_template = "admin/import_job.html"
    change_list_template = "admin/import_list.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def has_change_permission(self, request: HttpRequest, obj: ImportJob | None = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def get_fields(self, request: HttpRequest, obj: ImportJob | None = None) -> Any:
        return ["mode", "reason", "by", "at", "outcome"] if obj else self.fields

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An editor adds; only a publisher changes what is there, and with four eyes nobody alone."""
        if db_field.name == "mode" and not may_change(request.user):
            kwargs["choices"] = [ImportJob.Mode.choices[0]]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: ImportJob, form: Any, change: bool) -> None:
        obj.by_id = int(request.user.pk or 0)
        if form.staged:
            check(obj, form.staged)
        else:
            obj.save()

    def response_add(
        self, request: HttpRequest, obj: ImportJob, post_url_continue: str | None = None
    ) -> HttpResponse:
        return redirect("admin:archive_importjob_change", obj.pk)

    def beside(self, request: HttpRequest, obj: ImportJob | None) -> dict[str, Any]:
        if obj is None:
            return {}
        shown = {"shown": obj.problems[:SHOWN], "noted": obj.notes[:SHOWN], "bad": obj.rows - obj.good}
        return {**shown, "job": obj}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        own = {"may_publish": may_publish(request.user)}
        return super().changelist_view(request, {**own, **(extra_context or {})})


def download(content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
