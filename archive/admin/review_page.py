"""What the review screen shows: the article's proposals in their order, and the one that is looked at."""

from collections.abc import Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from archive.admin.article_text import Mark, rendered
from archive.editing.checks import Said, said_of
from archive.editing.proposals.card import Card
from archive.editing.proposals.drafting import parts
from archive.editing.proposals.said_dates import redated, said_from
from archive.editing.proposals.store import State
from archive.models import Article, Proposal, Quote
from archive.reading.passages import Label, segments

POSSIBLE = Proposal.Confidence.POSSIBLE


class Review:
    def __init__(self, article: Article, at: int | None = None, *, possible: bool = False) -> None:
        self.article = article
        proposals = article.proposals.select_related("quote")
        self.all = [Card(each, number) for number, each in enumerate(proposals, 1)]
        asked = next((each for each in self.all if each.proposal.pk == at and each.open), None)
        self.with_possible = possible or bool(asked and asked.possible)
        self.current = asked or next(iter(self.queue), None)

    @cached_property
    def queue(self) -> list[Card]:
        """What is open, in the order of the text; possible ones only when they are unfolded."""
        return [each for each in self.open if self.with_possible or not each.possible]

    @cached_property
    def open(self) -> list[Card]:
        return [each for each in self.all if each.open]

    @property
    def likely(self) -> list[Card]:
        return [each for each in self.open if not each.possible]

    @property
    def possible(self) -> list[Card]:
        return [each for each in self.open if each.possible]

    @property
    def sure(self) -> list[Card]:
        return [each for each in self.open if each.sure]

    @property
    def accepted(self) -> list[Card]:
        return [each for each in self.all if each.proposal.state == State.ACCEPTED]

    @property
    def put_aside(self) -> list[Card]:
        """Rejected, or accepted and its draft removed or a draft still; the last decision comes first."""
        found = [each for each in self.all if not each.open and is_draft(each.proposal.quote)]
        return sorted(found, key=lambda each: each.at, reverse=True)

    @property
    def decided(self) -> int:
        return len(self.all) - len(self.open)

    def neighbour(self, by: int) -> Card | None:
        numbers = [each.number for each in self.queue]
        if not self.current or self.current.number not in numbers:
            return None
        there = numbers.index(self.current.number) + by
        return self.queue[there] if 0 <= there < len(numbers) else None

    @property
    def next(self) -> Card | None:
        return self.neighbour(1)

    @property
    def previous(self) -> Card | None:
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


def name(card: Card) -> str:
    return f"p{card.proposal.pk}"


def address(proposal: Proposal) -> str:
    page = reverse("admin:archive_article_proposals", args=[proposal.article_id])
    return f"{page}?at={proposal.pk}"


def parts_of(text: str, card: Card | None) -> Sequence[Label]:
    if card is None:
        return []
    found = parts(text, card.quote)
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
