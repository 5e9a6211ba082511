"""The screens between a transcript and its quotes: who the labels are, then one step for all turns."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize

from archive.admin.article_pages import article_for
from archive.admin.base import DeskAdmin
from archive.admin.widgets import DayField
from archive.editing.confirming import listed, read
from archive.editing.transcripts.drafting import draft_turns, problems_with
from archive.editing.transcripts.labels import Sheet, occasions_on, role_on, sheet
from archive.editing.transcripts.publishing import checked, step_for, take_whole, waiting
from archive.models import Occasion


class OccasionForm(forms.Form):
    """When it was said, and where. A known occasion of another day is no choice."""

    day = DayField(label="Said on")
    known = forms.ModelChoiceField(
        Occasion.objects.none(), required=False, label="Occasion", empty_label="A new one, named below"
    )
    name = forms.CharField(max_length=300, required=False, label="New occasion")

    def __init__(self, *args: Any, day: dt.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["known"]
        field.queryset = Occasion.objects.filter(date__isnull=False) if self.is_bound else occasions_on(day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known, day = cleaned.get("known"), cleaned.get("day")
        if known and day and known.date != day:
            self.add_error("known", f"“{known}” was on another day: choose another, or correct the day.")
        return cleaned

    def settled(self) -> tuple[dt.date, Occasion | str]:
        """The day and the occasion: a known one, or a name for a new one."""
        cleaned = self.cleaned_data
        return cleaned["day"], cleaned["known"] or cleaned["name"]


def turns_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """One decision a label; then all its turns are drafts."""
    article = article_for(request, article_id, "archive.add_quote")
    found = sheet(article, numbered(request.POST, "name"), choices(request.POST))
    form = occasion_form(request, found)
    wrong: list[str] = []
    if request.method == "POST" and "_look" not in request.POST and form.is_valid():
        day, occasion = form.settled()
        wrong = problems_with(found, day)
        if not wrong:
            made = draft_turns(found, day, occasion)
            text = f"{len(made)} turn{pluralize(len(made))} became draft{pluralize(len(made))}."
            messages.success(request, text)
            return redirect("admin:archive_article_turns_all", article.pk)
    return desk.render(
        request,
        "turns",
        f"Labels: {article}",
        article=article,
        form=form,
        problems=wrong,
        labels=[
            (label, role_on(label.speaker, found.day)) if found.day else (label, None)
            for label in found.labels
        ],
        head=found.transcript.head,
        left_out=found.left_out,
        turns=sum(label.about.turns for label in found.labels),
    )


def occasion_form(request: HttpRequest, found: Sheet) -> OccasionForm:
    head = found.transcript.head
    same = occasions_on(found.day).first()
    first = {"day": found.day, "name": (head.title or found.article.title)[:300], "known": same}
    return OccasionForm(request.POST or None, day=found.day, initial=first)


def whole_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """Lists what a step over all turns would do, and does it once that is confirmed."""
    article = article_for(request, article_id, "archive.change_quote")
    step = step_for(request.user)
    if request.method == "POST":
        outcomes = take_whole(article, step, request.user, read(request.POST.get("seen", "")))
        done = sum(not problems for _, problems in outcomes)
        messages.success(
            request, f"{done} quote{pluralize(done)} {'was' if done == 1 else 'were'} {step.done}."
        )
        for quote, problems in [each for each in outcomes if each[1]][:20]:
            messages.error(request, f"“{quote}”: {' '.join(problems)}")
        return redirect("admin:archive_article_change", article.pk)
    outcomes = checked(article, list(waiting(article, step)), step, request.user)
    ready = [quote for quote, problems in outcomes if not problems]
    return desk.render(
        request,
        "turns_all",
        f"{step.label}: {article}",
        article=article,
        step=step,
        ready=ready,
        waiting=[(quote, problems) for quote, problems in outcomes if problems],
        seen=listed(ready),
    )


def choices(data: Mapping[str, Any]) -> dict[int, str]:
    """Where names are looked up again, what is not chosen yet is suggested anew."""
    return {number: value for number, value in numbered(data, "who").items() if value or "_look" not in data}


def numbered(data: Mapping[str, Any], name: str) -> dict[int, str]:
    """What was sent for each row: "who-3" → {3: …}."""
    found = ((re.fullmatch(rf"{name}-([0-9]{{1,4}})", key), value) for key, value in data.items())
    return {int(match[1]): str(value).strip()[:200] for match, value in found if match}
