"""The whole archive as JSON Lines, a file for each kind of record, with the raw texts and a manifest of hashes.

Rows are written in the order of their refs, so that exporting what was imported gives the same files again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from django.db import transaction

from archive.transfer import records, write
from archive.transfer.lines import MANIFEST, File, Manifest, made_whole

TEXTS = "articles"
BATCH = 100
Progress = Callable[[int], object]


def export_all(directory: Path, progress: Progress = lambda count: None) -> Manifest:
    with made_whole(directory) as partial, transaction.atomic():
        (partial / TEXTS).mkdir()
        one_moment()
        parts = {**write.world(), "articles": articles(partial, progress), **write.decisions()}
        files = {
            f"{name}.jsonl": write_lines(partial / f"{name}.jsonl", part) for name, part in parts.items()
        }
        manifest = Manifest(records.Bundle().format, files)
        (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    return manifest


def one_moment() -> None:
    """All queries of this transaction see the archive as it is now."""
    connection = transaction.get_connection()
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


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


def articles(directory: Path, progress: Progress) -> Iterator[records.Article]:
    """In batches: with all their texts and quotes they would not fit into memory."""
    bare = write.articles().prefetch_related(None).only("pk", "replaces_id", "ref")
    order = [row.pk for row in write.after_its(bare.select_related(None), "replaces")]
    for at in range(0, len(order), BATCH):
        batch = write.articles().in_bulk(order[at : at + BATCH])
        for pk in order[at : at + BATCH]:
            record = write.article(batch[pk])
            name = f"{TEXTS}/{record.sha256}.txt"
            (directory / name).write_bytes((record.text or "").encode())
            yield msgspec.structs.replace(record, file=name, text=None)
            progress(1)
