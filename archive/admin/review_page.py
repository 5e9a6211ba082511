"""What the review screen shows: the article's proposals in their order, and the one that is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from archive.admin.article_text import Mark, rendered
from archive.editing.checks import Said, said_of
from archive.editing.locate import join
from archive.editing.proposals.affiliation import role_as_printed
from archive.editing.proposals.certainty import TIERS, Fact, facts, unsure
from archive.editing.proposals.drafting import parts, unknown_organisations
from archive.editing.proposals.lines import line
from archive.editing.proposals.said_dates import redated, said_from
from archive.editing.proposals.speaker_choices import Who, speakers_of, who
from archive.editing.proposals.store import State, found, overlapping
from archive.editing.statements import wordings_like
from archive.intake import results
from archive.models import Article, Basis, Country, Proposal, Quote
from archive.reading.layout import Label, segments

POSSIBLE = Proposal.Confidence.POSSIBLE


@dataclass(frozen=True)
class Listed:
    """One proposal; its number is its place among all of the article's, and stays."""

    number: int
    proposal: Proposal
    quote: results.Quote
    text: str

    @property
    def words(self) -> str:
        return join(self.text, self.quote.spans)

    @property
    def line(self) -> str:
        return line(self.text, self.quote, 90)

    @property
    def kind(self) -> str:
        return Quote.Kind(self.quote.kind).label

    @property
    def speakers(self) -> str:
        return ", ".join(each.name for each in speakers_of(self.quote)) or "nobody found"

    @property
    def open(self) -> bool:
        return bool(self.proposal.state == State.OPEN)

    @property
    def at(self) -> datetime:
        return self.proposal.at or self.proposal.added_at

    @property
    def possible(self) -> bool:
        return bool(self.proposal.confidence == POSSIBLE)

    @property
    def sure(self) -> bool:
        """Whether it can be accepted without a look at it."""
        high = self.proposal.confidence == Proposal.Confidence.HIGH
        return high and not unsure(self.text, self.quote)


class Card:
    """Everything about one proposal that an editor looks at before deciding."""

    tiers = TIERS

    def __init__(self, listed: Listed) -> None:
        self.listed, self.proposal, self.quote = listed, listed.proposal, listed.quote
        self.article: Article = listed.proposal.article

    @cached_property
    def who(self) -> list[Who]:
        return who(self.article, self.quote)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return facts(self.listed.text, self.quote)

    @property
    def mentions(self) -> list[str]:
        return [each.mention.of(self.listed.text) if each.mention else "" for each in speakers_of(self.quote)]

    @property
    def speakers(self) -> list[tuple[Who, str]]:
        return list(zip(self.who, [*self.mentions, ""], strict=False))

    @property
    def cue(self) -> str:
        return self.quote.cue.of(self.listed.text) if self.quote.cue else ""

    @property
    def role(self) -> str:
        return role_as_printed(self.listed.text, self.quote)

    @property
    def role_elsewhere(self) -> str:
        role = self.quote.affiliation.role
        return role.of(self.listed.text) if role and not self.role else ""

    @property
    def spoke_for(self) -> str:
        countries = Country.objects.filter(code__in=self.quote.affiliation.countries)
        names = [self.quote.affiliation.organisation, *(str(each) for each in countries)]
        return ", ".join(filter(None, names))

    @property
    def said(self) -> Said:
        return said_from(self.quote.said)

    @property
    def basis(self) -> str:
        return str(Basis(self.said.basis).label)

    @property
    def phrase(self) -> str:
        phrase = self.quote.said.phrase if self.quote.said else None
        return phrase.of(self.listed.text) if phrase else ""

    @cached_property
    def unknown(self) -> list[str]:
        return unknown_organisations(self.quote)

    @cached_property
    def overlapping(self) -> list[Quote]:
        return overlapping(self.proposal)

    @cached_property
    def wordings(self) -> list[Quote]:
        others = Quote.objects.exclude(article=self.article)
        return [quote for quote, _ in wordings_like(self.listed.words, others, limit=3)]


