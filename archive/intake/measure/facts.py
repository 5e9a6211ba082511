"""Who, in which role, for which country and on which day: proposals against truth that was written by hand.

A truth file names articles (“= name date”), the people in them (“@ name | role | country”) and what was said, a line each:
words | mention | who | role | country | day, where “a … b” is from a to b, “+” joins spans, “*” and nothing are what the
person's line says, “-” is none, and “?” before a value leaves none as right as the value; before the words, the line is
neither expected nor wrong.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from archive.intake.measure.scoring import Annotation, Score, proposed_units, score, totals, unit_span
from archive.intake.proposals import propose
from archive.intake.results import Quote
from archive.intake.spans import Span, plain
from archive.text import name_key

FACTS = ("who", "role", "country", "day")
F = TypeVar("F")
_LATER = {"wikinews": "unseen once", "wikinews2": "unseen twice", "wikinews3": "unseen thrice"}
PARTS = ("developed on", "held back", *_LATER.values())
"""The news set by halves, of which the second was looked at later; then what was annotated before any rule was made for it."""
_UNPARTED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_SMALL = frozenset(["the", "a", "an", "of", "for", "and", "in", "at", "to", "s", "org", "un"])


@dataclass(frozen=True, slots=True)
class Stated:
    """One line of the file; `key` of its units leads to it."""

    who: str
    role: str
    country: str
    day: str


class Verdicts:
    """How often a fact was right, wrong, or left open although there is one; by tier."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], Counter[str]] = {}

    def note(self, fact: str, tier: str, verdict: str) -> None:
        for each in (tier, "all"):
            self.counts.setdefault((fact, each), Counter())[verdict] += 1

    def share(self, fact: str, verdict: str, tier: str = "all") -> float:
        """Of the statements that have such a fact, in the truth or in the proposal."""
        counter = self.counts.get((fact, tier), Counter())
        known = counter["right"] + counter["wrong"] + counter["open"]
        return counter[verdict] / known if known else 0.0

    def wrong_of_given(self, fact: str, tier: str = "all") -> float:
        counter = self.counts.get((fact, tier), Counter())
        given = counter["right"] + counter["wrong"]
        return counter["wrong"] / given if given else 0.0

    def add(self, other: "Verdicts") -> None:
        for key, counter in other.counts.items():
            self.counts.setdefault(key, Counter()).update(counter)


@dataclass(frozen=True)
class Annotated(Generic[F]):
    """An article with what is true of it, and what nobody said in it (`negatives`); `part` is one of PARTS."""

    name: str
    text: str
    published: dt.date
    units: tuple[Annotation, ...]
    facts: dict[str, F]
    part: str = ""
    language: str = "en"
    negatives: tuple[Span, ...] = ()


def annotated(data: Path) -> Iterator[Annotated[Stated]]:
    """The news set, of which every second article in the order of the alphabet was held back, then what came later."""
    truth = data / "intake" / "truth"
    for number, article in enumerate(sorted(stated(truth / "news.txt"))):
        yield _annotated(data / "news", article, PARTS[number % 2])
    for name, part in _LATER.items():
        for article in stated(truth / f"{name}.txt"):
            yield _annotated(data / "intake" / "wikinews", article, part)


def _annotated(folder: Path, article: tuple[str, str, list[str], list[str]], part: str) -> Annotated[Stated]:
    name, date, people, lines = article
    text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
    units, facts = read(text, people, lines)
    return Annotated(name, text, dt.date.fromisoformat(date), tuple(units), facts, part)


def measured(articles: Iterable[Annotated[Stated]], least: int = 3) -> tuple[Score, Verdicts]:
    """`least` is how many words a proposal must have to be counted."""
    scores, told = [], Verdicts()
    for article in articles:
        proposals = propose(article.text, article.published, language=article.language)
        scores.append(
            score(
                article.text,
                proposed_units(article.text, proposals, default_tier=True, least=least),
                article.units,
            )
        )
        told.add(judge(article.text, scores[-1].pairs, article.facts))
    return totals(scores), told


