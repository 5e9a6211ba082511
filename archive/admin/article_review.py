"""An article's quotes on one screen, as readers will see them, each decided with a key; then all of them at once."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from archive.admin.article_pages import article_for, article_page
from archive.admin.base import DeskAdmin
from archive.admin.conflicts import compare_rows
from archive.admin.quote_steps import AT_ONCE, report
from archive.admin.review_form import correction_forms, media, save_correction
from archive.admin.widgets import number
from archive.editing.confirming import listed, read
from archive.editing.unusual import of_source, unusual
from archive.editing.workflow import RETURNED, STEPS, Step, may_publish, problems_with, steps_for, take_all
from archive.models import Article, Quote
from archive.reading.quoted import Quoted, as_published
from archive.text import Offsets, covers
from archive.text.sentences import sentence

FORWARD = ("publish", "submit")  # what sends a quote on: the first that it is ready for


class ReviewCard:
    """One quote: what readers will see, and what an editor needs to decide."""

    def __init__(self, quote: Quote, shown: Quoted, unusual: list[str], user: Any) -> None:
        self.quote, self.shown, self.unusual, self.user = quote, shown, unusual, user

    @cached_property
    def listed(self) -> str:
        return listed([self.quote])

    @cached_property
    def steps(self) -> list[Step]:
        return [step for step in steps_for(self.quote, self.user) if step.name not in {"withdraw", "reopen"}]

    @cached_property
    def forward(self) -> Step | None:
        return next((STEPS[name] for name in FORWARD if STEPS[name] in self.steps), None)

    @cached_property
    def problems(self) -> list[str]:
        return problems_with(self.forward, self.quote, self.user) if self.forward else []

    @property
    def ready(self) -> bool:
        return bool(self.forward and not self.problems and not was_returned(self.quote))

    @property
    def may_correct(self) -> bool:
        return self.quote.status in {Quote.Status.DRAFT, Quote.Status.REVIEW}

    @property
    def pieces(self) -> list[tuple[str, Sequence[str]]]:
        """The sentences of what is printed of it, each stretch with the parts that it belongs to."""
        text = self.quote.article.raw_text
        spans = [(span.start, span.end, str(span.part)) for span in self.quote.spans.all()]
        found: list[tuple[str, Sequence[str]]] = []
        for start, end in sentences_of(text, [(start, end) for start, end, _ in spans]):
            found += [(" … ", ())] if found else []
            found += [(text[a:b], parts) for a, b, parts in covers(spans, start, end)]
        return found


def was_returned(quote: Quote) -> bool:
    return quote.status == Quote.Status.DRAFT and quote.internal_note.startswith(RETURNED)


def waits_for(user: Any, quote: Quote) -> bool:
    """What was given back waits for its editor: the key that publishes never comes upon it."""
    forward = any(step.name in FORWARD for step in steps_for(quote, user))
    return forward and not (was_returned(quote) and may_publish(user))


def sentences_of(text: str, spans: list[Offsets]) -> list[Offsets]:
    found: list[Offsets] = []
    for start, end in sorted(sentence(text, *span) for span in spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def cards_of(article: Article, user: Any) -> list[ReviewCard]:
    """In the order of the text; what was withdrawn is decided."""
    rows = article.quotes.exclude(status=Quote.Status.WITHDRAWN).by_place_in_article().with_sources()
    quotes = list(rows[:AT_ONCE])
    shown = {each.id: each for each in as_published([quote.pk for quote in quotes])}
    odd = unusual(list(shown.values()))
    for quote in quotes:
        quote.article = article  # with its text, which lists leave out
    return [ReviewCard(quote, shown[quote.pk], odd[quote.pk], user) for quote in quotes]


def article_review_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "archive.change_quote")
    at = number(request.GET.get("at", ""))
    if "edit" in request.GET:
        return correct(desk, request, article, at)
    return page_of_cards(desk, request, article, at)


def page_of_cards(
    desk: DeskAdmin, request: HttpRequest, article: Article, at: int | None, **extra: Any
) -> HttpResponse:
    cards = cards_of(article, request.user)
    open_ones = [card for card in cards if waits_for(request.user, card.quote)]
    current = next((card for card in cards if card.quote.pk == at), None)
    return article_page(
        desk,
        request,
        article,
        "article_review",
        f"Review: {article}",
        cards=cards,
        current=current or next(iter(open_ones), None),
        missing_of_source=of_source(article),
        all_steps=all_steps(cards),
        left_out=article.quotes.exclude(status=Quote.Status.WITHDRAWN).count() - len(cards),
        media=media(desk.admin_site),
        **extra,
    )


def card_step_view(
    desk: DeskAdmin, request: HttpRequest, article_id: int, quote_id: int, name: str
) -> HttpResponse:
    """One step of one quote; then the next that waits."""
    article = article_for(request, article_id, "archive.change_quote")
    quote = article.quotes.filter(pk=quote_id).first()
    if request.method != "POST" or name not in STEPS or quote is None:
        raise Http404
    seen = read(request.POST.get("seen", ""))
    outcomes = take_all(STEPS[name], [quote], request.user, request.POST.get("reason", ""), seen)
    done = report(request, STEPS[name], outcomes)
    after = following(article, quote, request.user) if done else quote.pk
    return redirect(review_address(article, after))


def all_step_view(desk: DeskAdmin, request: HttpRequest, article_id: int, name: str) -> HttpResponse:
    """What the page listed, as it listed it: a quote that was changed since stays."""
    article = article_for(request, article_id, "archive.change_quote")
    if request.method != "POST" or name not in FORWARD:
        raise Http404
    if STEPS[name].publishers_only and not may_publish(request.user):
        raise PermissionDenied
    seen = read(request.POST.get("seen", ""))
    quotes = article.quotes.filter(pk__in=list(seen)[:AT_ONCE]).by_place_in_article()
    report(request, STEPS[name], take_all(STEPS[name], quotes, request.user, "", seen))
    return redirect(review_address(article))


def correct(desk: DeskAdmin, request: HttpRequest, article: Article, at: int | None) -> HttpResponse:
    """The card's form in the card's place."""
    quote = article.quotes.filter(pk=at or 0, status__in=["draft", "review"]).first()
    if quote is None:
        messages.error(request, "It is not open any more: correct it on its own page.")
        return redirect(review_address(article, at))
    with transaction.atomic():
        form, formsets = correction_forms(request, quote, desk.admin_site)
        if request.method == "POST" and all([form.is_valid(), *(each.is_valid() for each in formsets)]):
            save_correction(form, formsets)
            messages.success(request, f"No. {quote.pk} was corrected.")
            return redirect(review_address(article, quote.pk))
    if form.conflict:
        for rows in formsets:
            form.differences.extend(compare_rows(rows, quote, str(rows.model._meta.verbose_name_plural)))
    extra = {
        "form": form,
        "speakers": formsets[0],
        "via": formsets[1],
        "conflict": form if form.conflict else None,
    }
    return page_of_cards(desk, request, article, at, **extra)


def all_steps(cards: list[ReviewCard]) -> list[tuple[Step, int, str]]:
    """The steps that some of the cards are ready for: how many, and each as it is shown."""
    found = []
    for name in FORWARD:
        ready = [card for card in cards if card.ready and card.forward is STEPS[name]]
        if ready:
            found.append((STEPS[name], len(ready), " ".join(card.listed for card in ready)))
    return found


def following(article: Article, quote: Quote, user: Any) -> int | None:
    """The next quote in the text that waits for this user, or the first that does."""
    places = dict(article.quotes.by_place_in_article().values_list("pk", "at"))
    here = (places.get(quote.pk) or 0, quote.pk)
    waiting = [
        each.pk
        for each in article.quotes.by_place_in_article()
        if each.pk != quote.pk and waits_for(user, each)
    ]
    later = [pk for pk in waiting if (places.get(pk) or 0, pk) > here]
    return next(iter(later or waiting), None)


def review_address(article: Article, at: int | None = None) -> str:
    page = reverse("admin:archive_article_review", args=[article.pk])
    return f"{page}?at={at}" if at else page
