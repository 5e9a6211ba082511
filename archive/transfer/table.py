"""CSV, one quote a row, both ways. What the columns cannot hold, such as roles' dates, only JSON keeps."""

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from archive import models as rows
from archive.editing.locate import locate, shorten
from archive.text import defused, restored
from archive.transfer import records, write
from archive.transfer.staging import Known, Problem, Staged, article_problems, quote_problems, words_of

BETWEEN = "; "
ARTICLE = ("article", "article_title", "article_text", "outlet", "published_on", "article_language")
PARTS = {
    "words": "words",
    "speaker_printed": "speaker",
    "cue": "cue",
    "role_words": "role",
    "date_printed": "date",
}
SPEAKER = (
    "speakers",
    "speaker_refs",
    "speaker_roles",
    "speaker_organisations",
    "speaker_countries",
    "roles_printed",
)
PLAIN = (
    "kind",
    "status",
    "language",
    "translated",
    "said_earliest",
    "said_latest",
    "said_precision",
    "said_basis",
    "said_note",
    "public_note",
    "internal_note",
    "withdrawn_reason",
    "published_at",
)
COLUMNS = (*ARTICLE, "ref", *PARTS, "spans", *SPEAKER, "via", *PLAIN)


class RowError(ValueError):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


class People:
    """Speakers and organisations as the table names them: by ref, or by a name that only one has."""

    def __init__(self) -> None:
        self.speakers: dict[str, set[str]] = defaultdict(set)
        self.organisations: dict[str, set[str]] = defaultdict(set)
        for name, ref in rows.Speaker.objects.canonical().values_list("name", "ref"):
            self.speakers[name].add(ref)
        for name, ref in rows.SpeakerName.objects.filter(speaker__canonical=None).values_list(
            "name", "speaker__ref"
        ):
            self.speakers[name].add(ref)
        for name, others, ref in rows.Organisation.objects.values_list("name", "other_names", "ref"):
            for each in (name, *others):
                self.organisations[each].add(ref)
        self.roles: dict[tuple[str, str], set[str]] = defaultdict(set)
        for speaker, title, ref in rows.Role.objects.values_list("speaker__ref", "title", "ref"):
            self.roles[speaker, title].add(ref)

    def speaker(self, name: str) -> str:
        return only(self.speakers[name], "speakers", f"speaker is called “{name}”")

    def organisation(self, name: str, column: str) -> str | None:
        return only(self.organisations[name], column, f"organisation is called “{name}”") if name else None

    def role(self, speaker: str, title: str) -> str | None:
        return (
            only(self.roles[speaker, title], "speaker_roles", f"role of theirs is “{title}”")
            if title
            else None
        )


def only(found: set[str], column: str, what: str) -> str:
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise RowError(column, f"More than one {what}: give the ref instead.")
    raise RowError(column, f"No {what}: add it first, or correct the name.")


