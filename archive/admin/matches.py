"""The screen on which editors say which passage of a transcript a quote is."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from archive.admin.base import VersionedAdmin
from archive.editing.confirming import looked_at, read
from archive.editing.record.deciding import confirm_all, decide, may_decide, sure
from archive.editing.statements import of_one_passage
from archive.models import Match
from archive.reading.held import Held, held

AT_ONCE = 50  # of a page; a bulk confirmation takes those that are sure among them
DECISIONS = {"confirm": Match.State.CONFIRMED, "reject": Match.State.REJECTED, "reopen": Match.State.PROPOSED}


@dataclass(frozen=True)
class Row:
    match: Match
    held: Held
    sure: bool
    may: bool


class QuoteMatches(VersionedAdmin):
    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("matches/", wrap(self.matches_view), name="archive_quote_matches"),
            path("matches/sure/", wrap(self.sure_view), name="archive_quote_matches_sure"),
            path("matches/<int:match_id>/<slug:name>/", wrap(self.decide_view), name="archive_quote_match"),
        ]
        return [*own, *super().get_urls()]

    def matches_view(self, request: HttpRequest) -> HttpResponse:
        """What the machine proposes, the likeliest first; `quote` shows all of one quote, decided ones too."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        quote = request.GET.get("quote", "")
        chosen = Match.objects.filter(quote=int(quote)) if quote.isdecimal() and len(quote) < 18 else None
        waiting = Match.objects.proposed() if chosen is None else chosen
        rows = [row(match, request.user) for match in waiting.with_sides()[:AT_ONCE]]
        certain = [each.match for each in rows if each.sure and each.may and each.match.state == "proposed"]
        context = {
            **self.admin_site.each_context(request),
            "title": "Held against the record",
            "opts": self.opts,
            "rows": rows,
            "more": max(waiting.count() - len(rows), 0),
            "sure": len(certain),
            "seen": looked_at((match.pk, 1) for match in certain),
        }
        return TemplateResponse(request, "admin/matches.html", context)

    def decide_view(self, request: HttpRequest, match_id: int, name: str) -> HttpResponse:
        match = get_object_or_404(Match.objects.with_sides(), pk=match_id)
        if request.method != "POST" or name not in DECISIONS:
            raise Http404
        if not may_decide(match, request.user):
            raise PermissionDenied
        if decide(match, DECISIONS[name], request.user):
            messages.success(request, f"Quote {match.quote_id}: {DECISIONS[name].label}.")
            if name == "confirm" and of_one_passage(match.quote).exists():
                link = reverse("admin:archive_quote_wordings", args=[match.quote_id])
                text = '<a href="{}">Another quote leads to the same passage: are they one statement?</a>'
                messages.info(request, format_html(text, link))
        return redirect("admin:archive_quote_matches")

    def sure_view(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        seen = read(request.POST.get("seen", ""))
        done = confirm_all(Match.objects.proposed().filter(pk__in=seen).with_sides(), seen, request.user)
        messages.success(request, f"{done} match{pluralize(done, 'es')} confirmed.")
        return redirect("admin:archive_quote_matches")


def row(match: Match, user: Any) -> Row:
    return Row(match, held(match), sure(match), may_decide(match, user))
