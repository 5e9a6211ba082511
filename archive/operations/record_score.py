"""How well reported quotes are found: an archive filled with transcripts, and quotes whose places in them are known.

A case is put together from stretches of a file and words of its own, so that a test set holds nothing of the transcripts.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from time import perf_counter, process_time

from django.utils import timezone

from archive.editing.record.passages import Candidate, Side
from archive.editing.record.proposing import found_for
from archive.editing.taking import File, take
from archive.editing.transcripts.drafting import Settled, draft_turns
from archive.editing.transcripts.labels import Label, sheet
from archive.intake.transcripts import read
from archive.intake.transcripts.rows import label_rows
from archive.models import Article, Quote
from archive.text import Offsets, sha256
from archive.text.alignment import words

NONE = "none"  # the kind of those that stand in none of the transcripts taken in


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
class Asked:
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
class Set:
    """Transcripts by file name, which of them the archive is filled with, the cases, and where the labels of some stand."""

    texts: Mapping[str, str]
    taken: Sequence[Path]
    cases: Sequence[Case]
    labels: Mapping[str, Sequence[int]]


def read_set(data: Path, transcripts: Path) -> Set:
    """Raises ValueError where a file is not the one that the set was made of."""
    texts, taken = {}, []
    for line in (data / "files.tsv").read_text(encoding="utf-8").splitlines():
        name, digest, use = line.split("\t")
        texts[name] = (transcripts / name).read_bytes().decode()
        if sha256(texts[name]) != digest:
            raise ValueError(f"{transcripts / name} is not the text that the test set was made of.")
        taken += [transcripts / name] if use == "taken" else []
    lines = (data / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row.split("\t") for row in (data / "turns.tsv").read_text(encoding="utf-8").splitlines()]
    labels = {name: list(map(int, places.split())) for name, places in rows}
    return Set(texts, taken, [Case(**json.loads(line)) for line in lines], labels)


@dataclass(frozen=True)
class Cut:
    """How many labelled turns there are, how many of them begin where they should, and what begins where none does."""

    turns: int
    right: int
    wrong: int
    seconds: float


def cut(of: Set) -> Cut:
    """`seconds` of processor time for each of all transcripts, with their labels."""
    started, found = process_time(), {}
    for name, text in of.texts.items():
        found[name] = read(text)
        label_rows(text, found[name])
    seconds = (process_time() - started) / len(of.texts)
    pairs = [({turn.label[0] for turn in found[name].turns}, set(at)) for name, at in of.labels.items()]
    right = sum(len(cut & labels) for cut, labels in pairs)
    wrong = sum(len(cut - labels) for cut, labels in pairs)
    return Cut(sum(len(labels) for _, labels in pairs), right, wrong, seconds)


def fill(paths: Sequence[Path], progress: Callable[[int], object]) -> int:
    """Every turn that is no question is published; returns how many."""
    return sum(_published(path, progress) for path in paths)


def _published(path: Path, progress: Callable[[int], object]) -> int:
    article = take(File(path))
    progress(1)
    if article is None:
        return 0
    first = sheet(article, {}, {})
    settled = sheet(article, {}, {label.number: _chosen(label) for label in first.labels})
    turns = draft_turns(Settled(settled.day or date(2000, 1, 1), "", settled))
    ids = [turn.pk for turn in turns]
    return Quote.objects.filter(pk__in=ids).update(status=Quote.Status.PUBLISHED, published_at=timezone.now())


def _chosen(label: Label) -> str:
    """Somebody known, for want of a person who would look."""
    known = next((option.value for option in label.options if option.speaker), "")
    return label.chosen or known or "new"


def ask(of: Set) -> Iterator[Asked]:
    for case in of.cases:
        source = of.texts[case.file]
        quote = Side(0, words(case.text(source)))
        started = perf_counter()
        found = next(found_for([quote]))
        seconds = perf_counter() - started
        yield Asked(case, list(map(_place, found)), (sha256(source), case.place), seconds)


def _place(found: Candidate) -> tuple[str, Offsets]:
    article = Article.objects.only("raw_sha256").get(quotes=found.turn.pk)
    return article.raw_sha256, found.place
