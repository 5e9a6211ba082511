"""From rows to files: the whole archive in the import format, as JSON Lines with the raw texts and a manifest.

Rows are written in the order of their refs, so that exporting what was imported gives the same files again.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Prefetch, QuerySet

from archive import models as rows
from archive.transfer import records
from archive.transfer.lines import MANIFEST, File, Manifest

TEXTS = "articles"
BATCH = 100
Progress = Callable[[int], object]


def export_all(directory: Path, progress: Progress = lambda count: None) -> Manifest:
    """Writes a new directory, whole or not at all. Raises FileExistsError."""
    if directory.exists():
        raise FileExistsError(f"{directory} exists already: give another name.")
    partial = directory.with_name(f"{directory.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / TEXTS).mkdir(parents=True)
    with transaction.atomic():
        one_moment()
        manifest = Manifest(
            records.Bundle().format,
            {name: write_lines(partial / name, part) for name, part in parts(partial, progress)},
        )
    (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    partial.rename(directory)
    return manifest


def one_moment() -> None:
    """All queries of this transaction see the archive as it is now."""
    connection = transaction.get_connection()
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def parts(directory: Path, progress: Progress) -> Iterator[tuple[str, Iterable[msgspec.Struct]]]:
    yield "countries.jsonl", map(country, rows.Country.objects.order_by("code"))
    yield (
        "organisations.jsonl",
        map(organisation, parents_first(rows.Organisation.objects.order_by("ref"), "parent_id")),
    )
    yield "outlets.jsonl", map(outlet, rows.Outlet.objects.select_related("organisation").order_by("ref"))
    yield "speakers.jsonl", map(speaker, speakers().exclude(type=rows.Speaker.Type.UNNAMED))
    yield "occasions.jsonl", map(occasion, rows.Occasion.objects.order_by("ref"))
    yield "statements.jsonl", map(statement, rows.Statement.objects.order_by("ref"))
    yield "articles.jsonl", articles(directory, progress)


def write_lines(file: Path, part: Iterable[msgspec.Struct], progress: Progress = lambda count: None) -> File:
    encoder, digest, lines = msgspec.json.Encoder(), hashlib.sha256(), 0
    with file.open("xb") as handle:
        for record in part:
            line = encoder.encode(record) + b"\n"
            handle.write(line)
            digest.update(line)
            lines += 1
            progress(1)
    return File(lines, digest.hexdigest())


def parents_first(found: QuerySet[Any], parent: str) -> list[Any]:
    """In their order, except that a row follows the one that it refers to."""
    waiting = {row.pk: row for row in found}
    ordered: dict[Any, Any] = {}

    def place(row: Any) -> None:
        if row.pk in ordered:
            return
        if above := waiting.get(getattr(row, parent)):
            place(above)
        ordered[row.pk] = row

    for row in waiting.values():
        place(row)
    return list(ordered.values())


def ref(row: Any) -> str | None:
    return row.ref if row else None


def plain(record: type[records.Record], row: Any, *leave: str, **given: Any) -> Any:
    """A record with the fields that the row has under the same names, and the given ones."""
    names = [name for name in record.__struct_fields__ if name not in given and name not in leave]
    return record(**{name: getattr(row, name) for name in names}, **given)


def country(row: rows.Country) -> records.Country:
    return plain(records.Country, row)  # type: ignore[no-any-return]


def organisation(row: rows.Organisation) -> records.Organisation:
    return plain(records.Organisation, row, country=row.country_id, parent=ref(row.parent))  # type: ignore[no-any-return]


def outlet(row: rows.Outlet) -> records.Outlet:
    return plain(records.Outlet, row, organisation=ref(row.organisation))  # type: ignore[no-any-return]


def occasion(row: rows.Occasion) -> records.Occasion:
    return plain(records.Occasion, row)  # type: ignore[no-any-return]


def statement(row: rows.Statement) -> records.Statement:
    return plain(records.Statement, row)  # type: ignore[no-any-return]


def speakers() -> QuerySet[rows.Speaker]:
    roles = rows.Role._default_manager.select_related("organisation").order_by("ref")
    return (
        rows.Speaker.objects.select_related("organisation", "canonical")
        .prefetch_related("other_names", Prefetch("roles", roles))
        .order_by("ref")
    )


def speaker(row: rows.Speaker) -> records.Speaker:
    return plain(  # type: ignore[no-any-return]
        records.Speaker,
        row,
        organisation=ref(row.organisation),
        canonical=ref(row.canonical),
        other_names=[str(name) for name in row.other_names.all()],
        roles=[role(each) for each in row.roles.all()],
    )


def role(row: rows.Role) -> records.Role:
    return plain(records.Role, row, organisation=ref(row.organisation), country=row.country_id)  # type: ignore[no-any-return]


def articles(directory: Path, progress: Progress) -> Iterator[records.Article]:
    """In batches: with all their texts and quotes they would not fit into memory."""
    order = parents_first(rows.Article.objects.order_by("ref").only("pk", "replaces_id"), "replaces_id")
    for at in range(0, len(order), BATCH):
        batch = with_quotes(rows.Article.objects.all()).in_bulk([row.pk for row in order[at : at + BATCH]])
        for row in order[at : at + BATCH]:
            yield article(batch[row.pk], directory)
            progress(1)


def with_quotes(found: QuerySet[rows.Article]) -> QuerySet[rows.Article]:
    attributions = rows.Attribution.objects.select_related("speaker", "role", "organisation")
    quotes = rows.Quote.objects.select_related("occasion", "statement").order_by("ref")
    quotes = quotes.prefetch_related(
        "spans",
        Prefetch("attributions", attributions),
        Prefetch("via", rows.Via.objects.select_related("organisation")),
    )
    return found.select_related("outlet", "agency", "replaces").prefetch_related(
        Prefetch("quotes", quotes), Prefetch("unnamed_speakers", speakers())
    )


def article(row: rows.Article, directory: Path) -> records.Article:
    name = f"{TEXTS}/{row.raw_sha256}.txt"
    (directory / name).write_bytes(row.raw_text.encode())
    return plain(  # type: ignore[no-any-return]
        records.Article,
        row,
        "text",
        file=name,
        sha256=row.raw_sha256,
        outlet=ref(row.outlet),
        agency=ref(row.agency),
        replaces=ref(row.replaces),
        body_spans=[tuple(span) for span in row.body_spans],
        speakers=[speaker(each) for each in row.unnamed_speakers.all()],
        quotes=[quote(each) for each in row.quotes.all()],
    )


def quote(row: rows.Quote) -> records.Quote:
    return plain(  # type: ignore[no-any-return]
        records.Quote,
        row,
        occasion=ref(row.occasion),
        statement=ref(row.statement),
        said_latest=row.said_latest if row.dated else None,  # else it follows from the article
        spans=[plain(records.Span, span) for span in row.spans.all()],
        attributions=[attribution(each) for each in row.attributions.all()],
        via=[plain(records.Via, link, organisation=link.organisation.ref) for link in row.via.all()],
    )


def attribution(row: rows.Attribution) -> records.Attribution:
    return plain(  # type: ignore[no-any-return]
        records.Attribution,
        row,
        speaker=row.speaker.ref,
        role=ref(row.role),
        organisation=ref(row.organisation),
        country=row.country_id,
    )
