"""From a table, one quote a row, to records. What the table has no column for stays as it is stored."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from archive.editing.locate import Question, join, locate, shorten, unify
from archive.text import Offsets, restored
from archive.transfer import columns, reasons, records, sheet, write
from archive.transfer.cells import split
from archive.transfer.columns import COLUMNS, NEEDED, PARTS, PLAIN, SPEAKER, SPEAKERS, VIA
from archive.transfer.known import Known
from archive.transfer.people import People, RowError
from archive.transfer.problems import article_problems, quote_problems, step_problem
from archive.transfer.staging import Rules, Staged, unstorable

SPAN = re.compile(r"(\w+) ([0-9]{1,7})-([0-9]{1,7})")
Cells = dict[str, str]
Places = dict[str, list[Offsets]]


def stage_csv(data: bytes, rules: Rules | None = None) -> Staged:
    """Raises ValueError where the file as a whole cannot be read."""
    return Table(rules or Rules()).run(sheet.read(data, COLUMNS, NEEDED))


class Table:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.known, self.people, self.staged = Known(), People(), Staged()
        self.articles: dict[str, records.Article] = {}
        # What an import that replaces starts from.
        self.stored: dict[str, records.Quote] = {}
        self.refused: set[str] = set()
        self.lines: dict[str, str] = {}

    def run(self, found: Iterator[sheet.Row]) -> Staged:
        for number, cells, surplus in found:
            self.staged.rows += 1
            try:
                self.row(f"line {number}", tidy(cells, surplus))
            except RowError as error:
                self.staged.wrong(f"line {number}", error.column, str(error))
        self.staged.bundle = records.Bundle(articles=[a for a in self.articles.values() if a.quotes])
        return self.staged

    def row(self, row: str, cells: Cells) -> None:
        article = self.article(cells)
        quote = self.quote(cells, article)
        problems = list(quote_problems(quote, article, self.known))
        if quote.ref in self.stored:
            step = step_problem(self.stored[quote.ref].status, quote.status)
            problems += [("status", step)] if step else []
        if quote.ref not in self.known.quotes and (other := self.people.another(cells, quote)):
            problems.append(
                (
                    "speaker_printed",
                    f"“{other}” is another speaker of the archive than this row's: correct one of them.",
                )
            )
        if quote.ref in self.lines:
            said = f"These words stand in {self.lines[quote.ref]} already: leave one of the rows out."
            problems.append(("words", said))
        for column, reason in problems:
            self.staged.wrong(row, columns.COLUMN_OF_QUOTE.get(column, column), reason)
        if problems:
            return
        self.lines[quote.ref] = row
        if quote.ref in self.known.quotes:
            self.staged.notes.append((row, "ref", "This quote is in the archive already."))
        article.quotes.append(quote)
        self.staged.good += 1

    def article(self, cells: Cells) -> records.Article:
        ref = cells.get("article", "")
        if ref in self.refused:
            raise RowError("article", "See the first row of this article.")
        try:
            if ref not in self.articles:
                self.articles[ref] = self.described(
                    self.stored_article(ref) or self.new_article(ref, cells), cells
                )
        except RowError:
            self.refused.add(ref)
            raise
        article = self.articles[ref]
        if differs(cells.get("article_text", ""), article.text or ""):
            raise RowError(
                "article_text",
                "Another text stands there for this article, and texts never change: use a new ref.",
            )
        return article

    def stored_article(self, ref: str) -> records.Article | None:
        """As it is; its quotes are those of the table."""
        row = write.articles().filter(ref=ref).first()
        if row is None:
            return None
        record = write.article(row)
        if self.rules.mode == "replace":
            self.stored |= {quote.ref: quote for quote in record.quotes}
        return msgspec.structs.replace(record, speakers=[], quotes=[])

    def new_article(self, ref: str, cells: Cells) -> records.Article:
        text = cells.get("article_text", "")
        if not (ref and text):
            raise RowError("article", f"No article has the ref “{ref}”: correct it, or give title and text.")
        title = cells.get("article_title") or shorten(text.strip().split("\n")[0])
        given = {"ref": ref, "title": title, "text": text}
        fresh: records.Article = convert(records.Article, given, columns.COLUMN_OF_ARTICLE)
        return fresh

    def described(self, article: records.Article, cells: Cells) -> records.Article:
        """With what its first row says of it; an empty cell says nothing."""
        outlet = cells.get("outlet", "")
        outlet = outlet if outlet in self.known.outlets else outlet.strip()
        if outlet and outlet not in self.known.outlets:
            raise RowError("outlet", f"No outlet is called “{outlet}”: add it first, or correct the name.")
        names = ("article_title", "article_url", "published_on", "article_language")
        given = {name.removeprefix("article_"): cells[name] for name in names if cells.get(name)}
        given |= {"outlet": self.known.outlets[outlet]} if outlet else {}
        if given.get("published_on", "") not in {"", str(article.published_on)}:
            given["published_basis"] = "editor"
        whole = {**msgspec.to_builtins(article), **given}
        described: records.Article = convert(records.Article, whole, columns.COLUMN_OF_ARTICLE)
        for column, reason in article_problems(described, self.known):
            raise RowError(columns.COLUMN_OF_ARTICLE.get(column, column), reason)
        return described

    def quote(self, cells: Cells, article: records.Article) -> records.Quote:
        base = self.stored.get(cells.get("ref", ""))
        places = self.places(cells, article.text or "", base)
        ref = cells.get("ref") or self.ref_for(places, article)
        base = base or self.stored.get(ref)
        given = msgspec.to_builtins(base) if base else {}
        given |= {name: cells[name] for name in PLAIN if cells.get(name)}
        for name in PLAIN:
            if name in cells and not cells[name] and name != "status":
                given.pop(name, None)
        given |= {
            "ref": ref,
            "spans": spans_of(places, cells.get("spans", ""), article.text or ""),
            "attributions": self.attributions(cells, base),
            "via": self.via(cells, base),
        }
        quote: records.Quote = convert(records.Quote, given, columns.COLUMN_OF_QUOTE)
        return quote

    def ref_for(self, places: Places, article: records.Article) -> str:
        """That of the stored quote with these words, or one that the same row gets each time."""
        words = tuple(sorted(places["words"]))
        stored = self.known.stored(article.ref).get(words)
        where = " ".join(f"words{start}-{end}" for start, end in words)
        return stored or hashlib.sha256(f"{article.ref} {where}".encode()).hexdigest()[:32]

    def places(self, cells: Cells, text: str, base: records.Quote | None) -> Places:
        """Where each part stands: by its offsets, if they agree with the words of the row; else by looking for these."""
        told = offsets(cells.get("spans", ""), len(text))
        known = told or places_of(base)
        found: Places = {}
        for column, part in PARTS.items():
            cell, stands = cells.get(column), known.get(part, [])
            if cell is None or (stands and not differs(cell, join(text, stands), empty=True)):
                found[part] = stands
            elif told and stands:
                raise RowError(column, disagreement(cell, text, stands))
            else:
                found[part] = looked_for(column, cell, text, found.get("words", []))
        return found

    def attributions(self, cells: Cells, base: records.Quote | None) -> list[dict[str, Any]]:
        before: list[dict[str, Any]] = msgspec.to_builtins(base.attributions) if base else []
        if not any(name in cells for name in SPEAKERS):
            return before
        refs, names = split(cells.get("speaker_refs", "")), split(cells.get("speakers", ""))
        if not refs and not names and not ({"speakers", "speaker_refs"} & set(cells)):
            refs = [each["speaker"] for each in before]
        speakers = refs or [self.people.speaker(name) for name in names]
        stored = {each["speaker"]: each for each in before}
        given = [dict(stored.get(speaker, {}), speaker=speaker) for speaker in speakers]
        for column, field in SPEAKER.items():
            if column in cells:
                for row, value in zip(given, aligned(cells[column], len(speakers), column), strict=True):
                    row.pop(field, None)
                    row |= self.attributed(row["speaker"], field, column, value)
        return given

    def attributed(self, speaker: str, field: str, column: str, value: str) -> dict[str, str]:
        """One cell's value for one speaker; nothing where it is empty."""
        if not value:
            return {}
        if field == "role":
            return {field: self.people.role(speaker, value) or ""}
        if field == "organisation":
            return {field: self.people.organisation(value, column) or ""}
        return {field: value.upper() if field == "country" else value}

    def via(self, cells: Cells, base: records.Quote | None) -> list[dict[str, Any]]:
        before: list[dict[str, Any]] = msgspec.to_builtins(base.via) if base else []
        if "via" not in cells:
            return before
        links = [self.people.organisation(name, "via") for name in split(cells["via"])]
        stored = {each["organisation"]: each for each in before}
        given = [dict(stored.get(link, {}), organisation=link) for link in links]
        for column, field in list(VIA.items())[1:]:
            if column in cells:
                for row, value in zip(given, aligned(cells[column], len(links), column), strict=True):
                    row.pop(field, None)
                    row |= {field: value} if value else {}
        return given


