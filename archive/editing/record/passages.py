"""Where in a turn of a transcript the words of a reported quote stand, if they do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from archive.models import Quote, QuoteSpan
from archive.text.alignment import Alignment, Word, align, evidence
from archive.text.alignment import words as words_of

FEWEST = 5  # words of a quote; with fewer, equal words are chance
# Of them, those that are more than "I do not have a": where all are equal, and where not.
TELLING, TELLING_CHANGED = 3, 4
ENOUGH = 0.8
# (words in one run, evidence): a long run of equal words is no chance, and less evidence is enough.
RUNS = ((9, 0.5), (7, 0.65), (5, 0.72))
SAME_SPEAKER, SAME_DAYS, NEAR = 0.08, 0.05, timedelta(days=4)


@dataclass(frozen=True)
class Side:
    """A quote with what it is compared by; loaded with its spans and attributions."""

    quote: Quote

    @cached_property
    def words(self) -> list[Word]:
        """With their places in the article."""
        return [
            Word(word.term, word.start + span.start, word.end + span.start)
            for span in self.quote.parts(QuoteSpan.Part.WORDS)
            for word in words_of(span.text)
        ]

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(word.term for word in self.words)

    @cached_property
    def speakers(self) -> frozenset[int]:
        return frozenset(each.speaker.shown.pk for each in self.quote.attributions.all())


@dataclass(frozen=True)
class Candidate:
    quote: Side
    turn: Side
    alignment: Alignment
    score: float

    @property
    def stands(self) -> bool:
        found = self.alignment
        if found.exact:
            return found.telling >= TELLING
        if found.telling < TELLING_CHANGED:
            return False
        least = next((least for run, least in RUNS if found.longest_run >= run), ENOUGH)
        return self.score >= least


def candidate(quote: Side, turn: Side, rarity: Mapping[str, float]) -> Candidate | None:
    if len(quote.words) < FEWEST or quote.quote.pk == turn.quote.pk:
        return None
    found = align(quote.words, turn.words)
    if found is None:
        return None
    score = evidence(found, rarity) + likelier(quote, turn)
    return Candidate(quote, turn, found, min(score, 1.0))


def likelier(quote: Side, turn: Side) -> float:
    """Speaker and day only raise a score: both are often wrong or missing."""
    one, other = quote.quote.said_latest, turn.quote.said_latest
    near = bool(one and other and abs(one - other) <= NEAR)
    return SAME_SPEAKER * bool(quote.speakers & turn.speakers) + SAME_DAYS * near


def likeliest(quote: Side, turns: Iterable[Side], rarity: Mapping[str, float], most: int) -> list[Side]:
    """Those that share most of the weight of its words: aligning all would take too long."""

    def shared(turn: Side) -> float:
        return sum(rarity.get(term, 1.0) for term in quote.terms & turn.terms)

    return sorted(turns, key=shared, reverse=True)[:most]