def stage_csv(data: bytes) -> Staged:
    """Raises ValueError where the file as a whole cannot be read."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        unknown = set(reader.fieldnames or ()) - set(COLUMNS)
        if not {"article", "words", "kind"} <= set(reader.fieldnames or ()):
            raise ValueError(
                "The first line must name the columns, “article”, “words” and “kind” among them."
            )
        if unknown:
            raise ValueError(f"These columns are not known: {', '.join(sorted(unknown))}.")
        return Table().run(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"This is no CSV in UTF-8: {error}.") from None


class Table:
    def __init__(self) -> None:
        self.known, self.people, self.staged = Known(), People(), Staged()
        self.articles: dict[str, records.Article] = {}
        self.outlets = dict(rows.Outlet.objects.values_list("name", "ref"))
        self.refused: set[str] = set()
        self.lines: dict[str, str] = {}

    def run(self, reader: Iterable[dict[str, Any]]) -> Staged:
        for number, row in enumerate(reader, 2):
            self.staged.rows += 1
            cells = {name: restored(value or "") for name, value in row.items() if isinstance(name, str)}
            try:
                self.row(f"line {number}", cells)
            except RowError as error:
                self.staged.problems.append(Problem(f"line {number}", error.column, str(error)))
        self.staged.bundle = records.Bundle(articles=[a for a in self.articles.values() if a.quotes])
        return self.staged

    def row(self, row: str, cells: dict[str, str]) -> None:
        article = self.article(cells)
        quote = self.quote(cells, article)
        problems = list(quote_problems(quote, article, self.known))
        self.staged.problems += [Problem(row, column, reason) for column, reason in problems]
        if quote.ref in self.lines:
            reason = f"These words stand in {self.lines[quote.ref]} already: leave one of the rows out."
            self.staged.problems.append(Problem(row, "words", reason))
        if problems or quote.ref in self.lines:
            return
        self.lines[quote.ref] = row
        if quote.ref in self.known.quotes:
            self.staged.notes.append(Problem(row, "ref", "This quote is in the archive already."))
        article.quotes.append(quote)
        self.staged.good += 1

    def article(self, cells: dict[str, str]) -> records.Article:
        ref = cells.get("article", "")
        if ref in self.refused:
            raise RowError("article", "See the first row of this article.")
        if ref not in self.articles:
            self.articles[ref] = self.stored_article(ref) or self.new_article(ref, cells)
        return self.articles[ref]

    def stored_article(self, ref: str) -> records.Article | None:
        """As it is, so that "replace" changes nothing of it; its quotes are those of the table."""
        stored = rows.Article.objects.filter(ref=ref).first()
        if stored is None:
            return None
        record = write.article(stored)
        record.quotes.clear()
        return record

    def new_article(self, ref: str, cells: dict[str, str]) -> records.Article:
        text = cells.get("article_text", "").replace("\r\n", "\n")
        try:
            if not (ref and text):
                raise RowError(
                    "article", f"No article has the ref “{ref}”: correct it, or give title and text."
                )
            outlet = cells.get("outlet", "")
            if outlet and outlet not in self.outlets:
                raise RowError(
                    "outlet", f"No outlet is called “{outlet}”: add it first, or correct the name."
                )
            given = {
                "ref": ref,
                "title": cells.get("article_title") or shorten(text.strip().split("\n")[0]),
                "text": text,
                "outlet": self.outlets.get(outlet),
                "published_on": cells.get("published_on") or None,
                "language": cells.get("article_language") or "en",
                "published_basis": "editor" if cells.get("published_on") else "unknown",
            }
            article: records.Article = convert(records.Article, given)
            for column, reason in article_problems(article, self.known):
                raise RowError(column, reason)
        except RowError:
            self.refused.add(ref)
            raise
        return article

    def quote(self, cells: dict[str, str], article: records.Article) -> records.Quote:
        spans = list(self.spans(cells, article.text or ""))
        plain = {name: cells[name] for name in PLAIN if cells.get(name)}
        links = [
            {"organisation": self.people.organisation(name, "via")} for name in split(cells.get("via", ""))
        ]
        attributions = list(self.attributions(cells))
        given = {
            "ref": cells.get("ref") or "-",
            "spans": spans,
            "attributions": attributions,
            "via": links,
            **plain,
        }
        quote: records.Quote = convert(records.Quote, given)
        return quote if cells.get("ref") else msgspec.structs.replace(quote, ref=self.ref_for(quote, article))

    def ref_for(self, quote: records.Quote, article: records.Article) -> str:
        """That of the stored quote with these words, or one that the same row gets each time."""
        stored = self.known.stored(article.ref).get(words_of(quote))
        where = " ".join(f"words{start}-{end}" for start, end in words_of(quote))
        return stored or hashlib.sha256(f"{article.ref} {where}".encode()).hexdigest()[:32]

    def spans(self, cells: dict[str, str], text: str) -> Iterator[dict[str, Any]]:
        """By their offsets where the table has them, checked against the words; else by looking for the words."""
        if cells.get("spans"):
            for each in split(cells["spans"]):
                match = re.fullmatch(r"(\w+) (\d+)-(\d+)", each)
                if not match:
                    raise RowError("spans", f"“{each}” is not like “words 12-80”.")
                yield {"part": match[1], "start": int(match[2]), "end": int(match[3])}
            return
        near: list[tuple[int, int]] = []
        for column, part in PARTS.items():
            found = locate(cells.get(column, ""), text, near=near)
            for problem in found.problems:
                raise RowError(column, problem)
            if found.questions:
                raise RowError(
                    column,
                    f"“{shorten(found.questions[0].words)}” stands there more than once: give the spans.",
                )
            near = near or found.spans
            yield from ({"part": part, "start": start, "end": end} for start, end in found.spans)

    def attributions(self, cells: dict[str, str]) -> Iterator[dict[str, Any]]:
        refs, names = split(cells.get("speaker_refs", "")), split(cells.get("speakers", ""))
        speakers = refs or [self.people.speaker(name) for name in names]
        beside = [aligned(cells.get(column, ""), len(speakers), column) for column in SPEAKER[2:]]
        for speaker, role, organisation, country, printed in zip(speakers, *beside, strict=True):
            yield {
                "speaker": speaker,
                "role": self.people.role(speaker, role),
                "organisation": self.people.organisation(organisation, "speaker_organisations"),
                "country": country or None,
                "role_printed": printed,
            }


def split(cell: str) -> list[str]:
    return [each.strip() for each in cell.split(BETWEEN.strip())] if cell.strip() else []


def aligned(cell: str, count: int, column: str) -> list[str]:
    """One value a speaker."""
    values = split(cell) or [""] * count
    if len(values) != count:
        raise RowError(
            column, f"{len(values)} values for {count} speakers: give one for each, empty ones too."
        )
    return values


def convert(type_: Any, given: dict[str, Any]) -> Any:
    try:
        return msgspec.convert(given, type_, strict=False)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        raise RowError(path.strip(".`") or "-", f"{reason}.") from None


def table(bundle: records.Bundle) -> Iterator[list[str]]:
    """The header and a row a quote; the text of an article stands in the first row of it."""
    yield list(COLUMNS)
    names = {
        each.ref: each.name for each in (*bundle.speakers, *(s for a in bundle.articles for s in a.speakers))
    }
    titles = {role.ref: role.title for speaker in bundle.speakers for role in speaker.roles}
    organisations = {each.ref: each.name for each in bundle.organisations}
    outlets = {each.ref: each.name for each in bundle.outlets}
    for article in bundle.articles:
        for number, quote in enumerate(article.quotes):
            cells = {
                **article_cells(article, outlets, whole=number == 0),
                **part_cells(quote),
                **speaker_cells(quote, names, titles, organisations),
                **{name: str(getattr(quote, name) or "") for name in PLAIN},
                "ref": quote.ref,
                "via": BETWEEN.join(organisations[via.organisation] for via in quote.via),
            }
            yield [defused(cells[column]) for column in COLUMNS]


def article_cells(article: records.Article, outlets: dict[str, str], whole: bool) -> dict[str, str]:
    return {
        "article": article.ref,
        "article_title": article.title,
        "article_text": (article.text or "") if whole else "",
        "outlet": outlets.get(article.outlet or "", ""),
        "published_on": str(article.published_on or ""),
        "article_language": article.language,
    }


def part_cells(quote: records.Quote) -> dict[str, str]:
    texts = {
        column: " […] ".join(span.text or "" for span in quote.spans if span.part == part)
        for column, part in PARTS.items()
    }
    return texts | {"spans": BETWEEN.join(f"{span.part} {span.start}-{span.end}" for span in quote.spans)}


def speaker_cells(
    quote: records.Quote, names: dict[str, str], titles: dict[str, str], organisations: dict[str, str]
) -> dict[str, str]:
    each = quote.attributions
    columns = {
        "speakers": [names.get(a.speaker, "") for a in each],
        "speaker_refs": [a.speaker for a in each],
        "speaker_roles": [titles.get(a.role or "", "") for a in each],
        "speaker_organisations": [organisations.get(a.organisation or "", "") for a in each],
        "speaker_countries": [a.country or "" for a in each],
        "roles_printed": [a.role_printed for a in each],
    }
    return {name: BETWEEN.join(values) if any(values) else "" for name, values in columns.items()}
