"""The screens of a quote's way to publication: the queue, the review, the steps, one at a time or many."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize

from archive.admin.base import DeskAdmin
from archive.admin.returned_mail import tell_authors
from archive.editing.captures import left_behind
from archive.editing.checks import missing_for_publication
from archive.editing.confirming import listed, read
from archive.editing.corrections import differences, seen, values_of
from archive.editing.locate import Place, paragraph, place
from archive.editing.versions import last_version
from archive.editing.workflow import STEPS, Outcomes, Step, may_publish, problems_with, steps_for, take_all
from archive.models import ProposedChange, Quote, QuoteSpan

# So that a confirmation can be read, and ends in time.
AT_ONCE = 200


def step_actions(user: Any) -> dict[str, Any]:
    """A step for many quotes at once."""
    return {
        step.name: (partial(bulk_step, step=step), step.name, f"{step.label} …")
        for step in STEPS.values()
        if may_publish(user) or not step.publishers_only
    }


def queue_view(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """What waits for a publisher, the oldest first."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    return desk.render(
        request,
        "queue",
        "Waiting for review",
        quotes=Quote.objects.in_review()
        .select_related("article__outlet")
        .defer("article__raw_text")
        .with_lines()[:200],
        proposed=ProposedChange.objects.filter(state="open").select_related("quote", "by")[:200],
        left_behind=left_behind(),
        may_publish=may_publish(request.user),
    )


def review_view(desk: DeskAdmin, request: HttpRequest, quote_id: int) -> HttpResponse:
    if not desk.has_change_permission(request):
        raise PermissionDenied
    quote = get_object_or_404(Quote.objects.with_sources(), pk=quote_id)
    return review_page(desk, request, quote)


def review_page(desk: DeskAdmin, request: HttpRequest, quote: Quote, reason: str = "") -> HttpResponse:
    now, before = seen(quote), last_version(quote)
    return desk.render(
        request,
        "review",
        "Review",
        quote=quote,
        seen=now,
        changed=differences({**now, **before}, now) if before else [],
        context=words_in_context(quote),
        problems=missing_for_publication(quote),
        steps=steps_for(quote, request.user),
        listed=listed([quote]),
        reason=reason,
    )


def step_view(desk: DeskAdmin, request: HttpRequest, quote_id: int, name: str) -> HttpResponse:
    if request.method != "POST" or name not in STEPS:
        raise Http404
    quote, step = get_object_or_404(Quote, pk=quote_id), STEPS[name]
    if step not in steps_for(quote, request.user):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    outcomes = take_all(step, [quote], request.user, reason, read(request.POST.get("seen", "")))
    if report(request, step, outcomes):
        if step.name in {"publish", "return"}:
            return redirect("admin:archive_quote_queue")
        return redirect("admin:archive_quote_change", quote.pk)
    fresh = Quote.objects.with_sources().get(pk=quote_id)
    return review_page(desk, request, fresh, reason)


def bulk_step(
    desk: DeskAdmin, request: HttpRequest, queryset: QuerySet[Quote], step: Step
) -> HttpResponse | None:
    """Lists what would change, and changes what was listed once that is confirmed."""
    chosen = Quote.objects.filter(pk__in=queryset.values("pk"))
    quotes = list(chosen.with_sources()[:AT_ONCE])
    reason = request.POST.get("reason", "")
    if "confirmed" in request.POST and (reason.strip() or not step.needs):
        report(
            request, step, take_all(step, quotes, request.user, reason, read(request.POST.get("seen", "")))
        )
        return None
    return desk.render(
        request,
        "bulk_step",
        f"{step.label}: {len(quotes)} quote{pluralize(len(quotes))}",
        step=step,
        rows=[
            (quote, values_of(quote), problems_with(step, quote, request.user, "given below"))
            for quote in quotes
        ],
        left_out=chosen.count() - len(quotes),
        seen=listed(quotes),
        reason=reason,
        action_name=ACTION_CHECKBOX_NAME,
        asked="confirmed" in request.POST,
    )


def report(request: HttpRequest, step: Step, outcomes: Outcomes) -> int:
    """How many quotes went through."""
    done = [quote for quote, problems in outcomes if not problems]
    if done:
        what = f"“{done[0]}” was" if len(done) == 1 else f"{len(done)} quotes were"
        messages.success(request, f"{what} {step.done}.")
    tell_problems(request, outcomes)
    if step.name == "return":
        tell_authors([quote.pk for quote in done], request.POST.get("reason", ""), request.user)
    return len(done)


def tell_problems(request: HttpRequest, outcomes: Outcomes) -> None:
    for quote, problems in outcomes:
        for problem in problems:
            messages.error(request, f"“{quote}”: {problem}")


def words_in_context(quote: Quote) -> list[Place]:
    """Each span of the words within its paragraph."""
    text = quote.article.raw_text
    return [
        around(text, span.start, span.end)
        for span in quote.parts(QuoteSpan.Part.WORDS)
        if span.end <= len(text)
    ]


def around(text: str, start: int, end: int) -> Place:
    first, last = paragraph(text, start, end)
    whole = place(text, (start, end))
    return Place(start, end, text[first:start], whole.words, text[end:last])
