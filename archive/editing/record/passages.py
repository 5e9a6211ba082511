"""Where in a turn of a transcript the words of a reported quote stand, if they do.

Two measures: words in order, since newspapers cut and join; and words standing together in whatever order and form, since
what was translated twice comes back so. What agrees by chance is told by its weight: the logarithm of how many turns
there are, for each word as rare as one of them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import log
from typing import Self

from archive.models import Quote, QuoteSpan
from archive.search.analysis import stem
from archive.text import Offsets
from archive.text.alignment import FUNCTION_WORDS, Alignment, Word, align, evidence
from archive.text.alignment import words as words_of

# Words of a quote; with fewer, equal words are chance: wherever they stand, and about its day by the same speaker.
FEWEST, FEWEST_NEAR, TELLING_NEAR = 5, 3, 2
# What the words of a passage must weigh beyond what some turn has by chance: where all are equal, where most are in order,
# and where they are only together. Then the passage must also stand out from all others, and hold little else.
EXACT, IN_ORDER, TOGETHER = 0.0, 9.0, 13.0
STANDS_OUT, ALIKE, TELLING = 0.1, 0.55, 4
ENOUGH = 0.8
# (words in one run, evidence): a long run of equal words is no chance, and less evidence is enough.
RUNS = ((9, 0.5), (7, 0.65), (5, 0.72))
# What speaker and day add to a share, or another day takes; and to the weight, as often as a turn is by them, and about
# that day, by chance.
SAME_SPEAKER, SAME_DAYS, OTHER_DAYS, LIKELIER = 0.05, 0.1, 0.15, 40
EARLIER, LATER = (
    timedelta(4),
    timedelta(1),
)  # how long before its day a quote was said, or after, where clocks differ
FEW = 2_000  # turns
WIDER, ROOM = 1.5, 6  # how many times as long as a quote its passage may be, and some words more


@dataclass(frozen=True)
class Side:
    """What a quote or a turn is compared by; the places of its words are those of its article."""

    pk: int
    words: list[Word]
    speakers: frozenset[int] = frozenset()
    day: date | None = None

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """Of one that is loaded with its spans and attributions."""
        spans = quote.parts(QuoteSpan.Part.WORDS)
        words = [word for span in spans for word in words_of(span.text, span.start)]
        speakers = frozenset(each.speaker.shown.pk for each in quote.attributions.all())
        return cls(quote.pk, words, speakers, quote.said_latest)

    @cached_property
    def stems(self) -> list[str]:
        return [stem(word.term) for word in self.words]


class Rarity:
    """What words weigh among the turns; `count` says of some how many turns there are and in how many each stands.

    Few turns do not tell how rare a word is: words that are not common in any text weigh as in more.
    """

    def __init__(self, count: Callable[[Collection[str]], tuple[int, Mapping[str, int]]]) -> None:
        self._count = count
        self._weights: dict[str, float] = {}
        self._size = FEW

    def of(self, words: Iterable[Word]) -> dict[str, float]:
        """The weight of each term."""
        terms = {word.term for word in words}
        if new := terms - self._weights.keys():
            size, standing = self._count(new)
            self._size = max(size, FEW)
            for term, count in standing.items():
                among = size if term in FUNCTION_WORDS else self._size
                self._weights[term] = log(1 + among / (1 + count))
        return {term: self._weights[term] for term in terms}

    def by_stem(self, words: Iterable[Word]) -> dict[str, float]:
        return {stem(term): weight for term, weight in sorted(self.of(words).items())}

    def chance(self) -> float:
        """What a passage weighs that one turn in all has."""
        return log(self._size)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a turn, from one word to another, that holds most of the weight of a quote's words."""

    first: int = 0
    last: int = 0
    weight: float = 0.0


def window(turn: Side, weights: Mapping[str, float], length: int) -> Window:
    """For a quote of so many words, whose stems weigh so much."""
    reach = int(WIDER * length) + ROOM
    places = [(at, term) for at, term in enumerate(turn.stems) if term in weights]
    held: Counter[str] = Counter()
    best, weight, begin = Window(), 0.0, 0
    for at, term in places:
        weight += 0.0 if held[term] else weights[term]
        held[term] += 1
        while at - places[begin][0] >= reach:
            gone = places[begin][1]
            held[gone] -= 1
            weight -= 0.0 if held[gone] else weights[gone]
            begin += 1
        if weight > best.weight + 1e-9:
            best = Window(places[begin][0], at, weight)
    return best


