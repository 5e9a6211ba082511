"""What two readers of the same articles agree on, scored as proposals are: the ceiling of every figure."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.intake.measure.facts import FACTS, Annotated, Stated, annotated, read, stated
from archive.intake.measure.scoring import Score, score, totals
from archive.text import name_key


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words of the one in those of the other, and of statements that both have each fact: same or not."""

    second: Score
    first: Score
    facts: dict[str, Counter[bool]] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        one, other = self.second.all.precision, self.first.all.precision
        return 2 * one * other / (one + other) if one + other else 0.0

    def share(self, fact: str) -> float:
        return self.facts[fact][True] / (self.facts[fact].total() or 1)


def agreement(data: Path) -> Agreement:
    """Of the articles of `second.txt`, read by somebody who had not seen the first reading."""
    first = {each.name: each for each in annotated(data)}
    scores: list[tuple[Score, Score]] = []
    facts = {fact: Counter[bool]() for fact in FACTS}
    for name, _, people, lines in stated(data / "intake" / "truth" / "second.txt"):
        one = first[name]
        units, said = read(one.text, people, lines)
        other = replace(one, units=tuple(units), facts=said)
        scores.append((_held(one, other), _held(other, one)))
        for unit, match in scores[-1][0].pairs:
            for fact in FACTS:
                facts[fact][_same(fact, other.facts[unit.key], one.facts[match.key])] += 1
    return Agreement(totals([each for each, _ in scores]), totals([each for _, each in scores]), facts)


def _held(truth: Annotated[Stated], read_by: Annotated[Stated]) -> Score:
    return score(truth.text, [each for each in read_by.units if not each.optional], truth.units)


def _same(fact: str, one: Stated, other: Stated) -> bool:
    values = [getattr(each, fact) for each in (one, other)]
    if any(value.startswith("?") for value in values):
        return True
    words, others = (set(name_key(value.rpartition(":")[2]).split()) for value in values)
    return words == others or bool(words and others and (words <= others or others <= words))