def tidy(printed: Cells, surplus: list[str]) -> Cells:
    """The cells as they were before formulas were defused; outer spaces only where they can mean something."""
    if surplus:
        raise RowError(
            "-", f"“{shorten(surplus[0])}” stands in no named column: quote the cell, or name its column."
        )
    cells = {name: restored(cell) for name, cell in printed.items()}
    for name, cell in cells.items():
        if problem := unstorable(cell):
            raise RowError(name, problem[1])
        cells[name] = cell.strip() if name in columns.TRIMMED else cell
        cells[name] = cells[name].lower() if name in columns.LOWER else cells[name]
    return cells


def differs(cell: str, stands: str, empty: bool = False) -> bool:
    """But for line ends and outer spaces, which spreadsheets change; `empty` where an empty cell says so too."""
    return (empty or bool(cell.strip())) and unify(cell).strip() != unify(stands).strip()


def offsets(cell: str, length: int) -> Places:
    places: Places = {}
    for each in split(cell):
        match = SPAN.fullmatch(each)
        if not match or match[1] not in PARTS.values():
            raise RowError("spans", f"“{each}” is not like “words 12-80”.")
        start, end = int(match[2]), int(match[3])
        if not start < end <= length:
            raise RowError(
                "spans",
                f"{start}–{end} is no place in the text: empty the cell to have the words looked for.",
            )
        places.setdefault(match[1], []).append((start, end))
    return places


