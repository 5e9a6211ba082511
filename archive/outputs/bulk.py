"""Everything that readers may have, as one directory: all published quotes, what their fields mean, and hashes."""

from pathlib import Path

import msgspec

from archive.models import Quote
from archive.outputs import jsonl
from archive.outputs.records import record
from archive.reading.quoted import streamed
from archive.transfer.export import Progress, write_lines
from archive.transfer.lines import MANIFEST, File, Manifest, made_whole

FORMAT = "statement-archive-quotes/1"


def export_public(directory: Path, progress: Progress = lambda count: None) -> Manifest:
    with made_whole(directory) as partial:
        manifest = Manifest(FORMAT, {"quotes.jsonl": _quotes(partial / "quotes.jsonl", progress)})
        schema = msgspec.json.format(msgspec.json.encode(jsonl.dictionary()))
        (partial / "quotes.jsonl-schema.json").write_bytes(schema)
        (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _quotes(file: Path, progress: Progress) -> File:
    ids = list(Quote.objects.published().order_by("pk").values_list("pk", flat=True))
    return write_lines(file, map(record, streamed(ids)), progress)
