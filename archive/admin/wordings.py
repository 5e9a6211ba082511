"""The screen on which editors link the wordings of one statement."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from archive.admin.base import DeskAdmin, told_problems
from archive.admin.widgets import number
from archive.editing.corrections import correcting
from archive.editing.shown import is_shown
from archive.editing.statements import likely_wordings, link, of_one_passage, unlink
from archive.editing.workflow import may_publish
from archive.models import Quote, Statement


def wordings_view(desk: DeskAdmin, request: HttpRequest, quote_id: int) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.with_sources(), pk=quote_id)
    if not desk.has_change_permission(request, quote):
        raise PermissionDenied
    if request.method == "POST" and not told_problems(request, decide(request, quote)):
        return redirect(request.path)
    linked = Quote.objects.filter(statement=quote.statement_id).exclude(pk=quote.pk).with_sources()
    groups = {
        "linked": list(linked) if quote.statement_id else [],
        "one_passage": list(of_one_passage(quote)),
    }
    likely = likely_wordings(quote)
    others = [*groups["linked"], *groups["one_passage"], *(other for other, _ in likely)]
    return desk.render(
        request,
        "wordings",
        f"Other wordings of: {quote}",
        quote=quote,
        likely=likely,
        may=left_to(request.user, quote, others),
        bases=Statement.LinkBasis.choices,
        typed=request.POST,
        **groups,
    )


def left_to(user: Any, quote: Quote, others: Iterable[Quote]) -> set[int]:
    """Which of them this user may link to the quote, or take out; itself where some may be."""
    rows = {row.pk: row for row in (*others, quote)}
    if may_publish(user):
        return set(rows)
    statements = {row.statement_id for row in rows.values()} - {None}
    public = set(
        Quote.objects.published().filter(statement__in=statements).values_list("statement", flat=True)
    )
    kept = {
        pk for pk, row in rows.items() if row.status == Quote.Status.PUBLISHED or row.statement_id in public
    }
    return set() if quote.pk in kept else set(rows) - kept


def decide(request: HttpRequest, quote: Quote) -> list[str]:
    """Links or takes apart as it was sent; returns what stands against it."""
    typed = request.POST.get("other", "").strip().removeprefix("no.").strip()
    pks = [quote.pk, number(typed) or 0]
    # What a click changes is told once: the second of two sees what the first one made.
    locked = Quote.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(pks)
    quote, other = locked[quote.pk], locked.get(pks[1])
    if other is None:
        return ["There is no quote with this number."]
    rows = [quote, other, *filter(None, (quote.statement, other.statement))]
    if not may_publish(request.user) and any(map(is_shown, rows)):
        raise PermissionDenied
    if "_unlink" in request.POST:
        if other.statement_id is None or other.statement_id != quote.statement_id:
            messages.info(
                request, f"“{other}” (no. {other.pk}) is not linked to it any more: nothing was changed."
            )
            return []
        with correcting(*rows, reason="Held to be another statement."):
            unlink(other)
        messages.success(request, f"“{other}” is on its own again.")
        return []
    with correcting(*rows, reason="Held to report the same words."):
        problems = link(quote, other, request.POST.get("basis", ""), request.POST.get("note", ""))
    if not problems:
        together = Quote.objects.get(pk=other.pk).statement
        count = together.quotes.count() if together else 0
        messages.success(request, f"Both are wordings of one statement now, which has {count}.")
    return problems
