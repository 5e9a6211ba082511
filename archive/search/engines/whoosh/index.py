"""The Whoosh index as the rest of the house knows it: one directory of files on this host."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from archive.search.contract import (
    ARTICLES,
    QUOTES,
    Answer,
    Document,
    Held,
    IndexUnavailableError,
    Kind,
    Marker,
    Read,
    Request,
    Walk,
)
from archive.search.engines.whoosh import vocabulary
from archive.search.engines.whoosh.engine import search, walk
from archive.search.engines.whoosh.reader import IndexReader, Snapshot
from archive.search.engines.whoosh.schema import NAMES
from archive.search.engines.whoosh.store import (
    Store,
    changed_meanwhile,
    damaged,
    read_marker,
    write_marker,
)
from archive.search.engines.whoosh.writer import create, fold_deleted, holding, writing
from archive.search.language import QueryError

# One commit each: it bounds the memory that a build takes.
BUILD_BATCH = 200_000
T = TypeVar("T")


class WhooshIndex:
    name = "whoosh"

    def __init__(self, home: Path) -> None:
        self.store = Store(home)
        self._seen = (home, 0)
        self.readers = {kind: IndexReader(self.store, name) for kind, name in NAMES.items()}

    def answer(self, kind: Kind, request: Request) -> Answer:
        return self._asked(kind, request, search)

    def walk(self, request: Request) -> Walk:
        return self._asked(QUOTES, request, walk)

    def _asked(self, kind: Kind, request: Request, ask: Callable[[Snapshot, Request], T]) -> T:
        snapshot = self._snapshot(kind, request.epoch)
        if not self._knows(snapshot.directory, request.seen):
            raise IndexUnavailableError(
                "the index is behind the database: another host's worker keeps its own"
            )
        try:
            return ask(snapshot, request)
        except QueryError:
            raise
        except Exception as error:
            raise damaged(error) from error

    def answers(self, epoch: str) -> bool:
        try:
            self._snapshot(QUOTES, epoch)
            return True
        except IndexUnavailableError:
            return False

    def _snapshot(self, kind: Kind, epoch: str) -> Snapshot:
        snapshot = self.readers[kind].snapshot()
        if snapshot.epoch != epoch:
            raise IndexUnavailableError("the index was built from another database, or before a restore")
        return snapshot

    def _knows(self, directory: Path, change: int) -> bool:
        """The marker tells, of drafts without any other new file; it is read once for a batch of changes."""
        if self._seen[0] != directory or self._seen[1] < change:
            self._seen = (directory, read_marker(directory).seen)
        return self._seen[1] >= change

    def frequencies(self, epoch: str, terms: Iterable[str]) -> dict[str, int]:
        snapshot = self._snapshot(QUOTES, epoch)
        return {term: vocabulary.frequency(snapshot, term) for term in terms}

    def standing(self, epoch: str, terms: Iterable[str]) -> tuple[int, dict[str, int]]:
        snapshot = self._snapshot(QUOTES, epoch)
        return snapshot.bm25.size, {term: vocabulary.standing(snapshot, term) for term in terms}

    def corrections(self, epoch: str, terms: Sequence[str]) -> list[list[str]]:
        snapshot = self._snapshot(QUOTES, epoch)
        return [vocabulary.corrections(snapshot, term) for term in terms]

    def completions(self, epoch: str, prefix: str, hidden: Collection[int], limit: int) -> list[str]:
        return vocabulary.completions(self._snapshot(QUOTES, epoch), prefix, hidden, limit)

    def marker(self) -> Marker:
        return read_marker(self.store.directory())

    def mark(self, marker: Marker) -> None:
        write_marker(self.store.directory(), marker)

    def replace(self, kind: Kind, ids: Collection[int], seen: int, read: Read) -> None:
        with writing(self.store.directory(), NAMES[kind]) as writer:
            writer.replace(ids, read)
        self.store.note_changes(NAMES[kind], ids)

    def purge(self) -> None:
        for name in NAMES.values():
            with writing(self.store.directory(), name, fold_deleted):
                pass

    def holding(self, quotes: Collection[int]) -> set[int]:
        return holding(self.store.directory(), NAMES[ARTICLES], "quote", quotes)

    def withdraw(self) -> None:
        self.store.withdraw()

    @contextmanager
    def building(self, seen: int) -> Iterator["WhooshBuilding"]:
        self.store.remove_unfinished()
        directory = self.store.new_directory()
        try:
            yield WhooshBuilding(self.store, directory)
        except BaseException:
            self.store.discard(directory)
            raise
        self.store.remove_others(directory)

    def held(self) -> Held:
        snapshot, _ = self._opened_anew()
        size = sum(len(view.data.file) for view in snapshot.segments)
        return Held(snapshot.size, len(snapshot.segments), snapshot.deleted, str(snapshot.directory), size)

    def prints(self, kind: Kind) -> list[tuple[int, int]]:
        return IndexReader(self.store, NAMES[kind]).snapshot().prints()

    def damaged(self) -> list[str]:
        return [
            f"{view.data.ids[0]}…: {name}"
            for snapshot in self._opened_anew()
            for view in snapshot.segments
            for name in view.data.file.damaged()
        ]

    def _opened_anew(self) -> list[Snapshot]:
        """As the files are now, whatever this process remembers of them."""
        return [IndexReader(self.store, name).snapshot() for name in NAMES.values()]


class WhooshBuilding:
    """While a directory has no marker, the store notes in a journal beside it what is replaced in the index in use."""

    def __init__(self, store: Store, directory: Path) -> None:
        self.place = str(directory)
        self._store, self._directory = store, directory
        create(directory)

    def add(self, kind: Kind, documents: Iterator[Document]) -> int:
        count = 0
        while first := list(islice(documents, 1)):
            with writing(self._directory, NAMES[kind]) as writer:
                for document in chain(first, islice(documents, BUILD_BATCH - 1)):
                    writer.add(document)
                count += writer.docnum
        return count

    def publish(self, epoch: str, seen: int, read: Mapping[Kind, Read]) -> None:
        for kind, name in NAMES.items():
            if changed := changed_meanwhile(self._directory, name):
                with writing(self._directory, name) as writer:
                    writer.replace(changed, read[kind])
        self._store.publish(self._directory, epoch, seen)
