"""The Whoosh index as the rest of the house knows it: one directory of files on this host.

Every segment gives its best hits, its total and its counts, and its words, which are joined."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, stem
from archive.search.contract import (
    ARTICLES,
    FILTERS,
    QUOTES,
    STEP,
    Answer,
    Document,
    Facet,
    Held,
    IndexUnavailableError,
    Kind,
    Marker,
    Read,
    Request,
    Walk,
)
from archive.search.engines.whoosh.arrays import Array
from archive.search.engines.whoosh.columns import Counts, Found, joined
from archive.search.engines.whoosh.evaluate import (
    Evaluation,
    Scores,
    difference,
    intersection,
    near_words,
    on_days,
    selected,
    undated,
)
from archive.search.engines.whoosh.nearness import add_nearness, together
from archive.search.engines.whoosh.reader import (
    IndexReader,
    SegmentData,
    SegmentView,
    Snapshot,
    Store,
    changed_meanwhile,
    damaged,
    read_marker,
    write_marker,
)
from archive.search.engines.whoosh.schema import EXACT_FIELD, NAMES, TEXT_FIELD
from archive.search.engines.whoosh.writer import create, fold_deleted, holding, writing
from archive.search.language import Most, QueryError, Word

BOUNDS = ("said_from", "said_to", "published_from", "published_to")


# The best of one segment: what orders them (smaller first), then what settles ties, and their ids.
Best = tuple[Array, Array, Array]


def search(snapshot: Snapshot, request: Request) -> Answer:
    best, total, counts = _searched(snapshot, request)
    facets = {
        name: joined(parts, request.limit(name), request.kept(name)) if parts else Facet()
        for name, parts in counts.items()
    }
    ids = list(_ordered(best, request)[request.start : request.stop].tolist())
    return Answer(ids, total, facets)


def walk(snapshot: Snapshot, request: Request) -> Walk:
    """The ids are an array: some bytes each."""
    best, total, _ = _searched(snapshot, replace(request, stop=snapshot.size, facets=()))
    ids = _ordered(best, request)
    steps = (ids[at : at + STEP].tolist() for at in range(0, len(ids), STEP))
    return chain.from_iterable(steps), total


def _searched(snapshot: Snapshot, request: Request) -> tuple[list[Best], int, dict[str, list[Counts]]]:
    scores = Scores(snapshot)
    counts: dict[str, list[Counts]] = {name: [] for name in request.facets}
    best, total = [], 0
    for view in snapshot.segments:
        request.check_work()
        search_segment = SegmentSearch(view, request)
        best.append(search_segment.best(scores))
        total += len(search_segment.found)
        for name in request.facets:
            counts[name] += search_segment.facet(name)
    return best, total, counts


def _ordered(best: list[Best], request: Request) -> Array:
    """The ids, those after a place if one is given."""
    if not best:
        return np.zeros(0, np.int64)
    keys, days, ids = (np.concatenate(parts) for parts in zip(*best, strict=True))
    order = np.lexsort((ids, days, keys))
    if request.after:
        day, last = request.after
        key = key_of(np.array([day], np.int64), request.query.sort)[0]
        order = order[((days > key) | ((days == key) & (ids > last)))[order]]
    return ids.take(order)


def key_of(days: Array, sort: str) -> Array:
    """What compares across segments: the newest first unless the oldest are asked for, the unknown last."""
    keys = days.copy() if sort == "oldest" else -days
    keys[days == 0] = 1 << 32
    return keys


class SegmentSearch:
    def __init__(self, view: SegmentView, request: Request) -> None:
        (self.segment, self.alive), self.request = view, request
        self.evaluation = Evaluation(self.segment, request.check_work)
        self.sets = self._sets(request.query)
        self.found = self._kept(intersection(list(self.sets.values()), self.segment.size))
        self._counted = Found(self.found, self.segment.size)

    def _sets(self, query: QuoteQuery) -> dict[str, Array]:
        """What each part of the query finds by itself; a facet leaves out its own."""
        found = {"q": self.evaluation.docs(self.request.tree)}
        if query.id:
            found["id"] = self.segment.docs_of(query.id)
        for name in FILTERS:
            if values := getattr(query, name):
                found[name] = selected(self.segment, name, values)
        return found

    def _kept(self, docs: Array) -> Array:
        """Without what was deleted, is hidden, or lies outside the dates."""
        query = self.request.query
        if not len(docs):
            return docs
        if self.alive is not None:
            docs = docs[self.alive[docs]]
        mask = self.request.hidden
        hidden = [selected(self.segment, name, values) for name, values in mask.values]
        if ids := mask.ids | self.request.left_out:
            hidden.append(self.segment.docs_of(ids))
        if self.request.hidden_quotes:
            hidden.append(selected(self.segment, "quote", tuple(self.request.hidden_quotes)))
        for gone in hidden:
            docs = difference(docs, gone, self.segment.size)
        for name in BOUNDS:
            if day := getattr(query, name):
                docs = docs[on_days(self.segment, name, day, docs)]
        return docs if query.undated == "include" else docs[undated(self.segment, query.undated, docs)]

    def best(self, scores: Scores) -> Best:
        docs, stop = self.found, self.request.stop
        if not stop or not len(docs):
            return docs[:0], docs[:0], docs[:0]
        by_words = self.request.query.sort == "relevance"
        keys = -self._scores(docs, scores) if by_words else self._rank(docs)
        if len(docs) > stop:
            first = self._first(keys, docs, stop)
            docs, keys = docs[first], keys[first]
        ids = self.segment.ids.take(docs)
        if self.request.query.sort == "added":
            return -self.segment.file["added"][docs].astype(np.int64), -ids.astype(np.int64), ids
        days = self._days(docs)
        return keys if by_words else days, days, ids

    def _scores(self, docs: Array, scores: Scores) -> Array:
        tree = self.request.tree
        if isinstance(tree, Most) and all(isinstance(word, Word) for word in tree.words):
            return together(tree, docs, self.evaluation, scores)
        found = self.evaluation.scores(tree, docs, scores)
        return add_nearness(found, tree, docs, self.segment, scores)

    def _rank(self, docs: Array) -> Array:
        return self.segment.rank(self.request.query.sort).take(docs)

    def _first(self, keys: Array, docs: Array, stop: int) -> Array:
        """Which of the documents come first, as many as are asked for: of equal ones the newest."""
        worst = np.partition(keys, stop - 1)[stop - 1]
        best: Array = keys <= worst
        if self.request.query.sort == "relevance" and np.count_nonzero(best) > 2 * stop:
            (tied,) = (keys == worst).nonzero()
            left = stop - np.count_nonzero(keys < worst)
            best[tied] = False
            best[tied[np.argpartition(self._rank(docs[tied]), left - 1)[:left]]] = True
        return best

    def _days(self, docs: Array) -> Array:
        return key_of(self.segment.file["latest"][docs].astype(np.int64), self.request.query.sort)

    def facet(self, name: str) -> list[Counts]:
        """None of a segment where nothing was found, as of most words in small ones."""
        found = self._counted
        if name in self.sets:
            others = [docs for other, docs in self.sets.items() if other != name]
            found = Found(self._kept(intersection(others, self.segment.size)), self.segment.size)
        return [self.segment.facet(name).counts(found)] if len(found.docs) else []


MAX_LOOKED_AT = 40


def frequency(snapshot: Snapshot, word: str, field: str = EXACT_FIELD) -> int:
    lists = (segment.terms(field) for segment, _ in snapshot.segments)
    return sum(terms.frequency(at) for terms in lists if (at := terms.find(word)) >= 0)


def standing(snapshot: Snapshot, word: str) -> int:
    """In how many documents any form of it stands."""
    if word in STOP_WORDS:
        return frequency(snapshot, word)
    return frequency(snapshot, stem(word), TEXT_FIELD)


def corrections(snapshot: Snapshot, word: str) -> list[str]:
    """Words one edit away, the most frequent first."""
    found: Counter[str] = Counter()
    for segment, _ in snapshot.segments:
        terms = segment.terms(EXACT_FIELD)
        for at in near_words(terms, word):
            found[terms.words[at]] += terms.frequency(at)
    return [near for near, _ in found.most_common()]


def completions(snapshot: Snapshot, prefix: str, hidden: Iterable[int], limit: int) -> list[str]:
    """The most frequent words that begin so and stand in a quote that may be shown."""
    found: Counter[str] = Counter()
    for segment, _ in snapshot.segments:
        found.update(_begun(segment, prefix))
    hidden = frozenset(hidden)
    words = [word for word, _ in found.most_common(MAX_LOOKED_AT)]
    return [word for word in words if any(_shown(v, word, hidden) for v in snapshot.segments)][:limit]


def _begun(segment: SegmentData, prefix: str) -> dict[str, int]:
    terms = segment.terms(EXACT_FIELD)
    first, end = terms.prefixed(prefix)
    frequencies = terms.frequencies(first, end)
    best = np.argsort(-frequencies, kind="stable")[:MAX_LOOKED_AT].tolist()
    return {terms.words[first + at]: int(frequencies[at]) for at in best}


def _shown(view: SegmentView, word: str, hidden: frozenset[int]) -> bool:
    segment, alive = view
    terms = segment.terms(EXACT_FIELD)
    at = terms.find(word)
    if at < 0 or terms.is_made(at):
        return False
    docs = terms.docs(at)
    if alive is not None:
        docs = docs[alive[docs]]
    return len(difference(docs, segment.docs_of(hidden), segment.size)) > 0


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
        return {term: frequency(snapshot, term) for term in terms}

    def standing(self, epoch: str, terms: Iterable[str]) -> tuple[int, dict[str, int]]:
        snapshot = self._snapshot(QUOTES, epoch)
        return snapshot.bm25.size, {term: standing(snapshot, term) for term in terms}

    def corrections(self, epoch: str, terms: Sequence[str]) -> list[list[str]]:
        snapshot = self._snapshot(QUOTES, epoch)
        return [corrections(snapshot, term) for term in terms]

    def completions(self, epoch: str, prefix: str, hidden: Collection[int], limit: int) -> list[str]:
        return completions(self._snapshot(QUOTES, epoch), prefix, hidden, limit)

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
        size = sum(len(segment.file) for segment, _ in snapshot.segments)
        return Held(snapshot.size, len(snapshot.segments), snapshot.deleted, str(snapshot.directory), size)

    def prints(self, kind: Kind) -> list[tuple[int, int]]:
        return IndexReader(self.store, NAMES[kind]).snapshot().prints()

    def damaged(self) -> list[str]:
        return [
            f"{segment.ids[0]}…: {name}"
            for snapshot in self._opened_anew()
            for segment, _ in snapshot.segments
            for name in segment.file.damaged()
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
