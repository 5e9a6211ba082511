"""The screens on which publishers decide who is whom."""

from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse

from archive.admin.base import DeskAdmin, ReadOnlyAdmin, told_problems
from archive.admin.widgets import Autocomplete, number
from archive.editing.confirming import CHANGED
from archive.editing.duplicates import hold_apart, pairs, possible_duplicates
from archive.editing.merge import impact, merge, objections, undo
from archive.editing.workflow import may_publish
from archive.models import Attribution, Merge, Namesakes, Speaker
from archive.models.merges import by_number
from archive.reading.namesakes import last_office, noted, told_apart
from archive.text import sha256

AT_ONCE = 50  # pairs of a page
OFFICES = 4  # of one that is to be merged


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Speaker.objects.canonical().named(), label="Is the same as")
    reason = forms.CharField(
        label="How we know (public)", widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    )

    def __init__(self, *args: Any, site: admin.AdminSite, speaker: Speaker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaker = speaker
        field = self.fields["into"]
        field.widget = Autocomplete(
            Attribution._meta.get_field("speaker"), site, choices=field.widget.choices
        )

    def clean_into(self) -> Speaker:
        into: Speaker = self.cleaned_data["into"]
        if problems := objections(self.speaker, into):
            raise forms.ValidationError(problems)
        return into


def merge_view(desk: DeskAdmin, request: HttpRequest, speaker_id: int) -> HttpResponse:
    if not may_publish(request.user):
        raise PermissionDenied
    speaker = get_object_or_404(Speaker, pk=speaker_id)
    given = {"into": request.GET.get("into")}
    form = MergeForm(request.POST or None, initial=given, site=desk.admin_site, speaker=speaker)
    into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
    seen = as_shown(speaker, into) if into else ""
    if into and "_confirm" in request.POST:
        if request.POST.get("seen") == seen:
            return merged(request, speaker, into, form.cleaned_data["reason"])
        messages.error(request, CHANGED)
    return desk.render(
        request,
        "merge",
        f"Merge or identify: {speaker}",
        speaker=speaker,
        form=form,
        impact=impact(speaker),
        into=into,
        names=by_number(speaker, into) if into else [],
        seen=seen,
        apart=kept_apart([speaker, into]) if into else "",
        pairs=pairs(possible_duplicates(speaker)),
        media=form.media,
    )


def merged(request: HttpRequest, speaker: Speaker, into: Speaker, reason: str) -> HttpResponse:
    if told_problems(request, merge_one(speaker, into, reason, request.user)):
        return redirect("admin:archive_speaker_change", speaker.pk)
    own, other = by_number(speaker, into)
    messages.success(request, f"{own} is shown as {other} from now on. Its page redirects there.")
    return redirect("admin:archive_speaker_change", into.pk)


def duplicates_view(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if not may_publish(request.user):
        raise PermissionDenied
    if request.method == "POST":
        hold_both(request)
        return redirect("admin:archive_speaker_duplicates")
    found = possible_duplicates()
    return desk.render(
        request,
        "duplicates",
        "Possible duplicates",
        pairs=pairs(found[:AT_ONCE]),
        more=len(found[AT_ONCE:]),
    )


def hold_both(request: HttpRequest) -> None:
    pair = {number(request.POST.get(name, "")) or 0 for name in ("one", "other")}
    rows = list(Speaker.objects.filter(pk__in=pair))
    if len(rows) < 2:
        messages.error(request, "Choose two speakers: nothing was changed.")
        return
    hold_apart(*rows)
    messages.success(request, f"{' and '.join(by_number(*rows))} are held apart.")


def merge_one(speaker: Speaker, into: Speaker, reason: str, user: Any) -> list[str]:
    with pghistory.context(reason=reason):
        return merge(speaker, into, reason, user)


def told(speaker: Speaker) -> str:
    """Who it is, as far as anything is known, and what would change hands."""
    found = impact(speaker)
    quotes, roles = f"quote{pluralize(found['quotes'])}", f"role{pluralize(found['roles'])}"
    published = f"{found['quotes']} {quotes}, {found['published']} of them published"
    held = [last_office([role]) for role in speaker.roles.select_related("organisation", "country")[:OFFICES]]
    known = dict.fromkeys(filter(None, (speaker.description, *held, noted([speaker])[speaker.pk])))
    changes = f"{published}; {found['roles']} {roles}; {', '.join(found['names'])}"
    return "; ".join([*known, changes])


def kept_apart(speakers: list[Speaker]) -> str:
    """Whom readers are told to be different people, or who were held apart at the desk; empty where nobody is."""
    chosen = {speaker.pk for speaker in speakers}
    public = Speaker.objects.public().canonical().filter(pk__in=chosen)
    apart = set(told_apart(public))
    for pair in Namesakes.objects.filter(one__in=chosen, other__in=chosen).values_list("one", "other"):
        apart.update(pair)
    if not apart:
        return ""
    notes = noted(speaker for speaker in speakers if speaker.pk in apart)
    told = ", ".join(
        f"{each} ({notes.get(each.pk) or f'no. {each.pk}'})" for each in speakers if each.pk in apart
    )
    return f"Readers are told, or the desk holds, that these are different people: {told}."


def as_shown(speaker: Speaker, into: Speaker) -> str:
    """Changes with whatever the confirmation tells of the two."""
    return sha256(repr((impact(speaker), speaker.version, into.pk, into.version)))


def undone(record: Merge) -> str:
    return by_number(record.speaker, record.into)[0]


def undo_view(desk: DeskAdmin, request: HttpRequest, merge_id: int) -> HttpResponse:
    if request.method != "POST" or not may_publish(request.user):
        raise PermissionDenied
    record = get_object_or_404(Merge, pk=merge_id)
    with pghistory.context(reason=f"Undone: {record}"):
        problems = undo(record)
    if not told_problems(request, problems):
        messages.success(request, f"{undone(record)} stands for itself again.")
    return redirect("admin:archive_merge_change", merge_id)


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    screens = [("<int:merge_id>/undo/", "undo", undo_view)]
    list_display = ["__str__", "kind", "by", "at", "undone_at"]
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["speaker", "into", "by"]
    search_fields = ["speaker__name", "into__name", "reason"]
    fields = ["speaker", "into", "kind", "reason", "by", "at", "undone_at"]
    change_form_template = "admin/merge_record.html"

    def beside(self, request: HttpRequest, obj: Merge) -> dict[str, Any]:
        undoable = may_publish(request.user) and not obj.undone_at
        return {
            "undo_page": reverse("admin:archive_merge_undo", args=[obj.pk]) if undoable else "",
            "undo_label": f"Undo: {undone(obj)} stands for itself again",
        }
