"""The directory that `export_all` writes: a file of JSON Lines for each kind of record, and a manifest of hashes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from archive.transfer.records import Bundle

MANIFEST = "manifest.json"


class File(msgspec.Struct, frozen=True):
    lines: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """Texts are not listed: their names are their hashes."""

    format: str
    files: dict[str, File]


def read_lines(directory: Path) -> Bundle:
    """Without the articles' texts. Raises OSError, msgspec.MsgspecError, or ValueError for a changed file."""
    manifest = msgspec.json.decode((directory / MANIFEST).read_bytes(), type=Manifest)
    if manifest.format != Bundle().format:
        raise ValueError(f"{directory} holds {manifest.format!r}, which is for reading only.")
    parts = {name: _part(directory / name, file) for name, file in manifest.files.items()}
    return msgspec.convert({name.removesuffix(".jsonl"): part for name, part in parts.items()}, Bundle)


def _part(file: Path, told: File) -> list[Any]:
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != told.sha256:
        raise ValueError(f"{file} does not have the hash that the manifest gives for it.")
    record = get_type_hints(Bundle)[file.stem].__args__[0]
    return msgspec.json.Decoder(record).decode_lines(data)


@contextmanager
def for_nobody_else() -> Iterator[None]:
    """Files and directories that the block makes can be read by this account alone, the half-made ones too."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
