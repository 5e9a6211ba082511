"""The screens between a raw article and its drafts: check what it is, look at what is proposed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html

from archive.admin.arrivals import said_of_arrival
from archive.admin.article_check import CheckForm
from archive.admin.article_pages import article_for, article_page, may_check
from archive.admin.article_text import rendered
from archive.admin.base import DeskAdmin
from archive.admin.markup_form import use_autocompletes
from archive.admin.review_page import Review
from archive.admin.widgets import number
from archive.editing.confirming import listed, looked_at, read
from archive.editing.proposals.card import Card
from archive.editing.proposals.drafting import new_quote
from archive.editing.proposals.planning import accept_all, as_seen, candidates
from archive.editing.proposals.store import IntakeRun, missing, run_or_wait
from archive.editing.shared_text import near, shared_with, told
from archive.editing.transcripts.labels import is_transcript
from archive.models import Article, LongText, Quote, SavedPage
from archive.reading.passages import segments
from archive.transfer.spreadsheets.looking import arrived


def check_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.add_quote")
    if not may_check(desk, request, article):
        raise PermissionDenied
    form = CheckForm(request.POST or None, instance=article)
    use_autocompletes(form, Article, desk.admin_site)
    if request.method == "POST":
        with transaction.atomic():
            saved = form.is_valid() and form.save()
        if saved:
            said_of_arrival(request, arrived(saved), saved)
            return proposed(request, saved)
    stored = Article.objects.get(pk=article_id)
    return article_page(
        desk,
        request,
        stored,
        "article_check",
        f"Check: {stored}",
        form=form,
        conflict=form if form.conflict else None,
        shared=[(each[0], told(*each)) for each in shared_with(stored.body_text, near(stored))],
        text=rendered(segments(stored)),
        kept=SavedPage.objects.filter(article=stored).exists(),
        media=form.media,
    )


def propose_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.add_quote")
    if request.method != "POST":
        raise Http404
    return proposed(request, article)


def proposed(request: HttpRequest, article: Article) -> HttpResponse:
    if is_transcript(article) and not article.proposals.exists():
        return redirect("admin:archive_article_turns", article.pk)
    if run := run_or_wait(article):
        tell(request, run, article)
    return redirect("admin:archive_article_proposals", article.pk)


def redate(request: HttpRequest, article: Article) -> None:
    """The article's date is another: what is still open follows it, and drafts are asked about."""
    run = run_or_wait(article, add=False) if article.proposals.exists() else None
    _, refreshed, _ = run or (0, 0, "")
    if refreshed:
        messages.info(request, f"{refreshed} open proposals were brought up to date.")
    if waiting := article.proposals.redated().count():
        link = reverse("admin:archive_article_proposals", args=[article.pk])
        text = '{} drafts would be dated otherwise now: <a href="{}">decide on them</a>.'
        messages.warning(request, format_html(text, waiting, link))


def proposals_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.add_quote")
    at = request.GET.get("at", "")
    review = Review(article, number(at), possible="possible" in request.GET)
    return article_page(
        desk,
        request,
        article,
        "proposals",
        f"Proposals: {article}",
        review=review,
        card=review.current,
        text=review.text(),
        missing=missing(article),
        waiting=LongText.objects.filter(pk=article.pk).first(),
        labelled=is_transcript(article),
        **drafts_of(article),
        translated=new_quote(article).translated,
        translations=Quote.Translated.choices,
    )


def accept_all_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """Lists what would be drafted, and drafts it once that is confirmed."""
    article = article_for(request, article_id, "archive.add_quote")
    high = candidates(article)
    if request.method == "POST":
        made = accept_all(as_seen(high, read(request.POST.get("seen", ""))), request.user)
        messages.success(request, f"{len(made)} drafts were made. The rest waits for you.")
        return redirect("admin:archive_article_proposals", article.pk)
    cards = [Card(each) for each in high]
    return article_page(
        desk,
        request,
        article,
        "proposals_all",
        f"Accept all that is sure: {article}",
        ready=[each for each in cards if not each.obstacle],
        seen=looked_at((each.proposal.pk, each.version) for each in cards if not each.obstacle),
        waiting=[each for each in cards if each.obstacle],
    )


def drafts_of(article: Article) -> dict[str, Any]:
    quotes = list(article.quotes.by_place_in_article().with_sources())
    drafts = [quote for quote in quotes if quote.status == Quote.Status.DRAFT]
    seen = listed(drafts)
    return {"quotes": quotes, "drafts": len(drafts), "drafts_seen": seen}


def tell(request: HttpRequest, run: IntakeRun, article: Article) -> None:
    """Nobody is told that nothing was found where not all was searched."""
    new, _, unsearched = run
    if new:
        found = f"{new} quote{pluralize(new, ' is,s are')} proposed."
        told = f"{found} Nothing is stored of {pluralize(new, 'it,them')} until you accept it."
        messages.success(request, told)
    elif unsearched:
        messages.warning(request, "Nothing new was found in what was searched.")
    elif article.proposals.exists() or article.quotes.exists():
        messages.success(request, "Nothing new was found.")
    else:
        messages.success(request, "No quotes were found.")
