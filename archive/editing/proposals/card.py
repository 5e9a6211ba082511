"""One proposal as an editor looks at it before deciding, and what accepting it as it stands would do."""

from datetime import datetime
from functools import cached_property

from archive.editing.checks import Said
from archive.editing.locate import join
from archive.editing.proposals.affiliation import role_as_printed, spoke_for
from archive.editing.proposals.certainty import TIERS, Fact, facts, unsure
from archive.editing.proposals.drafting import unknown_organisations
from archive.editing.proposals.said_dates import said_from
from archive.editing.proposals.speaker_choices import Option, Who, speakers_of, who
from archive.editing.proposals.store import found, overlapping
from archive.editing.statements import wordings_like
from archive.intake import results
from archive.models import Attribution, Basis, Country, Proposal, Quote
from archive.models.told import WHOLE, told
from archive.reading.quoted import Span
from archive.text import sha256


class Card:
    """`number` is its place among all of the article's, and stays."""

    tiers = TIERS

    def __init__(self, proposal: Proposal, number: int = 0) -> None:
        self.proposal, self.number, self.quote = proposal, number, found(proposal)
        self.article, self.text = proposal.article, proposal.article.raw_text

    @property
    def words(self) -> str:
        return join(self.text, self.quote.spans)

    @property
    def line(self) -> str:
        return in_a_line(self.text, self.quote)

    @property
    def short_line(self) -> str:
        return in_a_line(self.text, self.quote, 90)

    @property
    def kind(self) -> str:
        return str(Quote.Kind(self.quote.kind).label)

    @property
    def open(self) -> bool:
        return bool(self.proposal.state == Proposal.State.OPEN)

    @property
    def at(self) -> datetime:
        return self.proposal.at or self.proposal.added_at

    # How sure it is

    @property
    def possible(self) -> bool:
        return bool(self.proposal.confidence == Proposal.Confidence.POSSIBLE)

    @property
    def sure(self) -> bool:
        """Whether it can be accepted without a look at it."""
        high = self.proposal.confidence == Proposal.Confidence.HIGH
        return high and not unsure(self.text, self.quote)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return facts(self.text, self.quote)

    # Who spoke, for whom

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in speakers_of(self.quote)) or "nobody found"

    @cached_property
    def who(self) -> list[Who]:
        return who(self.article, self.quote)

    @property
    def mentions(self) -> list[str]:
        return [each.mention.of(self.text) if each.mention else "" for each in speakers_of(self.quote)]

    @property
    def speakers(self) -> list[tuple[Who, str]]:
        return list(zip(self.who, [*self.mentions, ""], strict=False))

    @property
    def cue(self) -> str:
        return self.quote.cue.of(self.text) if self.quote.cue else ""

    @property
    def role(self) -> str:
        return role_as_printed(self.text, self.quote)

    @property
    def role_elsewhere(self) -> str:
        role = self.quote.affiliation.role
        return role.of(self.text) if role and not self.role else ""

    @property
    def spoke_for(self) -> str:
        countries = Country.objects.filter(code__in=self.quote.affiliation.countries)
        names = [self.quote.affiliation.organisation, *(str(each) for each in countries)]
        return ", ".join(filter(None, names))

    @cached_property
    def unknown(self) -> list[str]:
        return unknown_organisations(self.quote)

    # When it was said

    @property
    def said(self) -> Said:
        return said_from(self.quote.said)

    @property
    def basis(self) -> str:
        return str(Basis(self.said.basis).label)

    @property
    def phrase(self) -> str:
        phrase = self.quote.said.phrase if self.quote.said else None
        return phrase.of(self.text) if phrase else ""

    # What is there already

    @cached_property
    def overlapping(self) -> list[Quote]:
        return overlapping(self.proposal)

    @cached_property
    def wordings(self) -> list[Quote]:
        others = Quote.objects.exclude(article=self.article)
        return [quote for quote, _ in wordings_like(self.words, others, limit=3)]

    # Accepted as it stands

    @cached_property
    def obstacle(self) -> str:
        """Why it waits for a person."""
        if self.quote.kind == "headline":
            return "A headline is looked at on its own."
        if not all(each.settled for each in self.who):
            return "Only you can say who spoke."
        if self.overlapping:
            return "Some of its words belong to another quote."
        doubts = unsure(self.text, self.quote)
        return f"Not sure: {', '.join(each.label for each in doubts)}." if doubts else ""

    @property
    def chosen(self) -> list[tuple[Option, Attribution]]:
        """Each speaker with the role, the organisation and the country that would be stored."""
        return [
            (option, spoke_for(self.article, self.quote, option.speaker, each.about))
            for each in self.who
            if (option := each.option(each.chosen))
        ]

    @property
    def version(self) -> str:
        """Changes with whatever would be stored otherwise, the names of those chosen included."""
        shown = [
            (
                option.value,
                option.label,
                [(str(row), row and row.pk) for row in (rest.role, rest.organisation, rest.country)],
            )
            for option, rest in self.chosen
        ]
        return sha256(f"{self.proposal.content}{self.words}{shown}{self.obstacle}")[:16]


def in_a_line(text: str, quote: results.Quote, length: int = WHOLE) -> str:
    """Reported speech with its speaker and its verb, before anything is stored of it."""
    speakers = speakers_of(quote)
    named = [each.mention for each in speakers if each.mention]
    places = [("words", span) for span in quote.spans]
    places += [("speaker", span) for span in named] + ([("cue", quote.cue)] if quote.cue else [])
    parts = sorted(
        {Span(part, *span, text[slice(*span)]) for part, span in places}, key=lambda p: (p.start, p.end)
    )
    names = " and ".join(each.name for each in speakers) or "nobody found"
    return told(quote.kind, parts, names, length)
