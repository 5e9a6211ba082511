"""The screen on which editors link the wordings of one statement."""

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
    if request.method == "POST":
        decide(request, quote)
        return redirect(request.path)
    linked = Quote.objects.filter(statement=quote.statement_id).exclude(pk=quote.pk).with_sources()
    return desk.render(
        request,
        "wordings",
        f"Other wordings of: {quote}",
        quote=quote,
        linked=linked if quote.statement_id else [],
        one_passage=of_one_passage(quote),
        likely=likely_wordings(quote),
        bases=Statement.LinkBasis.choices,
    )


def decide(request: HttpRequest, quote: Quote) -> None:
    typed = request.POST.get("other", "").strip().removeprefix("no.").strip()
    pks = [quote.pk, number(typed) or 0]
    # What a click changes is told once: the second of two sees what the first one made.
    locked = Quote.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(pks)
    quote, other = locked[quote.pk], locked.get(pks[1])
    if other is None:
        messages.error(request, "There is no quote with this number.")
        return
    rows = [quote, other, *filter(None, (quote.statement, other.statement))]
    if not may_publish(request.user) and any(map(is_shown, rows)):
        raise PermissionDenied
    if "_unlink" in request.POST:
        with correcting(*rows, reason="Held to be another statement."):
            unlink(other)
        messages.success(request, f"“{other}” is on its own again.")
        return
    with correcting(*rows, reason="Held to report the same words."):
        problems = link(quote, other, request.POST.get("basis", ""), request.POST.get("note", ""))
    if not told_problems(request, problems):
        messages.success(request, "Both are wordings of one statement now.")
