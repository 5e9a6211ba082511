"""How well reported quotes are found: an archive filled with transcripts, and quotes whose places in them are known.

A case is put together from stretches of a file and words of its own, so that a test set holds nothing of the transcripts.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from time import perf_counter, process_time

from django.db import transaction
from django.utils import timezone

from archive.editing.proposals.speaker_choices import NameChoice
from archive.editing.record.passages import Pairing, Side
from archive.editing.record.proposing import found_for, sides
from archive.editing.taking import take
from archive.editing.transcripts.drafting import draft_turns
from archive.editing.transcripts.labels import sheet
from archive.intake.measure.scoring import Tally
from archive.intake.transcripts import read
from archive.intake.transcripts.rows import LabelRow, label_rows
from archive.models import Article, Quote
from archive.text import Offsets, sha256
from archive.text.alignment import words

NONE = "none"  # the kind of those that stand in none of the transcripts taken in
DAYS = 3  # within which a report comes, that of what was said among them


@dataclass(frozen=True)
class Case:
    """`place` is where the right passage stands in the file."""

    kind: str
    file: str
    pieces: list[Offsets | str]
    place: Offsets

    def text(self, source: str) -> str:
        return "".join(piece if isinstance(piece, str) else source[slice(*piece)] for piece in self.pieces)


@dataclass(frozen=True)
class Answered:
    """What the finder proposed for a case: articles by their texts' hashes, the likeliest first."""

    case: Case
    places: list[tuple[str, Offsets]]
    right: tuple[str, Offsets]
    seconds: float

    @cached_property
    def is_right(self) -> list[bool]:
        article, (start, end) = self.right
        return [found == article and a < end and b > start for found, (a, b) in self.places]


@dataclass(frozen=True)
class CaseSet:
    """Transcripts by file name, which of them the archive is filled with and which not, the cases, and where the labels of
    some stand."""

    texts: Mapping[str, str]
    taken: Sequence[Path]
    held_back: Sequence[Path]
    cases: Sequence[Case]
    labels: Mapping[str, Sequence[int]]


def read_set(data: Path, transcripts: Path, cases: str = "cases.jsonl") -> CaseSet:
    """Raises ValueError where a file is not the one that the set was made of."""
    texts, paths = {}, defaultdict(list)
    for line in (data / "files.tsv").read_text(encoding="utf-8").splitlines():
        name, digest, use = line.split("\t")
        texts[name] = (transcripts / name).read_bytes().decode()
        if sha256(texts[name]) != digest:
            raise ValueError(f"{transcripts / name} is not the text that the test set was made of.")
        paths[use].append(transcripts / name)
    lines = (data / cases).read_text(encoding="utf-8").splitlines()
    rows = [row.split("\t") for row in (data / "turns.tsv").read_text(encoding="utf-8").splitlines()]
    labels = {name: list(map(int, places.split())) for name, places in rows}
    return CaseSet(
        texts, paths["taken"], paths["held back"], [Case(**json.loads(line)) for line in lines], labels
    )


def cut(of: CaseSet) -> tuple[Tally, float]:
    """The beginnings of labelled turns; and seconds of processor time for each of all transcripts, with their labels."""
    started, found = process_time(), {}
    for name, text in of.texts.items():
        found[name] = read(text)
        label_rows(text, found[name])
    seconds = (process_time() - started) / len(of.texts)
    pairs = [({turn.label[0] for turn in found[name].turns}, set(at)) for name, at in of.labels.items()]
    right = sum(len(cut & labels) for cut, labels in pairs)
    proposed, expected = (sum(map(len, each)) for each in zip(*pairs, strict=True))
    return Tally(proposed, expected, right), seconds


def fill(paths: Sequence[Path], progress: Callable[[int], object]) -> int:
    """Every turn that is no question is published; returns how many."""
    return sum(_published(path, progress) for path in paths)


def _published(path: Path, progress: Callable[[int], object]) -> int:
    article = take(path)
    progress(1)
    if article is None:
        return 0
    first = sheet(article, {}, {})
    settled = sheet(article, {}, dict(enumerate(map(_chosen, first.labels))))
    turns = draft_turns(settled, settled.day or date(2000, 1, 1), "")
    ids = [turn.pk for turn in turns]
    return Quote.objects.filter(pk__in=ids).update(status=Quote.Status.PUBLISHED, published_at=timezone.now())


def _chosen(label: NameChoice[LabelRow]) -> str:
    """Somebody known, for want of a person who would look."""
    known = next((option.value for option in label.options if option.speaker), "")
    return label.chosen or known or "new"


def ask(of: CaseSet, *, beside: bool = False) -> Iterator[Answered]:
    """By the words alone, or with speaker and day too, as a report of the next days has them."""
    reports = _reports(of) if beside else {}
    for number, case in enumerate(of.cases):
        source = of.texts[case.file]
        turn = next((each for each in reports.get(case.file, ()) if _holds(each, case.place[0])), None)
        day = turn.day + timedelta(number % DAYS) if turn and turn.day else None
        quote = Side(0, words(case.text(source)), turn.speakers if turn else frozenset(), day)
        started = perf_counter()
        found = next(found_for([quote]))
        seconds = perf_counter() - started
        yield Answered(case, list(map(_place, found)), (sha256(source), case.place), seconds)


def _reports(of: CaseSet) -> dict[str, list[Side]]:
    """Who spoke when in each file, by the speakers that the archive knows; what was held back is taken in for that alone."""
    with transaction.atomic():
        fill(of.held_back, lambda count: None)
        turns = {
            name: list(sides(Quote.objects.filter(article__raw_sha256=sha256(text))))
            for name, text in of.texts.items()
        }
        transaction.set_rollback(True)
    return turns


def _holds(turn: Side, place: int) -> bool:
    return bool(turn.words) and turn.words[0].start <= place < turn.words[-1].end


def _place(found: Pairing) -> tuple[str, Offsets]:
    article = Article.objects.only("raw_sha256").get(quotes=found.turn.pk)
    return article.raw_sha256, found.place
