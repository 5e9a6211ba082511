"""The directory that `export_all` writes: a file of JSON Lines for each kind of record, and a manifest of hashes."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from archive.transfer.records import Article, Bundle

MANIFEST, ARTICLES = "manifest.json", "articles.jsonl"


class File(msgspec.Struct, frozen=True):
    lines: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """Texts are not listed: their names are their hashes."""

    format: str
    files: dict[str, File]


def read_lines(directory: Path) -> tuple[Bundle, int, Callable[[], Iterator[Article]]]:
    """The bundle without its articles, how many these are, and what reads them, without their texts.

    All raise OSError, msgspec.MsgspecError, or ValueError for a changed file.
    """
    manifest = msgspec.json.decode((directory / MANIFEST).read_bytes(), type=Manifest)
    if manifest.format != Bundle().format:
        raise ValueError(f"{directory} holds {manifest.format!r}, which is for reading only.")
    articles = manifest.files.pop(ARTICLES, File(0, ""))
    parts = {
        name.removesuffix(".jsonl"): list(_part(directory / name, file))
        for name, file in manifest.files.items()
    }
    read = partial(_part, directory / ARTICLES, articles) if articles.sha256 else lambda: iter(())
    return msgspec.convert(parts, Bundle), articles.lines, read


def _part(file: Path, told: File) -> Iterator[Any]:
    decoder = msgspec.json.Decoder(get_type_hints(Bundle)[file.stem].__args__[0])
    with file.open("rb") as lines:
        if hashlib.file_digest(lines, "sha256").hexdigest() != told.sha256:
            raise ValueError(f"{file} does not have the hash that the manifest gives for it.")
        lines.seek(0)
        yield from (decoder.decode(line) for line in lines if line.strip())


@contextmanager
def made_whole(directory: Path) -> Iterator[Path]:
    """Where the block writes what becomes the new directory, whole or not at all; this account alone can read it, half-made
    too. Raises FileExistsError. For commands alone: the mask that is set is the whole process's."""
    if directory.exists():
        raise FileExistsError(f"{directory} exists already: give another name.")
    before = os.umask(0o077)
    try:
        partial = directory.with_name(f"{directory.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        yield partial
        partial.rename(directory)
    finally:
        os.umask(before)
