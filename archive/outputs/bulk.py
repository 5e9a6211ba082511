"""Everything that readers may have, as one directory: all published quotes, what their fields mean, and hashes."""

import shutil
from pathlib import Path

import msgspec

from archive.models import Quote
from archive.outputs import jsonl
from archive.outputs.records import record
from archive.reading.quoted import streamed
from archive.transfer.export import Progress, write_lines
from archive.transfer.lines import MANIFEST, File, Manifest, for_nobody_else

FORMAT = "statement-archive-quotes/1"


@for_nobody_else()
def export_public(directory: Path, progress: Progress = lambda count: None) -> Manifest:
    """Writes a new directory, whole or not at all. Raises FileExistsError."""
    if directory.exists():
        raise FileExistsError(f"{directory} exists already: give another name.")
    partial = directory.with_name(f"{directory.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    manifest = Manifest(FORMAT, {"quotes.jsonl": _quotes(partial / "quotes.jsonl", progress)})
    schema = msgspec.json.format(msgspec.json.encode(jsonl.dictionary()))
    (partial / "quotes.jsonl-schema.json").write_bytes(schema)
    (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    partial.rename(directory)
    return manifest


def _quotes(file: Path, progress: Progress) -> File:
    ids = list(Quote.objects.published().order_by("pk").values_list("pk", flat=True))
    return write_lines(file, map(record, streamed(ids)), progress)
