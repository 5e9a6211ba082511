"""What two readers of the same articles agree on, scored as proposals are: the ceiling of every figure."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from archive.intake.measure.facts import FACTS, Annotated, Stated, annotated, read, stated
from archive.intake.measure.scoring import Score, score, totals
from archive.text import name_key


def agreement(data: Path) -> tuple[float, dict[str, Counter[bool]]]:
    """Of the articles of `second.txt`, read by somebody who had not seen the first reading: how much of the words of the
    one is in those of the other (F1), and of statements that both have each fact, how often it is the same, or not."""
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
    second, again = (totals(each).all.precision for each in zip(*scores, strict=True))
    return 2 * second * again / (second + again) if second + again else 0.0, facts


def _held(truth: Annotated[Stated], read_by: Annotated[Stated]) -> Score:
    return score(truth.text, [each for each in read_by.units if not each.optional], truth.units)


def _same(fact: str, one: Stated, other: Stated) -> bool:
    values = [getattr(each, fact) for each in (one, other)]
    if any(value.startswith("?") for value in values):
        return True
    words, others = (set(name_key(value.rpartition(":")[2]).split()) for value in values)
    return words == others or bool(words and others and (words <= others or others <= words))
