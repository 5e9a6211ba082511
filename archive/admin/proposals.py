"""Deciding on a proposal: accept, correct, reject, take up again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from archive.admin.base import DeskAdmin, ReadOnlyAdmin
from archive.admin.card_facts import OTHER, corrected, left_out
from archive.admin.markup_form import save_quote, use_autocompletes
from archive.admin.proposal_form import ProposalForm, speaker_rows, via_rows
from archive.admin.review_page import Review, address, after
from archive.editing.locking import lock
from archive.editing.proposals.drafting import accept, add_organisations
from archive.editing.proposals.said_dates import settle
from archive.editing.proposals.speaker_choices import who
from archive.editing.proposals.store import State, decide, found
from archive.editing.proposals.undoing import take_back
from archive.editing.statements import likely_wordings
from archive.models import Proposal, Quote

TOO_LATE = "Somebody decided on this proposal already."


def proposal_for(request: HttpRequest, proposal_id: int, *, post: bool = True) -> Proposal:
    if not request.user.has_perm("archive.add_quote"):
        raise PermissionDenied
    if post and request.method != "POST":
        raise Http404
    found: Proposal = get_object_or_404(Proposal.objects.select_related("article", "quote"), pk=proposal_id)
    return found


def accept_view(desk: DeskAdmin, request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_for(request, proposal_id)
    suggested = who(proposal.article, found(proposal))
    choices = [request.POST.get(f"who-{number}", "") for number in range(len(suggested))]
    try:
        if not all(
            value == OTHER or each.option(value) for each, value in zip(suggested, choices, strict=True)
        ):
            raise ValueError("Choose who spoke, or leave it open.")
        draft = drafted(request, proposal, choices)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect(address(proposal))
    return accepted(request, proposal, draft)


@transaction.atomic
def drafted(request: HttpRequest, proposal: Proposal, choices: list[str]) -> Quote | None:
    data = request.POST
    otherwise = corrected(data, proposal.article, len(choices))
    added, take = data.getlist("add"), data.getlist("take")
    return accept(
        proposal, request.user, choices, added, translated_in(data), take, left_out(data), otherwise
    )


def accepted(request: HttpRequest, proposal: Proposal, draft: Quote | None) -> HttpResponse:
    if draft is None:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, said_of_draft(draft))
    return redirect(after(proposal))


def reject_view(desk: DeskAdmin, request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_for(request, proposal_id)
    if not decide(proposal, State.REJECTED, request.user):
        messages.error(request, TOO_LATE)
    return redirect(after(proposal))


def reopen_view(desk: DeskAdmin, request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_for(request, proposal_id)
    if problem := take_back(proposal, request.user):
        messages.error(request, problem)
    return redirect(address(proposal))


def redate_view(desk: DeskAdmin, request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_for(request, proposal_id)
    with transaction.atomic():
        settle(lock(proposal), take="_take" in request.POST)
    return redirect("admin:archive_article_proposals", proposal.article_id)


def edit_view(desk: DeskAdmin, request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_for(request, proposal_id, post=False)
    if proposal.state != State.OPEN:
        messages.error(request, TOO_LATE)
        return redirect(after(proposal))
    if "_open" in request.POST:
        return open_form(request)
    first = {"translated": translated} if (translated := translated_in(request.GET)) else None
    take, leave = request.GET.getlist("take"), left_out(request.GET)
    form = ProposalForm(proposal, request.POST or None, initial=first, take=take, leave=leave)
    use_autocompletes(form, Quote, desk.admin_site)
    speakers = speaker_rows(proposal, form.instance, request, desk.admin_site)
    via = via_rows(proposal, form.instance, request, desk.admin_site)
    if request.method == "POST" and all([form.is_valid(), speakers.is_valid(), via.is_valid()]):
        return accepted(request, proposal, saved(request, proposal, form, [speakers, via]))
    review = Review(proposal.article, proposal.pk)
    return desk.render(
        request,
        "proposal_edit",
        f"Correct a proposal: {proposal.article}",
        article=proposal.article,
        proposal=proposal,
        review=review,
        card=review.current,
        text=review.text(links=False),
        form=form,
        speakers=speakers,
        via=via,
        media=form.media,
    )


def open_form(request: HttpRequest) -> HttpResponse:
    """What was chosen and ticked on the card goes along."""
    add_organisations(request.POST.getlist("add"))
    kept = ("who-", "translated", "take", "chips")
    chosen = {key: values for key, values in request.POST.lists() if key.startswith(kept)}
    return redirect(f"{request.path}?{urlencode(chosen, doseq=True)}")


def saved(request: HttpRequest, proposal: Proposal, form: Any, formsets: Any) -> Quote | None:
    with transaction.atomic():
        if lock(proposal).state != State.OPEN:
            return None
        draft = save_quote(form, formsets)
        decide(proposal, State.ACCEPTED, request.user, draft)
    return draft


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    screens = [
        ("<int:proposal_id>/accept/", "accept", accept_view),
        ("<int:proposal_id>/edit/", "edit", edit_view),
        ("<int:proposal_id>/reject/", "reject", reject_view),
        ("<int:proposal_id>/reopen/", "reopen", reopen_view),
        ("<int:proposal_id>/redate/", "redate", redate_view),
    ]
    list_display = ["words", "article", "confidence", "state", "by", "at"]
    list_display_links = None
    list_filter = ["state", "confidence"]
    list_select_related = ["article", "by"]
    search_fields = ["article__title"]
    change_form_template = "admin/proposal_change_form.html"
    fields = ("article", "state", "confidence", "quote", "by", "at", "content")

    def get_queryset(self, request: HttpRequest) -> Any:
        first = Substr("article__raw_text", F("start") + 1, 80)
        found = super().get_queryset(request).annotate(first=first)
        return found.defer("article__raw_text", "article__body_spans")

    @admin.display(ordering="start")
    def words(self, obj: Any) -> SafeString:
        return format_html('<a href="{}">{} …</a>', address(obj), obj.first)


def translated_in(data: Any) -> str:
    given = data.get("translated", "")
    return given if given in Quote.Translated.values else ""


def said_of_draft(draft: Quote) -> Any:
    link = reverse("admin:archive_quote_change", args=[draft.pk])
    text = format_html('Draft <a href="{}">no. {}</a> was made.', link, draft.pk)
    if not likely_wordings(draft, limit=1):
        return text
    wordings = reverse("admin:archive_quote_wordings", args=[draft.pk])
    return format_html('{} <a href="{}">Link it with its other wordings</a>?', text, wordings)
