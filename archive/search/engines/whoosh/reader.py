"""Where the index lies, and how it is read.

Directories lie beside each other, with a link to the one in use, and a marker in each that is whole. A reader has one
immutable snapshot a generation, whose segments are opened once and shared between generations."""

import logging
import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from math import log
from pathlib import Path
from secrets import token_hex
from threading import Lock
from time import sleep, strftime

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import byte_to_length

from archive.search.analysis import SPANNED, stem
from archive.search.contract import IndexUnavailableError, Marker, check_version
from archive.search.engines.whoosh.arrays import (
    Array,
    ArrayFile,
    CorruptFileError,
    read_sealed,
    unpack_text,
    write_sealed,
)
from archive.search.engines.whoosh.codec import ArraySegment, open_segment
from archive.search.engines.whoosh.columns import FacetColumn
from archive.search.engines.whoosh.contents import generations, read_contents
from archive.search.engines.whoosh.schema import EXACT_FIELD, QUOTES, TEXT_FIELDS, VERSION

logger = logging.getLogger(__name__)

_LINK = "current"
_MARKER = "marker.json"
_JOURNAL = "changed"


def damaged(error: Exception) -> IndexUnavailableError:
    """Whatever reading the files raised: no list of errors would name all that chance can write into a file."""
    if isinstance(error, IndexUnavailableError):
        return error
    if not isinstance(error, CorruptFileError | OSError):
        logger.warning("Reading the index failed", exc_info=error)
    return IndexUnavailableError(f"the index is damaged: {error or type(error).__name__}")