@dataclass(frozen=True)
class Candidate:
    """`in_order` and `together` say which part of the quote's weight stands in the turn, `alike` which part of its and
    the passage's weight both have; `ahead` is how far it lies before the other turns."""

    quote: Side
    turn: Side
    alignment: Alignment
    window: Window
    in_order: float
    together: float
    alike: float
    beyond: float
    telling: int
    likelier: float
    ahead: float = 1.0

    @property
    def score(self) -> float:
        return (self.in_order + self.together) / 2 + self.likelier + 0.1 * self.alignment.exact

    @property
    def stands(self) -> bool:
        if self.alignment.exact:
            return self.beyond >= EXACT and (self.telling >= TELLING_NEAR or len(self.quote.words) >= FEWEST)
        return len(self.quote.words) >= FEWEST and (self.stands_in_order or self.in_other_words)

    @property
    def stands_in_order(self) -> bool:
        least = next((least for run, least in RUNS if self.alignment.longest_run >= run), ENOUGH)
        return self.beyond >= IN_ORDER and self.in_order + self.likelier / 2 >= least

    @property
    def in_other_words(self) -> bool:
        enough = (
            self.beyond >= TOGETHER
            and self.telling >= TELLING
            and self.ahead + max(self.likelier, 0.0) >= STANDS_OUT
        )
        return enough and self.alike + self.ahead + self.likelier >= ALIKE

    @cached_property
    def passage(self) -> Alignment:
        """Where it is said in other words, the alignment reaches no further than these."""
        if self.alignment.exact or self.stands_in_order:
            return self.alignment
        words = self.turn.words[self.window.first : self.window.last + 1]
        return align(self.quote.words, words) or self.alignment

    @property
    def place(self) -> Offsets:
        if self.passage is self.alignment:
            return self.alignment.start, self.alignment.end
        words = self.turn.words
        return words[self.window.first].start, words[self.window.last].end


def candidates(quote: Side, turns: Iterable[Side], rarity: Rarity) -> list[Candidate]:
    """Those whose words stand there, the likeliest first."""
    found = [each for turn in turns if (each := _candidate(quote, turn, rarity))]
    standing = (each for each in _apart(found) if each.stands)
    return sorted(standing, key=lambda each: -each.score)


def _candidate(quote: Side, turn: Side, rarity: Rarity) -> Candidate | None:
    found = align(quote.words, turn.words) if quote.pk != turn.pk else None
    likelier = _likelier(quote, turn)
    fewest = FEWEST_NEAR if likelier >= SAME_SPEAKER + SAME_DAYS else FEWEST
    if found is None or len(quote.words) < fewest:
        return None
    weights = rarity.by_stem(quote.words)
    near = window(turn, weights, len(quote.words))
    weight = sum(weights.values())
    own = rarity.by_stem(turn.words[near.first : near.last + 1])
    telling = {stem(word.term) for word in quote.words if word.term not in FUNCTION_WORDS}
    return Candidate(
        quote,
        turn,
        found,
        near,
        in_order=evidence(found, rarity.of(found.quoted)),
        together=near.weight / weight if weight else 0.0,
        alike=2 * near.weight / (weight + sum(own.values())) if weight else 0.0,
        beyond=near.weight - rarity.chance() + LIKELIER * max(likelier, 0.0),
        telling=len(telling & own.keys()),
        likelier=likelier,
    )


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """With how far each lies before the best of the others."""
    shares = [each.together + each.likelier for each in found]
    first, second = sorted([*shares, 0.0, 0.0], reverse=True)[:2]
    return [
        replace(each, ahead=share - (second if share == first else first))
        for each, share in zip(found, shares, strict=True)
    ]


def _likelier(quote: Side, turn: Side) -> float:
    """Speaker and day only raise or lower a score: both are often wrong or missing."""
    near = 0.0
    if quote.day and turn.day and -LATER <= (since := quote.day - turn.day) <= EARLIER:
        near = 1 - max(since.days - 1, 0) / EARLIER.days
    elif quote.day and turn.day:
        near = -OTHER_DAYS / SAME_DAYS
    return SAME_SPEAKER * bool(quote.speakers & turn.speakers) + SAME_DAYS * near
