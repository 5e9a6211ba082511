"""CSL-JSON. `issued` is the day of publication, `event-date` the day when it was said; ours is "circa"."""

from typing import Any

from archive.models import Precision
from archive.outputs.citations.facts import Facts, facts
from archive.outputs.citations.names import PersonName
from archive.outputs.wording import ARCHIVE
from archive.reading.phrases import OURS
from archive.reading.quoted import Quoted

PARTS = {Precision.YEAR: 1, Precision.MONTH: 2}


def csl(quote: Quoted) -> dict[str, Any]:
    it = facts(quote)
    item = {
        "id": it.key,
        "type": "entry",
        "author": [_name(name) for name in it.authors],
        "title": it.words,
        "container-title": it.title,
        "publisher": it.publisher,
        "issued": _issued(it),
        "event-date": _said(quote),
        "event-title": quote.occasion.name if quote.occasion else None,
        "event-place": quote.occasion.place if quote.occasion else None,
        "language": quote.language,
        "archive": ARCHIVE,
        "archive_location": it.permalink,
        "version": str(quote.version),
        "number": str(quote.id),
        "URL": it.url,
        "note": it.note,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: PersonName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.full}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}


def _issued(it: Facts) -> dict[str, Any] | None:
    if not it.published:
        return None
    day = it.published
    return {"date-parts": [[day.year, day.month, day.day]], **_circa(it.published_is_ours)}


def _said(quote: Quoted) -> dict[str, Any] | None:
    """A quote without a date was said "circa" the day of publication: its last possible day."""
    first, last = quote.said.earliest or quote.said.latest, quote.said.latest
    if not first or not last:
        return None
    n = PARTS.get(Precision(quote.said.precision), 3)
    dates = [[day.year, day.month, day.day][:n] for day in (first, last)]
    different = dates if dates[0] != dates[1] else dates[:1]
    return {"date-parts": different, **_circa(not quote.said.dated or quote.said.basis in OURS)}


def _circa(ours: bool) -> dict[str, bool]:
    return {"circa": True} if ours else {}
