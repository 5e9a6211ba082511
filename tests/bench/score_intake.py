from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive.intake.measure.agreement import agreement
from archive.intake.measure.facts import FACTS, PARTS, Annotated, Stated, Verdicts, annotated, measured
from archive.intake.measure.kinds import kinds
from archive.intake.measure.scoring import Annotation, Score, Tally, proposed_units, score, totals
from archive.intake.measure.truth import Gold, is_country, is_date, is_speaker, news, seeds
from archive.intake.proposals import propose
from archive.intake.results import Proposals

_HEAD = f"{'':<16}{'P':>7}{'R':>7}{'F1':>7}{'quoted':>8}{'speaker':>9}{'proposed':>10}{'expected':>10}"
_FACT_HEAD = f"{'fact':<9}{'tier':<9}{'right':>7}{'wrong':>7}{'open':>7}{'none':>7}"
_RULE_HEAD = f"{'rule':<16}{'n':>7}{'ov80':>7}{'ov30':>7}{'speaker':>9}"


class Command(BaseCommand):
    help = "Measures the proposals against the annotated articles and the news set. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=Path(settings.BASE_DIR) / "tests" / "data")

    def handle(self, *args: Any, **options: Any) -> None:
        for label, articles in (
            ("annotated articles", seeds(options["data"] / "seeds")),
            ("news set (precision is a lower bound)", news(options["data"] / "news")),
        ):
            proposed = [(article, propose(article.text, article.published)) for article in articles]
            for default_tier in (True, False):
                tier = "default tier: high and medium" if default_tier else "all tiers"
                self.stdout.write(f"\n{label}, {tier}")
                self._table(proposed, default_tier=default_tier)

        self._facts(options["data"])
        self._agreement(options["data"])

    def _agreement(self, data: Path) -> None:
        f1, facts = agreement(data)
        shares = ", ".join(
            f"{fact} {same[True] / (same.total() or 1):.2f} of {same.total()}" for fact, same in facts.items()
        )
        self.stdout.write(f"\ntwo readers of the same articles: words F1 {f1:.3f}; {shares}")

    def _facts(self, data: Path) -> None:
        """Who, role, country and day, of the news developed on and held back, and of passages by language."""
        articles = list(annotated(data))
        for part in PARTS:
            self._facts_of(f"news, {part}", [article for article in articles if article.part == part])
        for folder in ("kinds", "ordinary"):
            passages = list(kinds(data / "intake" / folder))
            for language in dict.fromkeys(each.language for each in passages):
                self._facts_of(
                    f"{folder}, {language}", [each for each in passages if each.language == language], 1
                )

    def _facts_of(self, label: str, articles: Sequence[Annotated[Stated]], least: int = 3) -> None:
        found, told = measured(articles, least)
        self.stdout.write(f"\nfacts, {label}")
        self.stdout.write(_HEAD)
        self.stdout.write(_row("words", found))
        self.stdout.write(_FACT_HEAD)
        for fact in FACTS:
            for tier in ("all", "high", "good", "check", "possible", "explicit", "inherited"):
                if (fact, tier) in told.counts:
                    self.stdout.write(_fact_row(fact, tier, told))
        filled, wrong = (
            told.share("country", "right") + told.share("country", "wrong"),
            told.wrong_of_given("country"),
        )
        self.stdout.write(
            f"country filled {filled:.2f} of those who have one, wrong {wrong:.2f} of those filled"
        )

    def _table(self, proposed: Sequence[tuple[Annotated[Gold], Proposals]], *, default_tier: bool) -> None:
        scores: list[Score] = []
        self.stdout.write(_HEAD)
        for article, proposals in proposed:
            units = proposed_units(article.text, proposals, default_tier=default_tier)
            scores.append(score(article.text, units, article.units))
            self.stdout.write(_row(article.name, scores[-1]))
        total = totals(scores)
        self.stdout.write(_row("all", total))
        self.stdout.write(_RULE_HEAD)
        for rule, tally in sorted(total.rules.items()):
            self.stdout.write(_rule_row(rule, tally))
        for line in _facts(proposed, scores):
            self.stdout.write(line)


def _row(name: str, result: Score) -> str:
    tally = result.all
    return (
        f"{name:<16}{tally.precision:>7.3f}{tally.recall:>7.3f}{tally.f1:>7.3f}{result.quoted.f1:>8.3f}"
        f"{tally.speaker:>9.3f}{tally.proposed:>10}{tally.expected:>10}"
    )


def _fact_row(fact: str, tier: str, told: Verdicts) -> str:
    counter = told.counts[fact, tier]
    return f"{fact:<9}{tier:<9}" + "".join(
        f"{counter[verdict]:>7}" for verdict in ("right", "wrong", "open", "none")
    )


def _rule_row(rule: str, tally: Tally) -> str:
    near = tally.near / tally.proposed if tally.proposed else 0
    return f"{rule:<16}{tally.proposed:>7}{tally.precision:>7.2f}{near:>7.2f}{tally.speaker:>9.2f}"


def _facts(proposed: Sequence[tuple[Annotated[Gold], Proposals]], scores: Sequence[Score]) -> Iterable[str]:
    pairs = [
        (article.facts[unit.key], found.quote)
        for (article, _), one in zip(proposed, scores, strict=True)
        for found, unit in one.pairs
        if unit.key and found.quote
    ]
    if not pairs:
        return
    for name, is_right in (("speaker", is_speaker), ("country", is_country), ("date", is_date)):
        right = sum(is_right(fact, quote) for fact, quote in pairs)
        yield f"{name:<16}{right:>4} of {len(pairs)} right"
    kinds = sum(quote.kind in fact.kinds for fact, quote in pairs)
    yield f"{'kind':<16}{kinds:>4} of {len(pairs)} right"
    yield f"{'negatives':<16}{sum(_negatives(article, one) for (article, _), one in zip(proposed, scores, strict=True)):>4} proposed"


def _negatives(article: Annotated[Gold], result: Score) -> int:
    """Proposals that are, by and large, words nobody said."""

    def is_negative(unit: Annotation) -> bool:
        return any(
            span.meets(unit.span)
            and min(span.end, unit.span.end) - max(span.start, unit.span.start)
            >= 0.5 * (unit.span.end - unit.span.start)
            for span in article.negatives
        )

    return sum(is_negative(unit) for unit in result.wrong)
