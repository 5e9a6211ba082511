"""When something was said, after the article's date was corrected: offered for drafts, never taken over unasked."""

from typing import Any

import msgspec

from archive.editing.checks import Said, said_of
from archive.intake import results
from archive.models import Basis, Precision, Proposal, Quote

OFFERED = (Quote.Status.DRAFT, Quote.Status.REVIEW)


def said_from(said: results.Said | None) -> Said:
    """As a quote stores it; a day that nobody knows has no basis."""
    if said is None or said.precision == "unknown" or said.earliest is None:
        return Said(None, None, Precision.UNKNOWN, Basis.NONE)
    return Said(said.earliest, said.latest, said.precision, said.basis)


def set_said(quote: Quote, said: Said) -> None:
    quote.said_earliest, quote.said_precision, quote.said_basis = said.earliest, said.precision, said.basis
    quote.said_latest = said.latest or quote.article.published_on


def stands(quote: Quote, said: Said) -> bool:
    """Whether the quote has this date still: no editor gave it another."""
    now = said_of(quote)
    return now == said if quote.dated else said.precision == Precision.UNKNOWN


def offer(proposal: Proposal, before: results.Said | None, now: results.Said | None) -> None:
    quote = proposal.quote
    open_to_it = quote is not None and quote.status in OFFERED and stands(quote, said_from(before))
    proposal.redated = (
        msgspec.to_builtins(now) if open_to_it and said_from(now) != said_from(before) else None
    )
    proposal.save(update_fields=["redated"])


def redated(proposal: Proposal) -> results.Said | None:
    return msgspec.convert(proposal.redated, results.Said) if proposal.redated else None


def settle(proposal: Proposal, take: bool) -> None:
    """Takes the offered date over, or leaves the quote's as the editor's own from now on."""
    quote: Any = proposal.quote
    if proposal.redated is None:
        return
    if take and quote and quote.status in OFFERED:
        set_said(quote, said_from(redated(proposal)))
        quote.save()
    proposal.content = {**proposal.content, "said": proposal.redated}
    proposal.redated = None
    proposal.save(update_fields=["content", "redated"])
