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
from itertools import chain, pairwise
from math import log
from typing import Self

from archive.models import Quote, QuoteSpan
from archive.search.senses import sense
from archive.search.senses import words_of as words_of_sense
from archive.text import Offsets, Term
from archive.text.alignment import FUNCTION_WORDS, Alignment, align, evidence
from archive.text.alignment import words as words_of

# Words of a quote; with fewer, equal words are chance: wherever they stand, and about its day by the same speaker.
FEWEST, FEWEST_NEAR, TELLING_NEAR = 5, 3, 2
# What the words of a passage must weigh beyond what some turn has by chance: where all are equal, and where most are in order.
EXACT, IN_ORDER = 0.0, 9.0
ENOUGH = 0.8
# (words in one run, evidence): a long run of equal words is no chance, and less evidence is enough.
RUNS = ((9, 0.6), (7, 0.68), (5, 0.75))
# Where the words only stand together: how many that say something, and what tells that it is no chance.
TELLING, TOLD = 4, 13.8
LITTLE = 0.35  # what a word weighs that says little by itself
# What speaker and day add to a share, or another day takes; and to the weight, as often as a turn is by them, and about
# that day, by chance.
SAME_SPEAKER, SAME_DAYS, OTHER_DAYS, LIKELIER = 0.05, 0.1, 0.15, 40
# How long before its day a quote was said, or after, where clocks differ.
EARLIER, LATER = timedelta(4), timedelta(1)
FEW = 2_000  # turns
WIDER, ROOM = 1.5, 6  # how many times as long as a quote its passage may be, and some words more


@dataclass(frozen=True)
class Side:
    """What a quote or a turn is compared by; the places of its words are those of its article."""

    pk: int
    words: list[Term]
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
    def senses(self) -> list[str]:
        return [sense(word.term) for word in self.words]


class Rarity:
    """What words weigh among the turns; `count` says of some how many turns there are and in how many each stands.

    Few turns do not tell how rare a word is: words that are not common in any text weigh as in more.
    """

    def __init__(self, count: Callable[[Collection[str]], tuple[int, Mapping[str, int]]]) -> None:
        self._count = count
        self._standing: dict[str, int] = {}
        self._among = 0

    def of(self, words: Iterable[Term]) -> dict[str, float]:
        """The weight of each term."""
        terms = {word.term for word in words}
        self._look_up(terms)
        return {term: self._weight(term, self._standing[term]) for term in terms}

    def by_sense(self, words: Iterable[Term]) -> dict[str, float]:
        """The weight of each sense: of all words that have it, those that say little by themselves at a third."""
        held = {sense(word.term): words_of_sense(sense(word.term), word.term) for word in words}
        self._look_up(set(chain.from_iterable(held.values())))
        return {
            of: self._weight(of, sum(self._standing[term] for term in terms))
            * (LITTLE if of in FUNCTION_WORDS else 1)
            for of, terms in held.items()
        }

    def _look_up(self, terms: set[str]) -> None:
        if new := terms - self._standing.keys():
            self._among, standing = self._count(new)
            self._standing.update(standing)

    def _weight(self, term: str, standing: int) -> float:
        among = self._among if term in FUNCTION_WORDS else max(self._among, FEW)
        return log(1 + among / (1 + standing))

    def chance(self) -> float:
        """What a passage weighs that one turn in all has."""
        return log(max(self._among, FEW))


def window(turn: Side, weights: Mapping[str, float], length: int) -> tuple[range, float]:
    """The words of a turn that stand together and hold most of the weight of a quote's, and how much that is.

    For a quote of so many words, whose senses weigh so much.
    """
    reach = int(WIDER * length) + ROOM
    places = [(at, of) for at, of in enumerate(turn.senses) if of in weights]
    held: Counter[str] = Counter()
    best, most, weight, begin = range(1), 0.0, 0.0, 0
    for at, of in places:
        weight += 0.0 if held[of] else weights[of]
        held[of] += 1
        while at - places[begin][0] >= reach:
            gone = places[begin][1]
            held[gone] -= 1
            weight -= 0.0 if held[gone] else weights[gone]
            begin += 1
        if weight > most + 1e-9:
            best, most = range(places[begin][0], at + 1), weight
    return best, most


