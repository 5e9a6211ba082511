"""CSV for spreadsheets, and back: one row a quote, formulas defused, with a data dictionary (CSV on the Web)."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from archive.outputs.selection import Selection
from archive.reading.quoted import Quoted, Voice
from archive.text import BOM, defused, restored

BETWEEN = "; "

Value = str | int | None

# Name, type and meaning of each, as CSV on the Web has them.
COLUMNS: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "csv_columns.json").read_text(encoding="utf-8")
)


def _each(one: Callable[[Voice], Value]) -> Callable[[Quoted], str]:
    """One value a speaker, in their order: empty ones are kept so that columns can be matched up."""

    def value(quote: Quoted) -> str:
        values = [str(one(speaker) or "") for speaker in quote.speakers]
        return BETWEEN.join(values) if any(values) else ""

    return value


VALUES: dict[str, Callable[[Quoted], Value]] = {
    "id": lambda q: q.id,
    "permalink": lambda q: q.permalink,
    "version": lambda q: q.version,
    "stands_alone": lambda q: q.stands_alone,
    "cue": lambda q: q.cue,
    "words": lambda q: q.text,
    "sentence": lambda q: q.sentence,
    "kind": lambda q: q.kind,
    "translated": lambda q: q.translated,
    "language": lambda q: q.language,
    "speakers": _each(lambda s: s.name),
    "speaker_ids": _each(lambda s: s.id),
    "speaker_types": _each(lambda s: s.type),
    "role_printed": _each(lambda s: s.role_printed),
    "role_held": _each(lambda s: s.role_held),
    "organisation": _each(lambda s: s.organisation.name if s.organisation else None),
    "country": _each(lambda s: s.country.code if s.country else None),
    "speaker_basis": _each(lambda s: s.basis),
    "mentions": lambda q: BETWEEN.join(
        [*(c.code for c in q.mentions.countries), *(o.name for o in q.mentions.organisations)]
    ),
    "said": lambda q: q.said.text,
    "said_earliest": lambda q: _iso(q.said.earliest),
    "said_latest": lambda q: _iso(q.said.latest),
    "said_precision": lambda q: q.said.precision,
    "said_basis": lambda q: q.said.basis,
    "said_phrase": lambda q: q.said.phrase,
    "occasion": lambda q: q.occasion.name if q.occasion else None,
    "statement": lambda q: q.statement,
    "outlet": lambda q: q.article.outlet.name if q.article.outlet else None,
    "agency": lambda q: q.article.agency.name if q.article.agency else None,
    "via": lambda q: BETWEEN.join(map(str, q.via)),
    "transcript": lambda q: q.record.passage if q.record else None,
    "transcript_said": lambda q: q.record.said_by if q.record else None,
    "transcript_url": lambda q: q.record.permalink if q.record else None,
    "article": lambda q: q.article.title,
    "article_id": lambda q: q.article.id,
    "published_on": lambda q: _iso(q.article.published_on),
    "published_basis": lambda q: q.article.published_basis,
    "url": lambda q: q.article.url,
    "anchor": lambda q: ",".join(f"{a}-{b}" for a, b in q.anchor),
    "sha256": lambda q: q.article.raw_sha256,
    "public_note": lambda q: q.public_note,
    "changed_at": lambda q: q.changed_at.isoformat(),
}


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


class _Echo:
    """A file whose `write` gives back the line, which `csv.writer` then returns."""

    def write(self, line: str) -> str:
        return line


def write(quotes: Iterable[Quoted]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(VALUES)
    for quote in quotes:
        yield writer.writerow([_cell(value(quote)) for value in VALUES.values()])


def _cell(value: Value) -> Value:
    return defused(value) if isinstance(value, str) else value


def read(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of such a file, as they were before formulas were defused."""
    rows = csv.reader(lines)
    names = [name.removeprefix(BOM) for name in next(rows)]
    return (dict(zip(names, map(restored, row), strict=True)) for row in rows)


def dictionary(selection: Selection, file: str) -> dict[str, Any]:
    """Metadata after https://www.w3.org/TR/tabular-metadata/: what the file holds, and what its columns mean."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": f"{selection.total} {'quote' if selection.total == 1 else 'quotes'} from the Statement Archive",
        "dc:source": selection.url,
        "dc:created": selection.at.isoformat(timespec="seconds"),
        "notes": [
            {
                "count": selection.total,
                "defused": "A cell that a spreadsheet would run as a formula begins with '",
            }
        ],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"primaryKey": "id", "columns": COLUMNS},
    }