def stated(path: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Name, publication date, lines on people and lines on statements, an article each."""
    for block in re.split(r"(?m)^= ", path.read_text(encoding="utf-8"))[1:]:
        head, *lines = block.strip("\n").split("\n")
        name, date = head.split()
        people = [line[2:] for line in lines if line.startswith("@ ")]
        yield name, date, people, [line for line in lines if line and line[0] not in "@#"]


def read(text: str, people: list[str], lines: list[str]) -> tuple[list[Annotation], dict[str, Stated]]:
    known = {cells[0]: cells[1:] for cells in (_cells(line, 3) for line in people)}
    units: list[Annotation] = []
    facts: dict[str, Stated] = {}
    position = 0
    for number, line in enumerate(lines):
        optional = line.startswith("?")
        words, mention, who, role, country, day = _cells(line.removeprefix("?"), 6)
        spans = _spans(text, words, position)
        position = spans[0].start
        usual = known.get(who.removeprefix("?"), ["-", "-"])
        usual = [f"?{who[3:]}", "-"] if who.startswith("un:") else usual
        role, country = (_or(value, usual[index]) for index, value in enumerate((role, country)))
        facts[str(number)] = Stated(who, role, country, day or "-")
        at = _nearest(text, mention, spans) if mention not in ("", "-") else None
        for span in spans:
            short = unit_span(text, span, least=1)
            if short:
                units.append(Annotation(short, mention=at, optional=optional, key=str(number)))
    return units, facts


def _or(value: str, usual: str) -> str:
    return usual if value in ("", "*") else value


def _cells(line: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > count:
        raise ValueError(f"Write at most {count} cells: {line}")
    return cells + [""] * (count - len(cells))


def _spans(text: str, words: str, position: int) -> list[Span]:
    spans: list[Span] = []
    text, words = plain(text), plain(words)
    for piece in words.split(" + "):
        first, _, last = (part.strip() for part in piece.partition("…"))
        start = text.find(first, position)
        start = text.find(first) if start < 0 else start
        end = text.find(last, start) + len(last) if last else start + len(first)
        if start < 0 or end < start + len(last):
            raise ValueError(f"These words do not stand in the article: {piece}")
        spans.append(Span(start, end))
        position = end
    return spans


def _nearest(text: str, mention: str, spans: list[Span]) -> Span:
    pattern = rf"(?<!\w){re.escape(plain(mention))}(?!\w)"
    places = [match.start() for match in re.finditer(pattern, plain(text))]
    if not places:
        raise ValueError(f"This mention does not stand in the article: {mention}")
    start = min(
        places, key=lambda place: min(abs(place - span.start) + abs(place - span.end) for span in spans)
    )
    return Span(start, start + len(mention))


def judge(text: str, pairs: list[tuple[Annotation, Annotation]], facts: dict[str, Stated]) -> Verdicts:
    told = Verdicts()
    seen: set[str] = set()
    for found, unit in pairs:
        if unit.key in seen or found.quote is None or unit.key not in facts:
            continue
        seen.add(unit.key)
        for fact, verdict in verdicts(text, found.quote, facts[unit.key]).items():
            told.note(fact, tier_of(found.quote, fact), verdict)
            if fact == "day" and verdict != "none":
                basis = found.quote.said.basis if found.quote.said else "open"
                told.counts.setdefault(("day", basis), Counter())[verdict] += 1
    return told


def tier_of(quote: Quote, fact: str) -> str:
    """Of the fact; where there is none, of the words."""
    return str(getattr(quote.sure, fact) or "no value")


def verdicts(text: str, quote: Quote, fact: Stated) -> dict[str, str]:
    role = quote.affiliation.role.of(text) if quote.affiliation.role else ""
    said = quote.said
    day = said.earliest.isoformat() if said and said.earliest and said.basis != "inferred" else ""
    found = {
        "who": _who(quote, fact.who),
        "role": _verdict(role, fact.role, _same_role(role, fact.role)),
        "country": _verdict(" ".join(quote.affiliation.countries), fact.country, None),
        "day": _verdict(day, fact.day, None),
    }
    return {name: verdict for name, verdict in found.items() if getattr(fact, name) != "*"}


def _verdict(value: str, truth: str, same: bool | None) -> str:
    """“none” where there is nothing and nothing was given."""
    bare = truth.removeprefix("?")
    right = value == bare if same is None else same
    if not value:
        return "none" if truth.startswith(("?", "-")) else "open"
    return "right" if bare != "-" and right else "wrong"


def _same_role(value: str, truth: str) -> bool:
    """Nothing in it that the truth has not, but a “the” or a part of the name: a shorter one is right."""
    words, others = set(name_key(value).split()) - _SMALL, set(name_key(truth).split()) - _SMALL
    return bool(words) and (words <= others or _within(value, truth))


def _who(quote: Quote, truth: str) -> str:
    bare = truth.removeprefix("?")
    kind, _, name = bare.rpartition(":")
    speaker = quote.speaker
    if speaker is None:
        return "none" if truth.startswith("?") or bare == "-" else "open"
    words, others = _words(speaker.name), _words(name)
    if kind:
        return (
            "right"
            if (words & others or _within(name, speaker.name)) and speaker.type != "person"
            else _unless_open(quote)
        )
    if speaker.type != "person":
        return "none" if truth.startswith("?") else _unless_open(quote)
    if words <= others or not speaker.why_open:
        return "right" if words <= others else "wrong"
    return "none" if truth.startswith("?") else "open"


def _within(short: str, full: str) -> bool:
    """Where no spaces part the words: 報道官 in 中国外務省の報道官."""
    return _UNPARTED.search(full) is not None and name_key(short) in name_key(full)


def _words(name: str) -> set[str]:
    return {word[:6] for word in name_key(name).split()} - _SMALL


def _unless_open(quote: Quote) -> str:
    speaker = quote.speaker
    return "open" if speaker and (speaker.type == "unnamed" or speaker.why_open) else "wrong"
