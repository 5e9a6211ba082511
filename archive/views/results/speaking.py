"""Who says it most: the results of a search, speaker by speaker."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.models import Quote, Speaker
from archive.query.asked import Asked
from archive.query.filters import DEEPEST
from archive.reading.namesakes import noted
from archive.search.answers import find
from archive.text.days import day
from archive.text.tongue import gettext
from archive.views.results.shared import Results

ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    speaker: Speaker
    hits: int
    first: date | None
    last: date | None
    link: str
    note: str = ""

    @property
    def dates(self) -> str:
        if not self.first or not self.last:
            return gettext("no date printed")
        first, last = day(self.first), day(self.last)
        return first if first == last else gettext("{first} to {last}").format(first=first, last=last)


@dataclass(frozen=True, slots=True)
class Table:
    """A page of speakers, and the addresses of the pages around it."""

    rows: list[Row]
    page: int
    pages: int
    previous: str
    next: str


def by_speaker(asked: Asked, found: Results) -> Table:
    """Most quotes first. A joint statement counts for each of its speakers."""
    ids = find(asked, 0, min(found.total, DEEPEST)).ids
    counted = [
        row
        for row in Quote.objects.counted_by_speaker(ids)
        if not asked.query.speaker or row["speaker"] in asked.query.speaker
    ]
    pages = max(-(-len(counted) // ROWS), 1)
    page = min(asked.display.page, pages)
    return Table(
        named(asked, counted[(page - 1) * ROWS : page * ROWS]),
        page,
        pages,
        previous=asked.link(page=page - 1) if page > 1 else "",
        next=asked.link(page=page + 1) if page < pages else "",
    )


def named(asked: Asked, rows: list[dict[str, Any]]) -> list[Row]:
    speakers = Speaker.objects.in_bulk([row["speaker"] for row in rows])
    notes = noted(speakers.values())
    return [
        Row(
            speakers[row["speaker"]],
            row["hits"],
            row["first"],
            row["last"],
            asked.link(speaker=(row["speaker"],), view="list"),
            notes.get(row["speaker"], ""),
        )
        for row in rows
    ]