class Review:
    def __init__(self, article: Article, at: int | None = None, *, possible: bool = False) -> None:
        self.article = article
        proposals = article.proposals.select_related("quote")
        self.all = [
            Listed(number, each, found(each), article.raw_text) for number, each in enumerate(proposals, 1)
        ]
        asked = next((each for each in self.all if each.proposal.pk == at and each.open), None)
        self.with_possible = possible or bool(asked and asked.possible)
        self.current = asked or next(iter(self.queue), None)

    @cached_property
    def queue(self) -> list[Listed]:
        """What is open, in the order of the text; possible ones only when they are unfolded."""
        return [each for each in self.open if self.with_possible or not each.possible]

    @cached_property
    def open(self) -> list[Listed]:
        return [each for each in self.all if each.open]

    @property
    def likely(self) -> list[Listed]:
        return [each for each in self.open if not each.possible]

    @property
    def possible(self) -> list[Listed]:
        return [each for each in self.open if each.possible]

    @property
    def sure(self) -> list[Listed]:
        return [each for each in self.open if each.sure]

    @property
    def accepted(self) -> list[Listed]:
        return [each for each in self.all if each.proposal.state == State.ACCEPTED]

    @property
    def put_aside(self) -> list[Listed]:
        """Rejected, or accepted and its draft removed or a draft still; the last decision comes first."""
        found = [each for each in self.all if not each.open and is_draft(each.proposal.quote)]
        return sorted(found, key=lambda each: each.at, reverse=True)

    @property
    def decided(self) -> int:
        return len(self.all) - len(self.open)

    @cached_property
    def card(self) -> Card | None:
        return Card(self.current) if self.current else None

    def neighbour(self, by: int) -> Listed | None:
        numbers = [each.number for each in self.queue]
        if not self.current or self.current.number not in numbers:
            return None
        there = numbers.index(self.current.number) + by
        return self.queue[there] if 0 <= there < len(numbers) else None

    @property
    def next(self) -> Listed | None:
        return self.neighbour(1)

    @property
    def previous(self) -> Listed | None:
        return self.neighbour(-1)

    @cached_property
    def offers(self) -> list[tuple[Proposal, Said, Said]]:
        """Drafts that the article's new date would date otherwise: how they are dated, and how they would be."""
        rows = self.article.proposals.redated()
        return [(each, said_of(each.quote), said_from(redated(each))) for each in rows]

    def text(self, *, links: bool = True) -> SafeString:
        return rendered(segments(self.article, self.labels()), self.marks(links))

    def labels(self) -> list[Label]:
        shown = [(*span, name(each)) for each in self.queue for span in each.quote.spans]
        return [*shown, *parts_of(self.article.raw_text, self.current)]

    def marks(self, links: bool) -> dict[str, Mark]:
        return {
            name(each): Mark(
                each.number,
                each.proposal.confidence,
                address(each.proposal) if links else "",
                current=each is self.current,
            )
            for each in self.queue
        }


def is_draft(quote: Quote | None) -> bool:
    return quote is None or (quote.status == Quote.Status.DRAFT and quote.published_at is None)


def name(listed: Listed) -> str:
    return f"p{listed.proposal.pk}"


def address(proposal: Proposal) -> str:
    page = reverse("admin:archive_article_proposals", args=[proposal.article_id])
    return f"{page}?at={proposal.pk}"


def parts_of(text: str, listed: Listed | None) -> Sequence[Label]:
    if listed is None:
        return []
    found = parts(text, listed.quote)
    return [(*span, str(part)) for part, spans in found.items() if part != "words" for span in spans]


def after(proposal: Proposal) -> str:
    """Where to go on from a proposal that was decided: the next open one, or from the top."""
    review = Review(proposal.article, possible=proposal.confidence == POSSIBLE)
    here = (proposal.start, proposal.pk)
    later = [each for each in review.queue if (each.proposal.start, each.proposal.pk) > here]
    following = next(iter(later or review.queue), None)
    if following:
        return address(following.proposal)
    return reverse("admin:archive_article_proposals", args=[proposal.article_id])
