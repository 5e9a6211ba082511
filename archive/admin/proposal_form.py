"""Correcting a proposal before it becomes a draft, with the form of the mark-up screen."""

from collections.abc import Collection
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from archive.admin.card_facts import left_out
from archive.admin.markup_form import MarkupForm, rows
from archive.editing.proposals.affiliation import organisation_called, spoke_for
from archive.editing.proposals.certainty import taken_over
from archive.editing.proposals.drafting import new_quote, parts
from archive.editing.proposals.said_dates import said_from, set_said
from archive.editing.proposals.speaker_choices import NEW, Who, who
from archive.editing.proposals.store import found
from archive.intake import results
from archive.models import Attribution, Proposal, Quote, Speaker, Via
from archive.text import Offsets


class ProposalForm(MarkupForm):
    """Filled in with what was proposed; parts that the editor leaves alone keep their places."""

    def __init__(
        self,
        proposal: Proposal,
        *args: Any,
        take: Collection[str] = (),
        leave: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self.proposed = taken_over(proposal.article.raw_text, found(proposal), take, leave)
        super().__init__(*args, instance=proposed_quote(proposal, self.proposed), **kwargs)

    def stored_spans(self) -> dict[Any, list[Offsets]]:
        return dict(parts(self.instance.article.raw_text, self.proposed))

    def to_be_written(self, part: Any) -> bool:
        return True


def proposed_quote(proposal: Proposal, quote: results.Quote) -> Quote:
    draft = new_quote(proposal.article)
    draft.kind = quote.kind
    set_said(draft, said_from(quote.said))
    return draft


def speaker_rows(proposal: Proposal, quote: Quote, request: HttpRequest, site: AdminSite) -> Any:
    return rows(Attribution, quote, request, site, first_values(proposal, request))


def via_rows(proposal: Proposal, quote: Quote, request: HttpRequest, site: AdminSite) -> Any:
    links = [(link, organisation_called(link.name)) for link in found(proposal).via]
    initial = [{"organisation": row.pk, "channel": link.channel} for link, row in links if row]
    return rows(Via, quote, request, site, None if request.method == "POST" else initial)


def first_values(proposal: Proposal, request: HttpRequest) -> list[dict[str, Any]] | None:
    """Nothing on the way back: rows that equal their first values would not be saved."""
    if request.method == "POST":
        return None
    quote = found(proposal)
    suggested = [each for each in who(proposal.article, quote) if each.about]
    take, leave = request.GET.getlist("take"), left_out(request.GET)
    quote = taken_over(proposal.article.raw_text, quote, take, leave)
    return [
        row_of(proposal, quote, each, request.GET.get(f"who-{number}", each.chosen))
        for number, each in enumerate(suggested)
    ]


def row_of(proposal: Proposal, quote: results.Quote, who: Who, chosen: str) -> dict[str, Any]:
    option, proposed = who.option(chosen), who.about
    speaker = option.speaker if option else None
    rest = spoke_for(proposal.article, quote, speaker, proposed)
    return {
        "speaker": speaker.pk if speaker else None,
        "new_name": proposed.name if proposed and chosen == NEW else "",
        "new_type": proposed.type if proposed else Speaker.Type.PERSON,
        "role": rest.role,
        "organisation": rest.organisation,
        "country": rest.country,
        "basis": rest.basis,
    }