class Store:
    def __init__(self, home: Path) -> None:
        self.home = home
        self._link = os.fspath(home / _LINK)

    def directory(self) -> Path:
        """The index in use."""
        return self.home / self.name()

    def name(self) -> str:
        """Of its directory."""
        try:
            return os.readlink(self._link)  # noqa: PTH115 (a Path costs more than the look)
        except FileNotFoundError as error:
            raise IndexUnavailableError("there is no index yet") from error
        except OSError as error:
            raise damaged(error) from error

    def new_directory(self) -> Path:
        directory = self.home / f"index-{strftime('%Y%m%d-%H%M%S')}-{token_hex(4)}"
        directory.mkdir(parents=True)
        return directory

    def publish(self, directory: Path, epoch: str, seen: int = 0) -> None:
        """Marks a new index as whole, and puts it in the place of the old one at once."""
        write_marker(directory, Marker(VERSION, epoch, seen))
        sync(directory)
        link = self.home / f".{_LINK}-new"
        link.unlink(missing_ok=True)
        link.symlink_to(directory.name)
        if (current := self.home / _LINK).is_dir() and not current.is_symlink():
            shutil.rmtree(
                current
            )  # a copy of an index by other means: nothing can be renamed over a directory
        link.replace(current)
        sync(self.home)

    def withdraw(self) -> None:
        """The index in use is no longer in use, for good."""
        Path(self._link).unlink()
        sync(self.home)

    def remove_others(self, kept: Path) -> None:
        for directory in self.home.glob("index-*"):
            if directory != kept:
                shutil.rmtree(directory, ignore_errors=True)

    def discard(self, directory: Path) -> None:
        """A build that failed: unless it took its place after all, it may be what fills the disk."""
        if not (self.home / _LINK).is_symlink() or self.name() != directory.name:
            shutil.rmtree(directory, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """What builds left behind that were killed."""
        for directory in self.home.glob("index-*"):
            if not (directory / _MARKER).exists():
                shutil.rmtree(directory, ignore_errors=True)

    # While an index is being built beside the one in use, the worker tells it what changed meanwhile.

    def note_changes(self, name: str, ids: Iterable[int]) -> None:
        lines = "".join(f"{changed}\n" for changed in ids)
        for directory in self.home.glob("index-*"):
            if not (directory / _MARKER).exists():
                append_synced(directory / f"{_JOURNAL}-{name}", lines)


def changed_meanwhile(directory: Path, name: str) -> set[int]:
    journal = directory / f"{_JOURNAL}-{name}"
    return set(map(int, journal.read_text().split())) if journal.exists() else set()


def read_marker(directory: Path) -> Marker:
    """Raises IndexUnavailableError for an index that was not finished, is damaged or of another version."""
    path = directory / _MARKER
    try:
        if directory.is_dir() and not path.exists():
            raise IndexUnavailableError("the index was not finished")
        marker = Marker(**read_sealed(path))
    except Exception as error:
        raise damaged(error) from error
    check_version(marker.version, VERSION)
    return marker


def write_marker(directory: Path, marker: Marker) -> None:
    write_sealed(directory / _MARKER, asdict(marker))


def is_latest(following: str, this: str) -> bool:
    """Looks for the next generation first: a commit writes the one before it removes the other.

    Listing the directory, as Whoosh does, would cost a tenth of a search."""
    return not os.access(following, os.F_OK) and os.access(this, os.F_OK)


def append_synced(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)
    sync(path)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# BM25 by table: a posting's code holds all that differs between documents, so a score is one look-up. The formula and its
# numbers are Whoosh's BM25F: K1 = 1.2, B = 0.75, lengths as its one-byte approximations.

K1 = 1.2
B = 0.75

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


class BM25:
    """For an index of `size` documents whose fields have these total lengths."""

    def __init__(self, size: int, total_lengths: dict[str, int]) -> None:
        self.size = size
        self._average = {field: (total / size if size else 0) or 1 for field, total in total_lengths.items()}
        self._tables: dict[str, Array] = {}

    def idf(self, frequency: int) -> float:
        return log(self.size / (frequency + 1)) + 1

    def weights(self, field: str, codes: Array) -> Array:
        """What each posting contributes, before its term's idf."""
        table = self._tables.get(field)
        if table is None:
            table = self._tables[field] = _table(self._average[field])
        return table.take(codes)


def _table(average: float) -> Array:
    frequency = np.arange(256, dtype=np.float32)[:, None]
    norm = np.float32(K1) * ((1 - B) + B * _LENGTHS / np.float32(average))[None, :]
    return (frequency * np.float32(K1 + 1) / (frequency + norm)).astype(np.float32).ravel()


_NONE = np.zeros(0, np.uint32)
# A commit may delete a file between our listing of the directory and our opening of it.
_ATTEMPTS = 5
_PAUSE_SECONDS = 0.02
# A file up to this size is read whole, and its checksums compared, when it is opened.
CHECKED_BYTES = 64_000_000


class TermList:
    """The terms of one field of one segment, sorted, each with its postings."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.words = unpack_text(file[f"{field}.terms"])
        self._starts = file[f"{field}.starts"]
        self._docs, self._codes = file[f"{field}.docs"], file[f"{field}.codes"]
        self._places = file[f"{field}.places"] if field == EXACT_FIELD else _NONE
        self._positions = file[f"{field}.positions"] if field == EXACT_FIELD else _NONE
        self._stemmed: dict[str, tuple[int, ...]] = {}
        self.find = lru_cache(maxsize=1024)(self._find)

    def _find(self, word: str) -> int:
        """The number of the word; -1 if it does not occur."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

    def prefixed(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.words, prefix), bisect_left(self.words, prefix + "\U0010ffff")

    @cached_property
    def _backwards(self) -> list[tuple[str, int]]:
        return sorted((word[::-1], at) for at, word in enumerate(self.words))

    def ending(self, tail: str) -> list[int]:
        """The numbers of the words with this end."""
        backwards = tail[::-1]
        first = bisect_left(self._backwards, (backwards, 0))
        end = bisect_left(self._backwards, (backwards + "\U0010ffff", 0))
        return [at for _, at in self._backwards[first:end]]

    def with_stem(self, wanted: str, at_most: int) -> tuple[int, ...]:
        """The numbers of the words with this stem, the most frequent first; none if too many begin like it."""
        if wanted not in self._stemmed:
            first, end = self.prefixed(wanted[:-1] if len(wanted) > 2 else wanted)
            candidates = range(first, end) if end - first <= at_most else ()
            found = [at for at in candidates if stem(self.words[at]) == wanted]
            self._stemmed[wanted] = tuple(sorted(found, key=self.frequency, reverse=True))
        return self._stemmed[wanted]

    def docs(self, first: int, end: int | None = None) -> Array:
        """The documents of a word, in order; of several neighbouring words, word after word."""
        return self._docs[self._starts[first] : self._starts[first + 1 if end is None else end]]

    def codes(self, word: int) -> Array:
        return self._codes[self._starts[word] : self._starts[word + 1]]

    def frequency(self, word: int) -> int:
        return int(self._starts[word + 1] - self._starts[word])

    def frequencies(self, first: int, end: int) -> Array:
        """In how many documents each of neighbouring words stands."""
        return np.diff(self._starts[first : end + 1].astype(np.int64))

    def is_made(self, word: int) -> bool:
        """Whether the word is never written so: other words make it together, or it is another spelling of one."""
        places = slice(self._places[self._starts[word]], self._places[self._starts[word + 1]])
        return bool((self._positions[places] & SPANNED).all())

    def postings(self, word: int, docs: Array) -> tuple[Array, Array]:
        """Which of these documents (by their place among them) hold the word, and in which postings."""
        held = self.docs(word)
        at = held.searchsorted(docs)
        (places,) = (held.take(at, mode="clip") == docs).nonzero()
        return places, at.take(places) + int(self._starts[word])

    def positions(self, postings: Array) -> tuple[Array, Array, Array]:
        """Where the positions of each posting start and end."""
        return self._places.take(postings), self._places.take(postings + 1), self._positions


class SegmentData:
    """What a segment's file holds, read as it is needed. Shared by all snapshots that hold the segment."""

    def __init__(self, file: ArrayFile) -> None:
        self.file = file
        self.ids = file["ids"]
        self.size = len(self.ids)
        self._terms: dict[str, TermList] = {}
        self._facets: dict[str, FacetColumn] = {}

    def terms(self, field: str) -> TermList:
        if field not in self._terms:
            self._terms[field] = TermList(self.file, field)
        return self._terms[field]

    def facet(self, name: str) -> FacetColumn:
        if name not in self._facets:
            self._facets[name] = FacetColumn(self.file, name)
        return self._facets[name]

    @cached_property
    def all_docs(self) -> Array:
        return np.arange(self.size, dtype=np.uint32)

    @cached_property
    def _by_id(self) -> tuple[Array, Array]:
        order = np.argsort(self.ids).astype(np.uint32)
        return self.ids[order], order

    def docs_of(self, ids: Iterable[int]) -> Array:
        """The documents with these ids, in order."""
        wanted = np.fromiter((i for i in ids if 0 < i < 1 << 32), np.uint32)
        in_order, order = self._by_id
        at = np.searchsorted(in_order, wanted)
        at[at == self.size] = 0
        return np.unique(order[at[in_order[at] == wanted]]) if self.size else _NONE

    def rank(self, sort: str) -> Array:
        """The place of each document among all of the segment, unknown days last; of what was added at once the later id first."""
        ranks: Array = getattr(self, f"_{sort}" if sort in {"oldest", "added"} else "_newest")
        return ranks

    @cached_property
    def _newest(self) -> Array:
        return self._ranked(np.uint64(0xFFFFFFFF) - self.file["latest"])

    @cached_property
    def _oldest(self) -> Array:
        days = self.file["latest"].astype(np.uint64)
        return self._ranked(np.where(days == 0, np.uint64(0xFFFFFFFF), days))

    @cached_property
    def _added(self) -> Array:
        last = np.uint64(0xFFFFFFFF)
        return self._ranked(last - self.file["added"], last - self.ids)

    def _ranked(self, days: Array, ties: Array | None = None) -> Array:
        rank = np.empty(self.size, np.uint32)
        rank[np.argsort(days << np.uint64(32) | (self.ids if ties is None else ties))] = self.all_docs
        return rank


# A segment as one generation sees it, with which of its documents are alive: None where nothing was deleted.
SegmentView = tuple[SegmentData, Array | None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    directory: Path
    segments: tuple[SegmentView, ...]
    bm25: BM25
    names: tuple[str, ...]
    deleted: int
    epoch: str
    looks: tuple[str, str]

    @property
    def size(self) -> int:
        """Documents, without the deleted."""
        return sum(segment.size for segment, _ in self.segments) - self.deleted

    def ids(self) -> Array:
        """Of all documents that are not deleted."""
        parts = [segment.ids if alive is None else segment.ids[alive] for segment, alive in self.segments]
        return np.concatenate(parts) if parts else _NONE

    def prints(self) -> list[tuple[int, int]]:
        """Of each document that is not deleted: its id, and the number that another document would not have."""
        found: list[tuple[int, int]] = []
        for segment, alive in self.segments:
            kept = slice(None) if alive is None else alive
            found += zip(segment.ids[kept].tolist(), segment.file["print"][kept].tolist(), strict=True)
        return found


class IndexReader:
    """The newest snapshot of the index in use. One for each process; safe under threads."""

    def __init__(self, store: Store, name: str = QUOTES) -> None:
        self._store, self._name = store, name
        self._lock = Lock()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        for attempt in range(_ATTEMPTS):
            try:
                return self._newest()
            except FileNotFoundError:
                sleep(_PAUSE_SECONDS * attempt)
            except Exception as error:
                raise damaged(error) from error
        raise IndexUnavailableError("a file of the index is missing")

    def _newest(self) -> Snapshot:
        directory, held = self._store.name(), self._snapshot
        if held and held.directory.name == directory and is_latest(*held.looks):
            return held
        with self._lock:
            self._snapshot = _read(self._store.home / directory, self._name, self._snapshot)
            return self._snapshot


def _read(directory: Path, index: str, held: Snapshot | None) -> Snapshot:
    marker = read_marker(directory)
    storage, toc = FileStorage(str(directory)), read_contents(directory, index)
    opened = dict(zip(held.names, held.segments, strict=True)) if held and held.directory == directory else {}
    names = tuple(segment.segment_id() for segment in toc.segments)
    views = tuple(
        _view(storage, segment, opened.get(name)) for name, segment in zip(names, toc.segments, strict=True)
    )
    size = sum(segment.size for segment, _ in views)
    totals = {field: sum(segment._fieldlengths[field] for segment in toc.segments) for field in TEXT_FIELDS}
    deleted = sum(segment.deleted_count() for segment in toc.segments)
    looks = generations(directory, index, toc.generation)
    return Snapshot(directory, views, BM25(size, totals), names, deleted, marker.epoch, looks)


def _sound(file: ArrayFile) -> ArrayFile:
    """Larger files are left to `index check`: reading them whole would keep the first reader waiting."""
    if len(file) < CHECKED_BYTES and (damaged := file.damaged()):
        raise CorruptFileError(f"bytes of {damaged[0]} have changed")
    return file


def _view(storage: FileStorage, segment: ArraySegment, held: SegmentView | None) -> SegmentView:
    data = held[0] if held else SegmentData(_sound(open_segment(storage, segment)))
    if data.size != segment.doc_count_all():
        raise CorruptFileError(
            f"{segment.segment_id()} holds {data.size} documents, not {segment.doc_count_all()}"
        )
    if not segment.has_deletions():
        return data, None
    alive = np.ones(data.size, bool)
    alive[list(segment.deleted_docs())] = False
    return data, alive
