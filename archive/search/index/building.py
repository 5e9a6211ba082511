"""The index as operators know it: built, checked, and asked for its status."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from archive.models import Epoch
from archive.search.contract import (
    ARTICLES,
    QUOTES,
    Building,
    Document,
    Held,
    Index,
    IndexUnavailableError,
    Kind,
    Marker,
    Read,
)
from archive.search.engines import index_engine
from archive.search.index import pending
from archive.search.index.articles import all_article_documents, article_documents
from archive.search.index.documents import all_documents, documents
from archive.search.index.locks import building_alone, writing_alone

Progress = Callable[[int], object]


def database_epoch() -> str:
    return str(Epoch.objects.values_list("value", flat=True).get())


class StrayIndexError(IndexUnavailableError):
    """The index and the database know of other changes, which the next change would hide: somebody put back one of the two."""


def usable(index: Index) -> Marker:
    """Of the index in use; IndexUnavailableError says why it cannot be."""
    # Asked before the marker, which the worker writes first.
    epoch, seen = Epoch.objects.values_list("value", "seen").get()
    marker = index.marker()
    if marker.epoch != str(epoch):
        raise IndexUnavailableError("the index was built from another database, or before a restore")
    if pending.is_before(marker.seen):
        raise StrayIndexError("the database is older than the index")
    if marker.seen < seen:
        raise StrayIndexError("the index is behind the database: it is a copy, or another host built one")
    return marker


class AlreadyBuildingError(Exception):
    pass


def build(progress: Progress = lambda count: None) -> tuple[str, int]:
    """A new index beside the one in use, which answers and is kept up to date until the new one takes its place; where
    it lies, and how many quotes it holds."""
    with building_alone() as alone:
        if not alone:
            raise AlreadyBuildingError
        return _build(progress)


READERS: dict[Kind, Read] = {QUOTES: documents, ARTICLES: article_documents}


def _build(progress: Progress) -> tuple[str, int]:
    with ExitStack() as stack:
        with writing_alone():  # what the worker is about to write may be older than what is read from now on
            pending.may_know_any()
            new = stack.enter_context(index_engine().building(pending.leave_gap()))
        count = _fill(new, progress)
    return new.place, count


def _fill(new: Building, progress: Progress) -> int:
    known = pending.all_rows()
    epoch = database_epoch()
    count = new.add(QUOTES, _told(all_documents(), progress))
    new.add(ARTICLES, all_article_documents())
    seen = pending.leave_gap()
    with writing_alone():
        new.publish(epoch, seen, READERS)
        pending.knows_all()
        pending.remove(known, seen)
    return count


def _told(found: Iterator[Document], progress: Progress) -> Iterator[Document]:
    for document in found:
        yield document
        progress(1)


@dataclass(frozen=True, slots=True)
class Status:
    """`trouble` is empty when the index answers; otherwise PostgreSQL does."""

    trouble: str
    pending: int
    held: Held = field(default_factory=Held)


def status() -> Status:
    waiting, index = pending.count_pending(), index_engine()
    try:
        usable(index)
        return Status("", waiting, index.held())
    except IndexUnavailableError as error:
        return Status(str(error), waiting)


def examine() -> None:
    """Reads every byte of the index anew; IndexUnavailableError names what is wrong with it."""
    index = index_engine()
    usable(index)
    if wrong := index.damaged():
        raise IndexUnavailableError(f"the index is damaged: {wrong[0]}")


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
        index = index_engine()
        usable(index)
        waiting = pending.waiting()
        held = [(key, number) for key, number in index.prints(QUOTES) if key not in waiting]
        prints, counts = dict(held), Counter(key for key, _ in held)
        published = {
            document.id: document.print for document in all_documents() if document.id not in waiting
        }
        return Check(
            missing=sorted(published.keys() - prints.keys()),
            extra=sorted(prints.keys() - published.keys()),
            doubled=sorted(key for key, count in counts.items() if count > 1),
            different=sorted(i for i in published.keys() & prints.keys() if published[i] != prints[i]),
            damaged=index.damaged(),
            articles=_differing(index.prints(ARTICLES), pending.waiting(articles=True)),
            compared=len(published),
        )


def _differing(articles: list[tuple[int, int]], waiting: frozenset[int]) -> list[int]:
    held = Counter(articles)
    public = Counter((document.id, document.print) for document in all_article_documents())
    return sorted({article for article, _ in (*(held - public), *(public - held))} - waiting)
