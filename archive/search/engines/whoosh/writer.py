"""Changes to an index directory: Whoosh's writer with a pool of arrays."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from whoosh.index import clean_files
from whoosh.writing import SegmentWriter

from archive.search.contract import Document, Read, no_room
from archive.search.engines.whoosh.arrays import Array, ArrayFile, CorruptFileError
from archive.search.engines.whoosh.codec import ArrayCodec, ArraySegment, open_segment
from archive.search.engines.whoosh.columns import FacetColumn
from archive.search.engines.whoosh.contents import ArrayIndex, write_contents
from archive.search.engines.whoosh.reader import damaged, sync
from archive.search.engines.whoosh.schema import FACETS_OF, QUOTES
from archive.search.engines.whoosh.segment_builder import GONE, Pool

LOCK_TIMEOUT_SECONDS = 30

# Small segments are folded into one when there are so many, since each of them costs every search a quarter of a
# millisecond; a segment so large is left alone.
MANY_SEGMENTS = 4
LARGE_SEGMENT = 50_000
_ALWAYS_SMALL = 250

Merge = Callable[["DocumentWriter", list[ArraySegment]], list[ArraySegment]]


def create(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name in FACETS_OF:
        write_contents(directory, name, 0, [])


@contextmanager
def writing(directory: Path, name: str = QUOTES, merge: Merge | None = None) -> Iterator["DocumentWriter"]:
    """A writer whose changes become visible, and are on disk, when the block ends without an error."""
    with _damage():
        writer = DocumentWriter(ArrayIndex(directory, name))
    try:
        yield writer
        with _damage():
            writer.commit(mergetype=merge or fold)
            # The files were synced when they were written.
            sync(directory)
    except BaseException:
        writer.give_up()
        raise


@contextmanager
def _damage() -> Iterator[None]:
    """Errors in here are damage to the index, but for a full disk."""
    try:
        yield
    except Exception as error:
        if no_room(error):
            raise
        raise damaged(error) from error


class DocumentWriter(SegmentWriter):
    def __init__(self, index: ArrayIndex) -> None:
        try:
            super().__init__(index, timeout=LOCK_TIMEOUT_SECONDS, codec=ArrayCodec(), compound=False)
        except BaseException:
            self._release()
            raise
        self.pool = Pool(FACETS_OF[index.indexname])

    def give_up(self) -> None:
        """Whatever state it is in: the next one must find no lock."""
        with suppress(Exception):
            self.cancel()
        self._release()

    def _release(self) -> None:
        if self.writelock and self.writelock.fd is not None:
            self.writelock.release()

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        write_contents(Path(self.storage.folder), self.indexname, self.generation, segments)
        clean_files(self.storage, self.indexname, self.generation, segments)

    def add(self, document: Document) -> None:
        self.pool.add(document)
        self.docnum += 1
        self._added = True

    def delete(self, ids: Iterable[int]) -> None:
        wanted = np.fromiter(ids, np.uint32)
        for segment in self.segments:
            file = self._file(segment)
            if not file.sound("ids"):
                raise damaged(CorruptFileError("bytes of ids have changed"))
            found = np.flatnonzero(np.isin(file["ids"], wanted))
            for doc in found.tolist():
                segment.delete_document(doc)

    def replace(self, ids: Iterable[int], read: Read) -> None:
        """The documents with these ids by those that there are now."""
        self.delete(ids)
        for document in read(ids):
            self.add(document)

    def absorb(self, segment: ArraySegment) -> None:
        """Copies what is left of an older segment into the new one."""
        new_numbers, file = self._new_numbers(segment), self._file(segment)
        if names := file.damaged():  # else the copy would make what is wrong look sound
            raise CorruptFileError(f"bytes of {names[0]} have changed")
        self.pool.absorb(file, new_numbers)
        self.docnum += segment.doc_count()
        self._added = True

    def _file(self, segment: ArraySegment) -> ArrayFile:
        with _damage():
            return open_segment(self.storage, segment)

    def _new_numbers(self, segment: ArraySegment) -> Array:
        kept = np.ones(segment.doc_count_all(), bool)
        kept[list(segment.deleted_docs())] = False
        numbers = np.full(len(kept), GONE, np.uint32)
        numbers[kept] = np.arange(self.docnum, self.docnum + int(kept.sum()), dtype=np.uint32)
        return numbers


def holding(directory: Path, name: str, facet: str, values: Iterable[int]) -> set[int]:
    """The ids of the documents with any of these values, or that had one when they were deleted."""
    found: set[int] = set()
    with _damage():
        index = ArrayIndex(directory, name)
        for segment in index._read_toc().segments:
            file = open_segment(index.storage, segment)
            column = FacetColumn(file, facet)
            for value in values:
                found.update(file["ids"][column.docs(value)].tolist())
    return found


def fold(writer: DocumentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Whoosh's merge policy: drops empty segments, and folds small ones when they have become many."""
    left = [segment for segment in segments if segment.doc_count()]
    small = _small(left)
    if len(small) < MANY_SEGMENTS:
        return left
    for segment in small:
        writer.absorb(segment)
    return [segment for segment in left if segment not in small]


def fold_deleted(writer: DocumentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Nothing is left of a document that was deleted."""
    holding_some = [segment for segment in segments if segment.deleted_docs()]
    for segment in holding_some:
        if segment.doc_count():
            writer.absorb(segment)
    return [segment for segment in segments if segment not in holding_some]


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
