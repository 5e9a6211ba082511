"""Bringing a table in: upload it, say what its columns are, settle its names, look at what became of it."""

import json
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from archive.admin.base import DeskAdmin, ReadOnlyAdmin
from archive.admin.once import made_by
from archive.admin.widgets import number
from archive.editing.confirming import CHANGED
from archive.editing.proposals.speaker_choices import NameChoice, Option, known_as, whole_name
from archive.intake import results
from archive.models import Entry, Outlet, Spreadsheet
from archive.reading.namesakes import labels
from archive.text import sha256
from archive.transfer.spreadsheets import cells, columns, drafting, entering, grid
from archive.transfer.spreadsheets.checking import Checked, outlets_like

FIRST_ROWS = 5
LEFT_OPEN = Option(entering.OPEN, "leave open")
MOST_NAMES, OFFERED = 300, 8  # of each the likeliest: a page of three hundred looks all of them up


class FileForm(forms.Form):
    file = forms.FileField(
        help_text="A table with one quote a row and names of columns above: CSV of any kind, .xlsx, .ods, "
        "or the CSV and JSON Lines that this site exports; at most 5 MB."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.sheet = grid.read(file.read(grid.LARGEST + 1))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return file


# A name that nobody knows, with the rows that hold it.
Unknown = NameChoice[list[int]]


def sheet_for(desk: DeskAdmin, request: HttpRequest, sheet_id: int) -> Spreadsheet:
    if not desk.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Spreadsheet, pk=sheet_id)