def spans_of(places: Places, told: str, text: str) -> list[dict[str, Any]]:
    """In the order in which the row tells them: it decides between two that begin at one place."""
    order = [tuple(each.split(" ")) for each in split(told)]
    found = [(part, start, end) for part, spans in places.items() for start, end in spans]
    found.sort(
        key=lambda one: order.index(key) if (key := (one[0], f"{one[1]}-{one[2]}")) in order else len(order)
    )
    return [{"part": part, "start": start, "end": end, "text": text[start:end]} for part, start, end in found]


def places_of(quote: records.Quote | None) -> Places:
    places: Places = {}
    for span in quote.spans if quote else ():
        places.setdefault(span.part, []).append((span.start, span.end))
    return places


def disagreement(cell: str, text: str, stands: list[Offsets]) -> str:
    return (
        f"The row says “{shorten(cell)}”, but at its spans stands “{shorten(join(text, stands))}”: "
        "correct one of them, or empty “spans” to have the words looked for."
    )


def looked_for(column: str, cell: str, text: str, near: list[Offsets]) -> list[Offsets]:
    found = locate(cell, text, near=near)
    for problem in found.problems:
        raise RowError(column, problem)
    if found.questions:
        raise RowError(column, unsure(found.questions[0]))
    return found.spans


def unsure(question: Question) -> str:
    words = shorten(question.words)
    if question.within:
        return (
            f"“{words}” stands there only as a part of “{question.within}”: give whole words, or the spans."
        )
    return f"“{words}” stands there more than once: give the spans."


def aligned(cell: str, count: int, column: str) -> list[str]:
    """One value a speaker, or a link."""
    values = split(cell) or [""] * count
    if len(values) != count:
        raise RowError(column, f"{len(values)} values for {count}: give one for each, empty ones too.")
    return values


def convert(type_: Any, given: dict[str, Any], names: dict[str, str]) -> Any:
    try:
        return msgspec.convert(given, type_, strict=False)
    except msgspec.ValidationError as error:
        place, reason = reasons.of_field(error, given, type_)
        field = place.rpartition(".")[2]
        raise RowError(names.get(field, field), reason) from None
