"""Who says it most: the results of a search, speaker by speaker."""

from dataclasses import dataclass
from datetime import date

from archive.models import Quote, Speaker
from archive.query.asked import Asked
from archive.query.filters import DEEPEST
from archive.reading.namesakes import told_apart
from archive.search.answers import find
from archive.text.days import day
from archive.views.results.shared import Results


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
            return "no date printed"
        first, last = day(self.first), day(self.last)
        return first if first == last else f"{first} to {last}"


def by_speaker(asked: Asked, found: Results) -> list[Row]:
    """Most quotes first. A joint statement counts for each of its speakers."""
    ids = find(asked, 0, min(found.total, DEEPEST)).ids
    rows = Quote.objects.counted_by_speaker(ids)
    speakers = Speaker.objects.in_bulk([row["speaker"] for row in rows])
    notes = told_apart(speakers.values())
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
        if not asked.query.speaker or row["speaker"] in asked.query.speaker
    ]
