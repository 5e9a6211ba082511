"""CSV for spreadsheets: one row a quote, formulas defused, with a data dictionary (CSV on the Web)."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.outputs.selection import Selection
from archive.reading.quoted import Quoted, Voice
from archive.text import BOM, defused

BETWEEN = "; "

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    datatype: str
    description: str
    value: Callable[[Quoted], Value]


def _each(one: Callable[[Voice], Value]) -> Callable[[Quoted], str]:
    """One value a speaker, in their order: empty ones are kept so that columns can be matched up."""

    def value(quote: Quoted) -> str:
        values = [str(one(speaker) or "") for speaker in quote.speakers]
        return BETWEEN.join(values) if any(values) else ""

    return value


COLUMNS = (
    Column("id", "integer", "Of the quote; never used again", lambda q: q.id),
    Column("permalink", "anyURI", "Permanent address", lambda q: q.permalink),
    Column(
        "version",
        "integer",
        "Counts what readers could have seen: 1 is the first publication",
        lambda q: q.version,
    ),
    Column(
        "stands_alone",
        "string",
        "In quotation marks if direct; else with speaker and reporting verb, as printed",
        lambda q: q.stands_alone,
    ),
    Column("cue", "string", "The reporting verb or phrase", lambda q: q.cue),
    Column(
        "words",
        "string",
        "Character for character as in the stored article: of reported speech not to stand without speaker and verb",
        lambda q: q.text,
    ),
    Column(
        "sentence", "string", "Around the words, where the article's rights allow it", lambda q: q.sentence
    ),
    Column(
        "kind",
        "string",
        "direct, mixed (partly quoted), indirect (in the reporter's words)",
        lambda q: q.kind,
    ),
    Column(
        "translated",
        "string",
        "no, yes, back (translated back: not the speaker's exact words), unknown",
        lambda q: q.translated,
    ),
    Column("language", "string", "Of the words, after BCP 47", lambda q: q.language),
    Column("speakers", "string", "Names; several stand apart with a semicolon", _each(lambda s: s.name)),
    Column("speaker_ids", "string", "In the order of the names", _each(lambda s: s.id)),
    Column("speaker_types", "string", "person, organisation or unnamed", _each(lambda s: s.type)),
    Column("role_printed", "string", "The role in the article's words", _each(lambda s: s.role_printed)),
    Column("role_held", "string", "The role held at the time", _each(lambda s: s.role_held)),
    Column(
        "organisation",
        "string",
        "Spoke for",
        _each(lambda s: s.organisation.name if s.organisation else None),
    ),
    Column(
        "country", "string", "Spoke for: ISO code", _each(lambda s: s.country.code if s.country else None)
    ),
    Column("speaker_basis", "string", "How we know who spoke", _each(lambda s: s.basis)),
    Column(
        "mentions",
        "string",
        "Countries (ISO code) and organisations that the words name",
        lambda q: BETWEEN.join(
            [*(c.code for c in q.mentions.countries), *(o.name for o in q.mentions.organisations)]
        ),
    ),
    Column("said", "string", "When, in words", lambda q: q.said.text),
    Column("said_earliest", "date", "First possible day", lambda q: _iso(q.said.earliest)),
    Column(
        "said_latest",
        "date",
        "Last possible day; that of publication if no date is known",
        lambda q: _iso(q.said.latest),
    ),
    Column("said_precision", "string", "day, week, month, year, unknown", lambda q: q.said.precision),
    Column(
        "said_basis",
        "string",
        "How we know when: explicit, inherited, inferred, editor, none",
        lambda q: q.said.basis,
    ),
    Column("said_phrase", "string", "The article's words for the date", lambda q: q.said.phrase),
    Column("occasion", "string", "Where it was said", lambda q: q.occasion.name if q.occasion else None),
    Column("statement", "integer", "Shared by quotes that report the same words", lambda q: q.statement),
    Column(
        "outlet",
        "string",
        "Who published it; empty when not known",
        lambda q: q.article.outlet.name if q.article.outlet else None,
    ),
    Column(
        "agency",
        "string",
        "Whom the article credits",
        lambda q: q.article.agency.name if q.article.agency else None,
    ),
    Column(
        "via",
        "string",
        "The reporting chain, innermost first",
        lambda q: BETWEEN.join(map(str, q.via)),
    ),
    Column(
        "transcript",
        "string",
        "What the transcript has, where an editor found the words there",
        lambda q: q.record.passage if q.record else None,
    ),
    Column(
        "transcript_url",
        "anyURI",
        "The place in the transcript",
        lambda q: q.record.permalink if q.record else None,
    ),
    Column("article", "string", "Title", lambda q: q.article.title),
    Column("article_id", "integer", "Of the article in this archive", lambda q: q.article.id),
    Column("published_on", "date", "When the article was published", lambda q: _iso(q.article.published_on)),
    Column(
        "published_basis",
        "string",
        "How we know: stated, page (stated by the page), inferred, editor, unknown",
        lambda q: q.article.published_basis,
    ),
    Column("url", "anyURI", "Of the article; empty when not known", lambda q: q.article.url),
    Column(
        "anchor",
        "string",
        "Where the words stand in the stored text: start-end",
        lambda q: ",".join(f"{a}-{b}" for a, b in q.anchor),
    ),
    Column("sha256", "string", "Of the stored text", lambda q: q.article.raw_sha256),
    Column("public_note", "string", "The editors' note", lambda q: q.public_note),
    Column("changed_at", "dateTime", "Last change in this archive", lambda q: q.changed_at.isoformat()),
)


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


class _Echo:
    """A file whose `write` gives back the line, which `csv.writer` then returns."""

    def write(self, line: str) -> str:
        return line


def write(quotes: Iterable[Quoted]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([column.name for column in COLUMNS])
    for quote in quotes:
        yield writer.writerow([_cell(column.value(quote)) for column in COLUMNS])


def _cell(value: Value) -> Value:
    return defused(value) if isinstance(value, str) else value


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
        "tableSchema": {
            "primaryKey": "id",
            "columns": [
                {"name": c.name, "titles": c.name, "datatype": c.datatype, "dc:description": c.description}
                for c in COLUMNS
            ],
        },
    }
