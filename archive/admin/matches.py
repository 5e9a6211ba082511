"""The screen on which editors say which passage of a transcript a quote is."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.base import DeskAdmin
from archive.admin.widgets import number
from archive.editing.confirming import looked_at, read
from archive.editing.record.deciding import (
    as_shown,
    confirm_all,
    decide,
    doubts,
    let_go,
    may_decide,
    sure,
)
from archive.editing.record.passages import FEWEST
from archive.editing.record.proposing import hold
from archive.editing.statements import of_one_passage
from archive.models import Article, Match, Quote
from archive.reading.record import Record, held
from archive.text.alignment import words
from archive.text.changes import Change

OFFERED, FAR = 100, 10**6  # transcripts; days
AT_ONCE = 50  # of a page; a bulk confirmation takes those that are sure among them
DECISIONS = {"confirm": Match.State.CONFIRMED, "reject": Match.State.REJECTED, "reopen": Match.State.PROPOSED}


class Listed(NamedTuple):
    """A match as its row shows it, word by word; `may` says whether who is asking decides on it, `shown` what they look at."""

    match: Match
    record: Record
    changes: list[Change]
    is_sure: bool
    against: list[str]
    may: bool
    shown: str


def matches_view(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """What the machine proposes, the likeliest first; `quote` shows all of one quote, decided ones too."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    given = number(request.GET.get("quote", ""))
    quote = Quote.objects.filter(pk=given).first() if given else None
    waiting = Match.objects.filter(quote=quote) if quote else Match.objects.proposed()
    lost = Match.objects.lost().filter(**({"quote": quote} if quote else {}))
    rows = rows_of(waiting.exclude(pk__in=lost).with_sides()[:AT_ONCE], request.user)
    certain = [row.match for row in rows if row.is_sure and row.may and row.match.state == "proposed"]
    return desk.render(
        request,
        "matches",
        "Held against the record",
        lost=lost_of(lost.with_sides().order_by("pk")[:AT_ONCE], request.user),
        rows=rows,
        more=max(waiting.exclude(pk__in=lost).count() - len(rows), 0),
        sure=len(certain),
        seen=looked_at((match.pk, 1) for match in certain),
        quote=quote,
        transcripts=near(quote) if quote else [],
    )


def hold_view(desk: DeskAdmin, request: HttpRequest, quote_id: int) -> HttpResponse:
    """Against one transcript that the editor chose."""
    quote, given = get_object_or_404(Quote, pk=quote_id), request.POST.get("transcript", "")
    if request.method != "POST" or not desk.has_change_permission(request, quote):
        raise PermissionDenied
    transcript = next((each for each in near(quote) if str(each.pk) == given), None)
    if transcript is None:
        messages.error(request, "Choose a transcript with published turns.")
    elif found := hold(quote, transcript, request.user):
        messages.success(request, f"{len(found)} passage{pluralize(len(found))} of it may be this quote.")
    elif len(words(quote.text)) < FEWEST:
        messages.warning(
            request, f"So few words may stand anywhere: look for them in “{transcript}” yourself."
        )
    else:
        messages.warning(
            request, f"Not in this transcript: no published turn of “{transcript}” has these words."
        )
    return redirect(f"{reverse('admin:archive_quote_matches')}?quote={quote.pk}")


def decide_view(desk: DeskAdmin, request: HttpRequest, match_id: int, name: str) -> HttpResponse:
    match = get_object_or_404(Match.objects.with_sides(), pk=match_id)
    if request.method != "POST" or name not in {*DECISIONS, "let-go"}:
        raise Http404
    if not may_decide(match, request.user):
        raise PermissionDenied
    if name == "let-go":
        done, what = let_go(match, request.user), "that passage is let go"
    else:
        done = decide(match, DECISIONS[name], request.user, request.POST.get("shown", ""))
        what = DECISIONS[name].label
    if done:
        messages.success(request, f"Quote {match.quote_id}: {what}.")
    else:
        messages.warning(request, not_decided(match))
    if done and name == "confirm" and of_one_passage(match.quote).exists():
        link = reverse("admin:archive_quote_wordings", args=[match.quote_id])
        text = '<a href="{}">Another quote leads to the same passage: are they one statement?</a>'
        messages.info(request, format_html(text, link))
    only = f"?quote={match.quote_id}" if request.POST.get("of_one") else ""
    return redirect(reverse("admin:archive_quote_matches") + only)


def not_decided(match: Match) -> SafeString:
    """Somebody was quicker: what is so by now, and where to look again."""
    link = f"{reverse('admin:archive_quote_matches')}?quote={match.quote_id}"
    text = "Quote {}: nothing was changed, as somebody decided it or changed its words since you looked. The passage is {} now. "
    return format_html(
        text + '<a href="{}">Look again</a>', match.quote_id, match.get_state_display().lower(), link
    )


def sure_view(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or not desk.has_change_permission(request):
        raise PermissionDenied
    seen = read(request.POST.get("seen", ""))
    done = confirm_all(Match.objects.proposed().filter(pk__in=seen).with_sides(), seen, request.user)
    messages.success(request, f"{done} match{pluralize(done, 'es')} confirmed.")
    return redirect("admin:archive_quote_matches")


def near(quote: Quote) -> list[Article]:
    """Transcripts that it may be from: those about its day first."""

    def apart(row: tuple[int, date | None]) -> int:
        return abs((row[1] - quote.said_latest).days) if row[1] and quote.said_latest else FAR

    public = Article.objects.transcripts().exclude(pk=quote.article_id).order_by("pk")
    days = sorted(public.values_list("pk", Max("quotes__said_latest")), key=apart)
    return Article.objects.for_lists().in_order([pk for pk, _ in days[:OFFERED]])


def rows_of(matches: Iterable[Match], user: Any) -> list[Listed]:
    listed = list(matches)
    return [
        Listed(match, record, changes, sure(match), doubts(match), may_decide(match, user), as_shown(match))
        for match, (record, changes) in zip(listed, held(listed), strict=True)
    ]


def lost_of(matches: Iterable[Match], user: Any) -> list[tuple[Match, str, bool]]:
    """Confirmed once, with the words that stood there: the turn was withdrawn, or has other words now."""
    return [
        (match, match.turn.article.raw_text[match.start : match.end], may_decide(match, user))
        for match in matches
    ]
