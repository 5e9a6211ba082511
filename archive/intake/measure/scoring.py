"""How good the proposals are, against hand-made truth.

Units are contiguous content spans of three words or more, trimmed of spaces, quotation marks, commas, dots,
dashes and a leading "that". A proposal is right when intersection over union of characters with a unit of the
truth reaches 0.8, one to one, best pairs first. Speaker: the mention proposed overlaps the mention of the truth.
Quoted: units with a quotation mark on either side.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.intake.results import Proposals, Quote
from archive.intake.spans import Span, trimmed, word_count

RIGHT, NEAR = 0.8, 0.3
_QUOTES = "\"'“”„«»「」『』‘’"


@dataclass(frozen=True, slots=True)
class Annotation:
    span: Span
    rule: str = ""
    mention: Span | None = None
    optional: bool = False
    quote: Quote | None = None
    key: str = ""


@dataclass(slots=True)
class Tally:
    proposed: int = 0
    expected: int = 0
    right: int = 0
    near: int = 0
    speakers: int = 0
    speakers_right: int = 0

    def add(self, other: "Tally") -> None:
        for name in ("proposed", "expected", "right", "near", "speakers", "speakers_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def speaker(self) -> float:
        return self.speakers_right / self.speakers if self.speakers else 1.0


@dataclass(slots=True)
class Score:
    all: Tally = field(default_factory=Tally)
    quoted: Tally = field(default_factory=Tally)
    rules: dict[str, Tally] = field(default_factory=dict)
    pairs: list[tuple[Annotation, Annotation]] = field(default_factory=list)
    wrong: list[Annotation] = field(default_factory=list)
    missed: list[Annotation] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.all.add(other.all)
        self.quoted.add(other.quoted)
        for rule, tally in other.rules.items():
            self.rules.setdefault(rule, Tally()).add(tally)


def unit_span(text: str, span: Span, least: int = 3) -> Span | None:
    """The span as it is compared; None below three words, or `least`."""
    short = trimmed(text, span)
    that = re.match(r"that\b[\s,]*", short.of(text), re.I)
    if that:
        short = trimmed(text, Span(short.start + that.end(), short.end))
    return short if _length(short.of(text)) >= least else None


def _length(words: str) -> float:
    """In words; of Chinese and Japanese, which part none by spaces, two and a half characters are one."""
    wide = sum(1 for character in words if "\u3040" <= character <= "\u9fff")
    return wide / 2.5 if wide else word_count(words)


def proposed_units(
    text: str, proposals: Proposals, *, default_tier: bool, least: int = 3
) -> list[Annotation]:
    return [
        Annotation(short, quote.rule, quote.speaker.mention if quote.speaker else None, quote=quote)
        for quote in proposals.quotes
        if not (default_tier and quote.confidence == "possible")
        for span in quote.spans
        if (short := unit_span(text, span, least))
    ]


def score(text: str, proposed: Sequence[Annotation], truth: Sequence[Annotation]) -> Score:
    result = Score()
    pairs = _pairs(proposed, truth, RIGHT)
    near = _pairs(proposed, truth, NEAR)
    for index, unit in enumerate(proposed):
        match = truth[pairs[index]] if index in pairs else None
        if match is None and index in near and truth[near[index]].optional:
            continue
        if match is None or not match.optional:
            _count(text, result, unit, match, close=index in near)
    found = set(pairs.values())
    for number, unit in enumerate(truth):
        if not unit.optional:
            _expect(text, result, unit, found=number in found)
    return result


def _count(text: str, result: Score, unit: Annotation, match: Annotation | None, *, close: bool) -> None:
    tallies = [result.all, result.rules.setdefault(unit.rule, Tally())]
    if is_quoted(text, unit.span):
        tallies.append(result.quoted)
    for tally in tallies:
        tally.proposed += 1
        # A unit counts as quoted on both sides or on neither.
        right = match is not None and (tally is not result.quoted or is_quoted(text, match.span))
        tally.right += right
        tally.near += close
        if match and match.mention:
            tally.speakers += 1
            tally.speakers_right += bool(unit.mention and unit.mention.meets(match.mention))
    if match:
        result.pairs.append((unit, match))
    else:
        result.wrong.append(unit)


def _expect(text: str, result: Score, unit: Annotation, *, found: bool) -> None:
    result.all.expected += 1
    result.quoted.expected += is_quoted(text, unit.span)
    if not found:
        result.missed.append(unit)


def is_quoted(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 3) : span.start].rstrip()
    after = text[span.end : span.end + 4].lstrip(" .,!?;:–—-")
    return before[-1:] in _QUOTES and after[:1] in _QUOTES and bool(before) and bool(after)


def overlap(first: Span, second: Span) -> float:
    shared = min(first.end, second.end) - max(first.start, second.start)
    union = max(first.end, second.end) - min(first.start, second.start)
    return shared / union if shared > 0 else 0.0


def _pairs(proposed: Sequence[Annotation], truth: Sequence[Annotation], least: float) -> dict[int, int]:
    scored = sorted(
        (
            (overlap(unit.span, other.span), -int(other.optional), index, number)
            for index, unit in enumerate(proposed)
            for number, other in enumerate(truth)
            if unit.span.meets(other.span)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for value, _, index, number in scored:
        if value >= least and index not in pairs and number not in taken:
            pairs[index] = number
            taken.add(number)
    return pairs


def totals(scores: Iterable[Score]) -> Score:
    result = Score()
    for one in scores:
        result.add(one)
    return result