def _beside(senses: Iterable[str]) -> frozenset[frozenset[str]]:
    """Each two that say something by themselves and have at most one such between them, in either order."""
    telling = [each for each in senses if each not in FUNCTION_WORDS]
    return frozenset(map(frozenset, chain(pairwise(telling), zip(telling, telling[2:], strict=False))))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a window has of a quote's words, in whatever form and order: how many that say something by themselves, what those
    weigh that it lacks, which part of the whole weight it has, and which part of that of the pairs beside each other; and the
    other way, which part of its own words that say something the quote has, since a sentence by chance has others besides."""

    telling: int
    lacking: float
    part: float
    beside: float
    covered: float

    @classmethod
    def of(cls, quote: Side, passage: Sequence[str], weights: Mapping[str, float]) -> Self:
        own, pairs = frozenset(passage), _beside(quote.senses)
        telling = [each for each in weights if each not in FUNCTION_WORDS]
        shared = sum(each in own for each in telling)

        def weight(of: Iterable[frozenset[str]]) -> float:
            return sum(weights[each] for pair in of for each in pair)

        return cls(
            telling=shared,
            lacking=sum(weights[each] for each in telling if each not in own),
            part=sum(weights[each] for each in weights if each in own) / (sum(weights.values()) or 1),
            beside=weight(pairs & _beside(passage)) / (weight(pairs) or 1),
            covered=shared / (len(own - FUNCTION_WORDS) or 1),
        )


@dataclass(frozen=True)
class Pairing:
    """`in_order` says which part of the quote's weight stands in the turn in its order, `beyond` what that weighs beyond
    chance; `ahead` and `beside_ahead` how far the words that stand together lie before those of the other turns."""

    quote: Side
    turn: Side
    alignment: Alignment
    window: range
    weight: float
    shared: Overlap
    in_order: float
    beyond: float
    likelier: float
    ahead: float = 0.0
    beside_ahead: float = 0.0

    @property
    def score(self) -> float:
        return (self.in_order + self.shared.part) / 2 + self.likelier + 0.1 * self.alignment.exact

    @property
    def stands(self) -> bool:
        if self.alignment.exact:
            return self.beyond >= EXACT and (
                self.alignment.telling >= TELLING_NEAR or len(self.quote.words) >= FEWEST
            )
        return len(self.quote.words) >= FEWEST and (self.stands_in_order or self.in_other_words)

    @property
    def stands_in_order(self) -> bool:
        least = next((least for run, least in RUNS if self.alignment.longest_run >= run), ENOUGH)
        return self.beyond >= IN_ORDER and self.in_order + self.likelier / 2 >= least

    @property
    def in_other_words(self) -> bool:
        return self.shared.telling >= TELLING and self.told >= TOLD

    @property
    def told(self) -> float:
        """That it is the passage though the words are others: the weights were fitted to quotations put into other words
        by hand, and to sentences that were said in none of the transcripts."""
        shared = self.shared
        return (
            0.5 * shared.telling
            - 0.035 * shared.lacking
            + 0.68 * self.ahead
            + 18 * self.beside_ahead
            + 8 * shared.covered
            + 40 * self.likelier
        )

    @cached_property
    def passage(self) -> Alignment:
        """Where it is said in other words, the alignment reaches no further than these."""
        if self.alignment.exact or self.stands_in_order:
            return self.alignment
        words = self.turn.words[self.window.start : self.window.stop]
        return align(self.quote.words, words) or self.alignment

    @property
    def place(self) -> Offsets:
        if self.passage is self.alignment:
            return self.alignment.start, self.alignment.end
        own = set(self.quote.senses) - FUNCTION_WORDS
        telling = [
            self.turn.words[at] for at in self.window if self.turn.senses[at] in own
        ] or self.turn.words
        return min(self.passage.start, telling[0].start), max(self.passage.end, telling[-1].end)


def candidates(quote: Side, turns: Iterable[Side], rarity: Rarity) -> list[Pairing]:
    """Those whose words stand there, the likeliest first."""
    weights = rarity.by_sense(quote.words)
    found = [each for turn in turns if (each := _pairing(quote, turn, rarity, weights))]
    standing = (each for each in _apart(found) if each.stands)
    return sorted(standing, key=lambda each: -each.score)


def _pairing(quote: Side, turn: Side, rarity: Rarity, weights: Mapping[str, float]) -> Pairing | None:
    found = align(quote.words, turn.words) if quote.pk != turn.pk else None
    likelier = _likelier(quote, turn)
    fewest = FEWEST_NEAR if likelier >= SAME_SPEAKER + SAME_DAYS else FEWEST
    if found is None or len(quote.words) < fewest:
        return None
    near, weight = window(turn, weights, len(quote.words))
    own = rarity.of(found.quoted)
    kept = {found.quoted[at].term for at, _ in found.pairs}
    return Pairing(
        quote,
        turn,
        found,
        near,
        weight,
        Overlap.of(quote, turn.senses[near.start : near.stop], weights),
        in_order=evidence(found, own),
        beyond=sum(own[term] for term in kept) - rarity.chance() + LIKELIER * max(likelier, 0.0),
        likelier=likelier,
    )


def _apart(found: Sequence[Pairing]) -> list[Pairing]:
    """With how far each lies before the best of the others."""
    ahead = _before([each.weight + LIKELIER * each.likelier for each in found])
    beside = _before([each.shared.beside for each in found])
    return [replace(each, ahead=a, beside_ahead=b) for each, a, b in zip(found, ahead, beside, strict=True)]


def _before(values: Sequence[float]) -> list[float]:
    first, second = sorted([*values, 0.0, 0.0], reverse=True)[:2]
    return [value - (second if value == first else first) for value in values]


def _likelier(quote: Side, turn: Side) -> float:
    """Speaker and day only raise or lower a score: both are often wrong or missing."""
    near = 0.0
    if quote.day and turn.day and -LATER <= (since := quote.day - turn.day) <= EARLIER:
        near = 1 - max(since.days - 1, 0) / EARLIER.days
    elif quote.day and turn.day:
        near = -OTHER_DAYS / SAME_DAYS
    return SAME_SPEAKER * bool(quote.speakers & turn.speakers) + SAME_DAYS * near
