"""Marking up an article: select words in its text, say whose they are; offsets come from the selection."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from archive.admin.article_pages import article_for
from archive.admin.article_text import rendered
from archive.admin.base import DeskAdmin
from archive.admin.markup_form import MarkupForm, rows, save_quote, use_autocompletes
from archive.admin.widgets import PassagesField
from archive.editing.body import restore, strike
from archive.editing.locate import locate, parse_pick, which
from archive.editing.locking import lock
from archive.editing.proposals.drafting import new_quote
from archive.editing.proposals.markup_hints import Around, SpeakerHint, likely_speakers
from archive.editing.workflow import STEPS, take
from archive.intake.results import Said
from archive.models import Article, Attribution, Quote, Via
from archive.reading.passages import segments
from archive.text import Offsets


class StrikeForm(forms.Form):
    boilerplate = PassagesField(rows=2, label="Words to strike out or to restore")
    version = forms.IntegerField(widget=forms.HiddenInput)


def markup_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.add_quote")
    quote = new_quote(article)
    form = MarkupForm(request.POST or None, instance=quote)
    use_autocompletes(form, Quote, desk.admin_site)
    speakers, via = (rows(model, quote, request, desk.admin_site) for model in (Attribution, Via))
    if request.method == "POST" and all([form.is_valid(), speakers.is_valid(), via.is_valid()]):
        return saved(request, form, [speakers, via])
    if form.twin and list(form.errors) == ["words"]:
        messages.info(request, f"“{form.twin}” is there already (no. {form.twin.pk}): nothing was added.")
        return redirect(reverse("admin:archive_article_markup", args=[article_id]) + f"#q{form.twin.pk}")
    return page(desk, request, article, form=form, speakers=speakers, via=via)


def saved(request: HttpRequest, form: MarkupForm, formsets: list[Any]) -> HttpResponse:
    with transaction.atomic():
        quote = save_quote(form, formsets)
    messages.success(request, f"“{quote}” was added.")
    if "_submit" in request.POST:
        take(STEPS["submit"], quote, request.user)
    return redirect(reverse("admin:archive_article_markup", args=[quote.article_id]) + f"#q{quote.pk}")


def strike_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.change_article")
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    form = StrikeForm(request.POST)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if struck(request, lock(article), form):
                return redirect("admin:archive_article_markup", article.pk)
    return page(desk, request, article, strike=form)


def struck(request: HttpRequest, article: Article, form: StrikeForm) -> bool:
    passages = form.cleaned_data["boilerplate"]
    located = locate(passages.words, article.raw_text, passages.picks)
    if form.cleaned_data["version"] != article.version:
        located.problems.append("Somebody changed the article since: look at it, then send this again.")
    form.fields["boilerplate"].widget.questions = located.questions
    for problem in located.problems or ([which(located.questions)] if located.questions else []):
        form.add_error("boilerplate", problem)
    for span in located.spans if located.found else []:
        (restore if "_restore" in request.POST else strike)(article, span)
    return located.found


def page(desk: DeskAdmin, request: HttpRequest, article: Article, **forms_given: Any) -> HttpResponse:
    article.refresh_from_db()
    quote = new_quote(article)
    form = forms_given.get("form") or MarkupForm(instance=quote)
    use_autocompletes(form, Quote, desk.admin_site)
    given = {"version": article.version}
    return desk.render(
        request,
        "markup",
        f"Mark up: {article}",
        article=article,
        text=rendered(segments(article)),
        quotes=article.quotes.by_place_in_article().with_sources(),
        form=form,
        speakers=forms_given.get("speakers") or rows(Attribution, quote, request, desk.admin_site),
        via=forms_given.get("via") or rows(Via, quote, request, desk.admin_site),
        strike=forms_given.get("strike") or StrikeForm(initial=given),
        may_strike=desk.has_change_permission(request, article),
        media=form.media,
    )


def suggest_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> JsonResponse:
    article = article_for(request, article_id, "archive.add_quote")
    span = parse_pick(request.GET.get("span", ""))
    if not span or not span[0] < span[1] <= len(article.raw_text):
        return JsonResponse({"error": "No such place in the article."}, status=400)
    around = Around(article, span)
    people, mention = likely_speakers(around)
    parts = {
        "cue_words": around.cue,
        "date_words": around.said and around.said.phrase,
        "speaker_words": mention,
        "role_words": around.role,
    }
    return JsonResponse(
        {
            "kind": around.kind,
            "parts": {name: as_json(article, part) for name, part in parts.items() if part},
            "said": said_json(around.said),
            "speakers": [candidate_json(each) for each in people],
        }
    )


def as_json(article: Article, span: Offsets) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "words": article.raw_text[slice(*span)]}


def said_json(said: Said | None) -> dict[str, str]:
    """The values of the form's fields; none where the day cannot be told."""
    if not (said and said.earliest and said.latest):
        return {}
    return {
        "said_earliest": str(said.earliest),
        "said_latest": str(said.latest),
        "said_precision": said.precision,
        "said_basis": said.basis,
    }


def candidate_json(candidate: SpeakerHint) -> dict[str, Any]:
    speaker, role, why = candidate
    return {
        "id": speaker.pk,
        "label": str(speaker),
        "why": why,
        "role": {"id": role.pk, "label": str(role)} if role else None,
    }
