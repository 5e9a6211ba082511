"""Accepting all that needs no person: first as a list of what would happen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.editing.checks import Said
from archive.editing.locate import join
from archive.editing.proposals.affiliation import spoke_for
from archive.editing.proposals.certainty import unsure
from archive.editing.proposals.drafting import accept
from archive.editing.proposals.lines import line
from archive.editing.proposals.said_dates import said_from
from archive.editing.proposals.speaker_choices import Option, Who, who
from archive.editing.proposals.store import found, overlapping
from archive.intake import results
from archive.models import Article, Attribution, Proposal, Quote
from archive.text import sha256

# So that a request ends in time; the next are accepted with another.
AT_ONCE = 50


@dataclass(frozen=True)
class Planned:
    """What accepting a proposal as it stands would do, or why it waits for a person."""

    proposal: Proposal
    quote: results.Quote
    words: str
    who: list[Who]
    obstacle: str

    @property
    def ready(self) -> bool:
        return not self.obstacle

    @property
    def version(self) -> str:
        """Changes with whatever would be stored otherwise, the names of those chosen included."""
        shown = [
            (
                option.value,
                option.label,
                [(str(row), row and row.pk) for row in (rest.role, rest.organisation, rest.country)],
            )
            for option, rest in self.speakers
        ]
        return sha256(f"{self.proposal.content}{self.words}{shown}{self.obstacle}")[:16]

    @property
    def line(self) -> str:
        return line(self.proposal.article.raw_text, self.quote)

    @property
    def kind(self) -> str:
        return str(Quote.Kind(self.quote.kind).label)

    @property
    def said(self) -> Said:
        return said_from(self.quote.said)

    @property
    def speakers(self) -> list[tuple[Option, Attribution]]:
        """Those chosen, each with the role, the organisation and the country that would be stored."""
        article = self.proposal.article
        return [
            (option, spoke_for(article, self.quote, option.speaker, each.proposed))
            for each in self.who
            if (option := each.option(each.chosen))
        ]


def candidates(article: Article) -> list[Proposal]:
    """Those to be accepted at once before those that wait, so that these never stand in the way."""
    high = article.proposals.open().sure().select_related("article")
    return sorted(high, key=lambda each: bool(unsure(article.raw_text, found(each))))[:AT_ONCE]


def plan(proposals: Iterable[Proposal]) -> list[Planned]:
    return [planned(each) for each in proposals]


def planned(proposal: Proposal) -> Planned:
    quote = found(proposal)
    suggested = who(proposal.article, quote)
    words = join(proposal.article.raw_text, quote.spans)
    return Planned(proposal, quote, words, suggested, obstacle(proposal, quote, suggested))


def obstacle(proposal: Proposal, quote: results.Quote, suggested: list[Who]) -> str:
    if quote.kind == "headline":
        return "A headline is looked at on its own."
    if not all(each.settled for each in suggested):
        return "Only you can say who spoke."
    if overlapping(proposal):
        return "Some of its words belong to another quote."
    doubts = unsure(proposal.article.raw_text, quote)
    return f"Not sure: {', '.join(each.label for each in doubts)}." if doubts else ""


def as_seen(proposals: Iterable[Proposal], seen: Mapping[int, str]) -> list[Proposal]:
    """Those of which the same would become now as when somebody looked at the list."""
    return [each.proposal for each in plan(proposals) if seen.get(each.proposal.pk) == each.version]


def accept_all(proposals: Iterable[Proposal], user: Any) -> list[Quote]:
    """One at a time, each looked at anew: who was new for the first is known to the second."""
    made = []
    for proposal in proposals:
        now = planned(proposal)
        draft = accept(proposal, user, [each.chosen for each in now.who]) if now.ready else None
        made += [draft] if draft else []
    return made
