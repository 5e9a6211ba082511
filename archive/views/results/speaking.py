"""Who says it most: the results of a search, speaker by speaker."""

from datetime import date
from typing import Any

from archive import search
from archive.models import Quote, Speaker
from archive.query import Asked
from archive.query.filters import DEEPEST
from archive.reading.namesakes import noted
from archive.search.finding import ask
from archive.text.tongue import day, gettext
from archive.views.results.shared import Results

ROWS = 50
NOT_READ = "–"  # none of its quotes is among those whose days were read


def by_speaker(asked: Asked, found: Results) -> dict[str, Any]:
    """A page of speakers, those with most quotes first, and the addresses of the pages around it. A joint statement counts
    for each of its speakers."""
    ids = ask(asked, 0, min(found.answer.total, DEEPEST)).ids
    chosen = asked.query.speaker
    counts = counted(found, ids)
    hits = {int(one): hits for one, hits in counts.items() if not chosen or one in chosen}
    ranked = sorted(hits, key=lambda one: (-hits[one], str(one)))  # as the index cuts them off
    pages = max(-(-(len(hits) if chosen else counts.many) // ROWS), 1)
    page = min(asked.page, pages)
    shown = ranked[(page - 1) * ROWS : page * ROWS]
    dates = {row["speaker"]: row for row in Quote.objects.counted_by_speaker(ids, shown)}
    return {
        "rows": named(asked, [{"speaker": one, **dates.get(one, {}), "hits": hits[one]} for one in shown]),
        "page": page,
        "pages": pages,
        "previous": asked.at_page(page - 1) if page > 1 else "",
        "next": asked.at_page(page + 1) if page < pages else "",
    }


def needed(asked: Asked) -> int:
    """How many of the most quoted the index is to count, for the page that is asked for."""
    return asked.page * ROWS


def counted(found: Results, ids: list[int]) -> search.Facet:
    """As the index counts anyway; while PostgreSQL answers, which leaves numbers out, from the rows."""
    if found.answer.notice:
        rows = Quote.objects.counted_by_speaker(ids)
        return search.Facet({row["speaker"]: row["hits"] for row in rows})
    return found.answer.facets["speaker"]


def between(first: date | None, last: date | None) -> str:
    if not first or not last:
        return gettext("no date printed")
    one, other = day(first), day(last)
    return one if one == other else gettext("{first} to {last}").format(first=one, last=other)


def named(asked: Asked, rows: list[dict[str, Any]]) -> list[tuple[Speaker, str, str, int, str]]:
    """Each with what tells it from namesakes, the address of its quotes, how many they are, and when they were said."""
    speakers = Speaker.objects.in_bulk([row["speaker"] for row in rows])
    notes = noted(speakers.values())
    return [
        (
            speakers[row["speaker"]],
            notes.get(row["speaker"], ""),
            asked.link(speaker=(row["speaker"],), view="list"),
            row["hits"],
            between(row["first"], row["last"]) if "first" in row else NOT_READ,
        )
        for row in rows
        if row["speaker"] in speakers
    ]
