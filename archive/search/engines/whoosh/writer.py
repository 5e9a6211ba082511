"""Changes to an index directory: Whoosh's writer with a pool of arrays."""

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from archive.search.engines.whoosh.arrays import Array, ArrayFile
from archive.search.engines.whoosh.codec import ArrayCodec, ArraySegment, open_segment
from archive.search.engines.whoosh.columns import FacetColumn
from archive.search.engines.whoosh.schema import FACETS_OF, QUOTES, schema
from archive.search.engines.whoosh.segment_builder import GONE, Pool
from archive.search.engines.whoosh.store import UNREADABLE, contents, damaged, sync
from archive.search.index.documents import Document

LOCK_TIMEOUT_SECONDS = 30

# Small segments are folded into one when there are so many; a segment so large is left alone.
MANY_SEGMENTS = 10
LARGE_SEGMENT = 50_000
_ALWAYS_SMALL = 1000


def create(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name in FACETS_OF:
        FileIndex.create(FileStorage(str(directory)), schema(), name)


@contextmanager
def writing(directory: Path, name: str = QUOTES) -> Iterator["DocumentWriter"]:
    """A writer whose changes become visible, and are on disk, when the block ends without an error."""
    writer = DocumentWriter(_opened(directory, name))
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=fold)
    # The segment's file was synced when it was written.
    sync(directory / f"_{name}_{writer.generation}.toc")
    sync(directory)


def _opened(directory: Path, name: str) -> FileIndex:
    """Tells of a damaged table of contents before a lock is taken, and leaves no file open."""
    try:
        contents(directory, name)
        return FileIndex(FileStorage(str(directory)), schema(), name)
    except UNREADABLE as error:
        raise damaged(error) from error


class DocumentWriter(SegmentWriter):
    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, timeout=LOCK_TIMEOUT_SECONDS, codec=ArrayCodec(), compound=False)
        self.pool = Pool(FACETS_OF[index.indexname])

    def add(self, document: Document) -> None:
        self.pool.add(document)
        self.docnum += 1
        self._added = True

    def delete(self, ids: Iterable[int]) -> None:
        wanted = np.fromiter(ids, np.uint32)
        for segment in self.segments:
            found = np.flatnonzero(np.isin(self._file(segment)["ids"], wanted))
            for doc in found.tolist():
                segment.delete_document(doc)

    def replace(self, ids: Set[int], read: Callable[[Iterable[int]], Iterable[Document]]) -> None:
        """The documents with these ids by those that there are now."""
        self.delete(ids)
        for document in read(ids):
            self.add(document)

    def holding(self, facet: str, values: Iterable[int]) -> set[int]:
        """The ids of the documents with any of these values."""
        found: set[int] = set()
        for segment in self.segments:
            file = self._file(segment)
            column = FacetColumn(file, facet)
            for value in values:
                found.update(file["ids"][column.docs(value)].tolist())
        return found

    def absorb(self, segment: ArraySegment) -> None:
        """Copies what is left of an older segment into the new one."""
        new_numbers = self._new_numbers(segment)
        self.pool.absorb(self._file(segment), new_numbers)
        self.docnum += segment.doc_count()
        self._added = True

    def _file(self, segment: ArraySegment) -> ArrayFile:
        try:
            return open_segment(self.storage, segment)
        except UNREADABLE as error:
            raise damaged(error) from error

    def _new_numbers(self, segment: ArraySegment) -> Array:
        kept = np.ones(segment.doc_count_all(), bool)
        kept[list(segment.deleted_docs())] = False
        numbers = np.full(len(kept), GONE, np.uint32)
        numbers[kept] = np.arange(self.docnum, self.docnum + int(kept.sum()), dtype=np.uint32)
        return numbers


def fold(writer: DocumentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Whoosh's merge policy: drops empty segments, and folds small ones when they have become many."""
    left = [segment for segment in segments if segment.doc_count()]
    small = _small(left)
    if len(small) < MANY_SEGMENTS:
        return left
    for segment in small:
        writer.absorb(segment)
    return [segment for segment in left if segment not in small]


def fold_all(writer: DocumentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    for segment in segments:
        writer.absorb(segment)
    return []


def _small(segments: list[ArraySegment]) -> list[ArraySegment]:
    """The smallest segments, up to one that would cost much more to copy than all before it."""
    chosen: list[ArraySegment] = []
    total = 0
    for segment in sorted(segments, key=lambda segment: int(segment.doc_count_all())):
        size = segment.doc_count_all()
        if size > LARGE_SEGMENT or size > 2 * total + _ALWAYS_SMALL:
            break
        chosen.append(segment)
        total += size
    return chosen
