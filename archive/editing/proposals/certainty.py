"""How sure each fact of a proposal is. What is doubtful is taken over only when an editor says so."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from archive.editing.proposals.affiliation import printed_with
from archive.intake import results

WORDS, WHO, ROLE, COUNTRY, DAY = "words", "who", "role", "country", "day"
SAYS = {"high": "sure", "good": "likely", "check": "check it", "possible": "doubtful"}
# How often each is right, as measured: docs/intake.md.
FIGURES = {"high": "98 of 100", "good": "9 of 10", "check": "half or more", "possible": "less than half"}
TIERS = [(SAYS[tier], figure) for tier, figure in FIGURES.items()]
CHIPS = (ROLE, COUNTRY, DAY)
LABELS = {WORDS: "words", WHO: "who spoke", ROLE: "the role", COUNTRY: "the country", DAY: "the day"}


@dataclass(frozen=True)
class Fact:
    name: str
    tier: results.Tier | None
    """None where intake did not weigh it, in earlier runs."""

    @property
    def says(self) -> str:
        return SAYS[self.tier] if self.tier else "not weighed"

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def doubtful(self) -> bool:
        """What is only likely is left to the editor; who spoke is chosen by the whole name as well, weighed or not."""
        return self.tier in ("check", "possible") if self.name == WHO else not self.sure

    @property
    def sure(self) -> bool:
        """No day is ever high: too few were measured to say so."""
        return self.tier == "high" or (self.name == DAY and self.tier == "good")


def facts(text: str, quote: results.Quote) -> dict[str, Fact]:
    """Those that a draft would be given."""
    sure = quote.sure
    given = {
        WORDS: (True, sure.words),
        WHO: (quote.speaker is not None, sure.who),
        ROLE: (printed_with(text, quote), sure.role),
        COUNTRY: (bool(quote.affiliation.countries), sure.country),
        DAY: (quote.said is not None and quote.said.earliest is not None, sure.day),
    }
    return {name: Fact(name, tier) for name, (there, tier) in given.items() if there}


def unsure(text: str, quote: results.Quote) -> list[Fact]:
    """What keeps it from being accepted without a look at it."""
    return [each for each in facts(text, quote).values() if not each.sure]


def taken_over(
    text: str, quote: results.Quote, take: Collection[str], leave: Collection[str] = ()
) -> results.Quote:
    """Without the doubtful facts, but for those in `take`, and without those in `leave`; the words of a day stay marked."""
    left = {each.name for each in facts(text, quote).values() if each.doubtful} - set(take) | set(leave)
    affiliation = quote.affiliation
    if ROLE in left:
        affiliation = replace(affiliation, role=None, role_basis="none")
    if COUNTRY in left:
        affiliation = replace(affiliation, countries=(), country_basis="none")
    said = undated(quote.said) if DAY in left else quote.said
    return replace(quote, affiliation=affiliation, said=said)


def undated(said: results.Said | None) -> results.Said | None:
    return said and replace(said, earliest=None, latest=None, precision="unknown")