def columns_view(desk: DeskAdmin, request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Asks what the columns are, and once whether the day comes first where both may be."""
    sheet = sheet_for(desk, request, sheet_id)
    if sheet.entered_at:
        return redirect("admin:archive_spreadsheet_change", sheet.pk)
    problems: list[str] = []
    if request.method == "POST":
        sheet.mapping, problems = mapping_sent(request.POST, sheet.names)
        order = request.POST.get("day_first", "")
        sheet.day_first = {"yes": True, "no": False}.get(order)
        sheet.save(update_fields=["mapping", "day_first"])
    unclear = entering.checked(sheet).unclear
    if request.method == "POST" and not problems and not unclear:
        return redirect("admin:archive_spreadsheet_names", sheet.pk)
    if request.method == "POST" and unclear:
        problems.append(f"“{unclear[0]}” may be two days: say which of day and month comes first.")
    return desk.render(
        request,
        "spreadsheet_columns",
        f"Columns: {sheet}",
        sheet=sheet,
        columns=columns_of(sheet),
        fields=columns.FIELDS,
        unclear=unclear[:1],
        problems=problems,
    )


def names_view(desk: DeskAdmin, request: HttpRequest, sheet_id: int) -> HttpResponse:
    """All that is wrong, grouped; and whom nobody knows, settled in one list."""
    sheet = sheet_for(desk, request, sheet_id)
    if sheet.entered_at:
        return redirect("admin:archive_spreadsheet_change", sheet.pk)
    if set(columns.NEEDED) - set(sheet.mapping.values()):
        return redirect("admin:archive_spreadsheet_columns", sheet.pk)
    found = entering.checked(sheet)
    unknown = {"speaker": unknown_speakers(found), "outlet": unknown_outlets(found)}
    seen = as_shown(sheet, found, unknown)
    if request.method == "POST":
        choices = {kind: chosen(request.POST, kind, names) for kind, names in unknown.items()}
        if request.POST.get("seen") == seen:
            entries, drafts = entering.enter(sheet, choices["speaker"], choices["outlet"])
            messages.success(request, f"Rows entered: {entries}; drafts among them: {drafts}.")
            return redirect("admin:archive_spreadsheet_change", sheet.pk)
        messages.error(request, CHANGED)
        unknown = {kind: [kept(each, choices[kind]) for each in names] for kind, names in unknown.items()}
    return desk.render(
        request,
        "spreadsheet_names",
        f"Rows and names: {sheet}",
        sheet=sheet,
        found=found,
        rows=len(sheet.cells),
        speakers=unknown["speaker"],
        outlets=unknown["outlet"],
        seen=seen,
        listed=json.dumps({kind: [each.name for each in names] for kind, names in unknown.items()}),
    )


def go_on_view(desk: DeskAdmin, request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Pressed until no row is left: a request makes drafts of so many."""
    sheet = sheet_for(desk, request, sheet_id)
    if request.method != "POST":
        raise Http404
    entering.go_on(sheet)
    return redirect("admin:archive_spreadsheet_change", sheet.pk)


def undo_view(desk: DeskAdmin, request: HttpRequest, sheet_id: int) -> HttpResponse:
    sheet = sheet_for(desk, request, sheet_id)
    if request.method != "POST":
        raise Http404
    if sheet.by_id != request.user.pk and not request.user.has_perm("archive.publish_quote"):
        raise PermissionDenied
    if entering.undo(sheet):
        messages.success(request, f"“{sheet}” was undone: its entries and drafts are gone.")
    else:
        messages.error(request, "It stays: something of it was published, or it was undone before.")
    return redirect("admin:archive_spreadsheet_change", sheet.pk)


@admin.register(Spreadsheet)
class SpreadsheetAdmin(DeskAdmin):
    seen_with = "archive.add_importjob"
    screens = [
        ("<int:sheet_id>/columns/", "columns", columns_view),
        ("<int:sheet_id>/names/", "names", names_view),
        ("<int:sheet_id>/go-on/", "go_on", go_on_view),
        ("<int:sheet_id>/undo/", "undo", undo_view),
    ]
    list_display = ["name", "by", "at", "entered_at", "undone_at"]
    list_select_related = ["by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("cells")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST" and (made := made_by(request, self.model)):
            return redirect("admin:archive_spreadsheet_columns", made.pk)
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            sheet = form.sheet
            sheet.name, sheet.mapping = form.cleaned_data["file"].name[:200], mapping_for(sheet.names)
            sheet.by_id = int(request.user.pk or 0)
            sheet.save()
            self.log_addition(request, sheet, [{"added": {}}])
            return redirect("admin:archive_spreadsheet_columns", sheet.pk)
        return self.render(request, "upload", "Bring in a table", form=form, lead=LEAD)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        sheet = sheet_for(self, request, number(object_id) or 0)
        if not sheet.entered_at:
            return redirect("admin:archive_spreadsheet_columns", sheet.pk)
        counted, drafts = entering.counted(sheet)
        entries = sheet.entries.select_related("quote", "outlet").defer("quote__text")
        return self.render(
            request,
            "spreadsheet",
            str(sheet),
            sheet=sheet,
            counted=counted,
            drafts=drafts,
            waiting=entries.waiting()[:200],
            published=entering.published_of(sheet),
            most=drafting.MOST,
            worked_on=entering.worked_on(sheet),
        )


LEAD = "Its columns are named next, then the names that nobody knows are settled. Nothing is published by it."


def mapping_for(names: list[str]) -> dict[str, str]:
    """As the last table with these columns had it; else by their names."""
    before = Spreadsheet.objects.filter(names=names).exclude(entered_at=None).first()
    return dict(before.mapping) if before else columns.guess(names)


def mapping_sent(data: Any, names: list[str]) -> tuple[dict[str, str], list[str]]:
    sent = {name: data.get(f"column-{at}", "") for at, name in enumerate(names)}
    mapping = {name: field for name, field in sent.items() if field in columns.FIELDS}
    problems = [
        f"Two columns are “{label}”: choose one of them."
        for field, label in columns.FIELDS.items()
        if list(mapping.values()).count(field) > 1
    ]
    problems += [
        f"Say which column holds the {field}." for field in columns.NEEDED if field not in mapping.values()
    ]
    return mapping, problems


def columns_of(sheet: Spreadsheet) -> list[tuple[str, str, list[str]]]:
    """Each with what it may be, and its first cells."""
    rows = sheet.cells[:FIRST_ROWS]
    return [
        (name, sheet.mapping.get(name, ""), [row[at][:80] for row in rows])
        for at, name in enumerate(sheet.names)
    ]


def unknown_speakers(found: Checked) -> list[Unknown]:
    """Where a name is like others, nothing is chosen but to leave it open."""
    names = list(found.speakers.items())[:MOST_NAMES]
    known = {name: [each for group in known_as(name, OFFERED) for each in group] for name, _ in names}
    called = labels(each for rows in known.values() for each in rows)
    return [
        speaker_name(name, rows, [Option(str(each.pk), called[each.pk]) for each in known[name]])
        for name, rows in names
    ]


def speaker_name(name: str, rows: list[int], there: list[Option]) -> Unknown:
    proposed = results.Speaker(name, None, "person")
    whole = whole_name(proposed) and not cells.is_doubtful(name)
    fresh = entering.NEW if not there and whole else entering.OPEN
    return NameChoice(name, rows, [*there, Option(entering.NEW, "a new speaker"), LEFT_OPEN], fresh)


def unknown_outlets(found: Checked) -> list[Unknown]:
    names = dict(list(found.outlets.items())[:MOST_NAMES])
    like = outlets_like(names)
    return [outlet_name(name, rows, like[name]) for name, rows in names.items()]


def outlet_name(name: str, rows: list[int], like: list[Outlet]) -> Unknown:
    there = [Option(str(each.pk), str(each)) for each in like]
    options = [*there, Option(entering.NEW, "a new outlet"), LEFT_OPEN]
    return NameChoice(name, rows, options, entering.OPEN if there else entering.NEW)


def as_shown(sheet: Spreadsheet, found: Checked, unknown: dict[str, list[Unknown]]) -> str:
    """Changes with the rows that would be entered, and with whom each name may be."""
    offered = [
        (kind, each.name, [(option.value, option.label) for option in each.options])
        for kind, names in unknown.items()
        for each in names
    ]
    return sha256(repr((sorted(sheet.mapping.items()), sheet.day_first, list(found.good), offered)))


def chosen(data: Any, kind: str, names: list[Unknown]) -> dict[str, str]:
    """What was sent for each name, by the names that were listed then; only what is offered now."""
    sent = {name: data.get(f"{kind}-{at}", "") for at, name in enumerate(listed(data, kind))}
    return {each.name: sent[each.name] for each in names if each.option(sent.get(each.name, ""))}


def listed(data: Any, kind: str) -> list[str]:
    try:
        names = json.loads(data.get("listed", ""))[kind]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []
    return [str(name) for name in names] if isinstance(names, list) else []


def kept(name: Unknown, choices: dict[str, str]) -> Unknown:
    return replace(name, chosen=choices.get(name.name, name.chosen))


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Quotes of tables whose article is not here yet: they wait for its text."""

    list_display = ["words", "names_given", "outlet_name", "said_latest", "url", "quote", "sheet"]
    list_filter = [("quote", admin.EmptyFieldListFilter)]
    list_select_related = ["sheet", "quote"]
    search_fields = ["words", "url", "title", "outlet_name"]
    seen_with = "archive.add_importjob"

    @admin.display(description="speakers")
    def names_given(self, obj: Entry) -> str:
        return ", ".join(obj.speaker_names)
