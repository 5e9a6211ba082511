"""The Whoosh codec, as far as Whoosh's writer asks: a segment is one file of arrays, which find() reads itself.

Whoosh keeps the list of segments, their deletions and locks.
"""

import os
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment

from archive.search.engines.whoosh.arrays import ArrayFile, CorruptFileError, write_arrays
from archive.search.engines.whoosh.segment_builder import Pool

EXTENSION = ".arrays"


class ArrayCodec(base.Codec):
    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> "NothingPerDocument":
        return NothingPerDocument()

    def field_writer(self, storage: Any, segment: Any) -> "ArrayWriter":
        return ArrayWriter(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> "ArraySegment":
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):
    """What the table of contents lists: an id, a count, deleted documents, the lengths of the fields, the file's seal."""

    def __init__(self, codec: ArrayCodec | None, indexname: str) -> None:
        super().__init__(codec, indexname)
        self._fieldlengths: dict[str, int] = {}
        self.seal = 0

    def codec(self, **_: Any) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False


def open_segment(storage: Any, segment: ArraySegment) -> ArrayFile:
    file = ArrayFile(Path(storage.folder) / segment.make_filename(EXTENSION))
    if file.seal != segment.seal:
        raise CorruptFileError(f"{segment.segment_id()} is not the file that was written")
    return file


class NothingPerDocument:
    """The pool holds what belongs to documents; Whoosh's writer only asks whether this is closed."""

    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class ArrayWriter:
    """Writes the pool as the segment's file."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._path = Path(storage.folder) / segment.make_filename(EXTENSION)
        self._segment = segment
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: None, pool: Pool) -> None:
        self._segment._fieldlengths = pool.total_lengths()
        with self._path.open("wb") as file:
            self._segment.seal = write_arrays(file, pool.arrays())
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        self.is_closed = True
