"""The index as operators know it: built, checked, and asked for its status."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from time import monotonic

import numpy as np
from django.conf import settings

from archive.models import Epoch
from archive.search.contract import IndexUnavailableError
from archive.search.engines.whoosh.reader import IndexReader, Snapshot
from archive.search.engines.whoosh.schema import ARTICLES, QUOTES
from archive.search.engines.whoosh.store import Marker, Store, changed_meanwhile, read_marker
from archive.search.engines.whoosh.writer import create, writing
from archive.search.index import pending
from archive.search.index.articles import all_article_documents, article_documents
from archive.search.index.documents import Document, all_documents, documents
from archive.search.index.locks import building_alone, writing_alone

# One commit each: it bounds the memory that a build takes.
BUILD_BATCH = 200_000

Progress = Callable[[int], object]


def database_epoch() -> str:
    return str(Epoch.objects.values_list("value", flat=True).get())


class OlderDatabaseError(IndexUnavailableError):
    """The index knows of changes that the database never saw: somebody put an older one in its place by hand."""


def usable(store: Store) -> tuple[Path, Marker]:
    """The index in use; IndexUnavailableError says why it cannot be."""
    directory = store.directory()
    marker = read_marker(directory)
    if marker.epoch != database_epoch():
        raise IndexUnavailableError("the index was built from another database, or before a restore")
    if pending.is_before(marker.seen):
        raise OlderDatabaseError("the database is older than the index")
    return directory, marker


class AlreadyBuildingError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Built:
    directory: Path
    quotes: int
    seconds: float


def build(progress: Progress = lambda count: None) -> Built:
    """A new index beside the one in use, which answers and is kept up to date until the new one takes its place."""
    with building_alone() as alone:
        if not alone:
            raise AlreadyBuildingError
        return _build(progress)


def _build(progress: Progress) -> Built:
    store, started = Store(settings.SEARCH_INDEX_DIR), monotonic()
    store.remove_unfinished()
    directory = store.new_directory()
    try:
        count = _fill(store, directory, progress)
    except BaseException:
        store.discard(directory)
        raise
    store.remove_others(directory)
    return Built(directory, count, monotonic() - started)


def _fill(store: Store, directory: Path, progress: Progress) -> int:
    known = pending.all_rows()
    create(directory)
    epoch = database_epoch()
    count = _write(directory, QUOTES, all_documents(), progress)
    _write(directory, ARTICLES, all_article_documents())
    seen = pending.leave_gap()
    with writing_alone():
        for name, read in READERS.items():
            if changed := changed_meanwhile(directory, name):
                with writing(directory, name) as writer:
                    writer.replace(changed, read)
        store.publish(directory, epoch, seen)
        pending.remove(known, seen)
    return count


READERS = {QUOTES: documents, ARTICLES: article_documents}


def _write(
    directory: Path, name: str, found: Iterator[Document], progress: Progress = lambda count: None
) -> int:
    count = 0
    while first := list(islice(found, 1)):
        with writing(directory, name) as writer:
            for document in chain(first, islice(found, BUILD_BATCH - 1)):
                writer.add(document)
                progress(1)
            count += writer.docnum
    return count


@dataclass(frozen=True, slots=True)
class Status:
    """`trouble` is empty when the index answers; otherwise PostgreSQL does."""

    trouble: str
    pending: int
    quotes: int = 0
    segments: int = 0
    deleted: int = 0
    directory: str = ""
    bytes: int = 0


def status() -> Status:
    waiting = pending.count_pending()
    try:
        snapshot, _ = _snapshot(), _snapshot(ARTICLES)
    except IndexUnavailableError as error:
        return Status(str(error), waiting)
    size = sum(len(view.data.file) for view in snapshot.segments)
    parts = len(snapshot.segments)
    return Status("", waiting, snapshot.size, parts, snapshot.deleted, str(snapshot.directory), size)


def _snapshot(name: str = QUOTES) -> Snapshot:
    store = Store(settings.SEARCH_INDEX_DIR)
    usable(store)
    return IndexReader(store, name).snapshot()


def examine() -> None:
    """Reads every byte of the index anew; IndexUnavailableError names what is wrong with it."""
    for snapshot in (_snapshot(), _snapshot(ARTICLES)):
        if wrong := damaged_bytes(snapshot):
            raise IndexUnavailableError(f"the index is damaged: {wrong[0]}")


def damaged_bytes(snapshot: Snapshot) -> list[str]:
    return [f"{view.data.ids[0]}…: {name}" for view in snapshot.segments for name in view.data.file.damaged()]


@dataclass(slots=True)
class Check:
    """What differs between the index and the database, changes on their way left out.

    `different` have other words, names, values or days in the two; `articles` are all that differ in any way.
    """

    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    compared: int = 0

    @property
    def clean(self) -> bool:
        wrong = (self.missing, self.extra, self.doubled, self.different, self.damaged, self.articles)
        return not any(wrong)


def check() -> Check:
    """Raises IndexUnavailableError when there is nothing to check."""
    with writing_alone():
        snapshot, articles = _snapshot(), _snapshot(ARTICLES)
        waiting = pending.state().pending
        held = [i for i in snapshot.ids().tolist() if i not in waiting]
        prints = {i: number for i, number in snapshot.prints() if i not in waiting}
        published = {
            document.id: document.print for document in all_documents() if document.id not in waiting
        }
        return Check(
            missing=sorted(published.keys() - prints.keys()),
            extra=sorted(prints.keys() - published.keys()),
            doubled=sorted(i for i, n in zip(*np.unique(held, return_counts=True), strict=True) if n > 1),
            different=sorted(i for i in published.keys() & prints.keys() if published[i] != prints[i]),
            damaged=damaged_bytes(snapshot) + damaged_bytes(articles),
            articles=_differing(articles, pending.pending_articles()),
            compared=len(published),
        )


def _differing(articles: Snapshot, waiting: frozenset[int]) -> list[int]:
    held = Counter(articles.prints())
    public = Counter((document.id, document.print) for document in all_article_documents())
    return sorted({article for article, _ in (*(held - public), *(public - held))} - waiting)
