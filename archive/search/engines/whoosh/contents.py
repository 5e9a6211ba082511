"""The table of contents of an index: which segments it has, and what was deleted from them.

Whoosh would pickle it. Here it is a checked list, so that no damage goes unnoticed and reading it runs nobody's code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from archive.search.engines.whoosh.arrays import CorruptFileError, read_sealed, write_sealed
from archive.search.engines.whoosh.codec import ArrayCodec, ArraySegment
from archive.search.engines.whoosh.schema import schema


def read_contents(directory: Path, name: str) -> TOC:
    generation = TOC._latest_generation(FileStorage(str(directory)), name)
    if generation < 0:
        raise FileNotFoundError(f"There is no list of the segments of {name}")
    found = read_sealed(directory / TOC._filename(name, generation))
    if (found["name"], found["generation"]) != (name, generation):
        raise CorruptFileError(f"{name} has the list of segments of another index")
    return TOC(schema(), [_segment(name, row) for row in found["segments"]], generation)


def write_contents(directory: Path, name: str, generation: int, segments: Sequence[ArraySegment]) -> None:
    rows = [_row(segment) for segment in segments]
    listed = {"name": name, "generation": generation, "segments": rows}
    write_sealed(directory / TOC._filename(name, generation), listed)


def _row(segment: ArraySegment) -> dict[str, Any]:
    return {
        "id": segment.segid,
        "documents": segment.doc_count_all(),
        "deleted": sorted(segment.deleted_docs()),
        "lengths": segment._fieldlengths,
        "seal": segment.seal,
    }


def _segment(name: str, row: dict[str, Any]) -> ArraySegment:
    segment = ArraySegment(ArrayCodec(), name)
    segment.segid, segment.seal = row["id"], row["seal"]
    segment.set_doc_count(row["documents"])
    segment._deleted = set(row["deleted"]) or None
    segment._fieldlengths = row["lengths"]
    return segment


class ArrayIndex(FileIndex):
    """What Whoosh's writer and searcher take for an index."""

    def __init__(self, directory: Path, name: str) -> None:
        self.storage, self.indexname = FileStorage(str(directory)), name
        self._schema = schema()

    def _read_toc(self) -> TOC:
        return read_contents(Path(self.storage.folder), self.indexname)


def generations(directory: Path, name: str, generation: int) -> tuple[str, str]:
    """The tables of contents of the next generation and of this one."""
    following, this = (TOC._filename(name, number) for number in (generation + 1, generation))
    return f"{directory}/{following}", f"{directory}/{this}"
