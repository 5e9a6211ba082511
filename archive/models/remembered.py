"""What need not be asked again: a process keeps what it has read until the tables that it comes from change (a cache by version),
or as long as the archive is in one state; a connection keeps the plans of its queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, NamedTuple, ParamSpec, Self, TypeVar

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

from archive.text.tongue import spoken

MOST_KEPT = 8  # values of one function
ASKED = 5  # times that a connection asks before its plan is kept

T = TypeVar("T")
P = ParamSpec("P")

Version = tuple[int | None, ...]


def planned() -> CursorWrapper:
    """A cursor whose query is planned once a connection (prepared statements): planning a page's costs as much as answering it.

    A log of queries would not have its text, so what is logged is planned each time."""
    if connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.connection.prepare_threshold = ASKED
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[attr-defined,call-arg,no-any-return]


_once: ContextVar[dict[Any, Any] | None] = ContextVar("once", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """What many searches ask of the database alike is read once, for all of them."""
    token = _once.set({})
    try:
        yield
    finally:
        _once.reset(token)


def reads_once() -> bool:
    return _once.get() is not None


def once(read: Callable[P, T]) -> Callable[P, T]:
    """While many searches are read, the same is not read again."""

    @wraps(read)
    def known(*given: P.args, **named: P.kwargs) -> T:
        kept = _once.get()
        if kept is None:
            return read(*given, **named)
        key = (read, given, tuple(named.items()))
        if key not in kept:
            kept[key] = read(*given, **named)
        return kept[key]  # type: ignore[no-any-return]

    return known


@once
def _version(columns: str) -> Version:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        version: Version = cursor.fetchone()
        return version


# Also who writes to these histories: whose changes nobody sees yet, though they may have lower numbers than some that show.
_NOW = """SELECT value::text, spelled, ARRAY(SELECT virtualtransaction FROM pg_locks
    WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND relation = ANY(%s::regclass[]) AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()) FROM archive_epoch"""


class Instant(NamedTuple):
    epoch: str
    spelled: str  # what the rows of names were made of
    writers: frozenset[str]


class Remembered(Generic[T]):
    """Call it for the value of now; `at` takes a version that was read along with other things (`columns`)."""

    def __init__(self, read: Callable[[], T], tables: tuple[str, ...]) -> None:
        self._read, self._tables = read, tables
        self._histories = [f"archive_{table}event" for table in tables]
        self.columns = ", ".join(f"(SELECT max(pgh_id) FROM {history})" for history in self._histories)  # noqa: S608 (constants)
        # With no moment of reading for what was read in a transaction, which holds in it alone: what is written there may
        # never have been.
        self._kept: tuple[Version, Instant | None, T] | None = None

    def __call__(self) -> T:
        return self.at(_version(self.columns))

    def at(self, version: Version) -> T:
        if kept := self._kept:
            then, read, value = kept
            if then == version and self._is_whole(read):
                return value
        # Asked before reading: who ends meanwhile is read, or read again.
        now = None if connection.in_atomic_block else self._now()
        value = self._of(version, now)
        self._kept = version, now, value
        return value

    def forget(self) -> None:
        self._kept = None

    def _of(self, version: Version, now: Instant | None) -> T:
        return self._read()

    def _is_whole(self, read: Instant | None) -> bool:
        """Whether all who wrote then are still at it."""
        if read is None:
            return connection.in_atomic_block
        return not read.writers or read.writers <= self._now().writers

    def _now(self) -> Instant:
        with connection.cursor() as cursor:
            cursor.execute(_NOW, [self._histories])
            epoch, spelled, writers = cursor.fetchone()
        return Instant(epoch, spelled, frozenset(writers))

    def moment(self) -> tuple[Version, Instant]:
        """The version, and then who writes: one who does not has ended, or has higher numbers than the version."""
        return _version(self.columns), self._now()


def remembered(*tables: str) -> Callable[[Callable[[], T]], Remembered[T]]:
    """Of a function that reads these tables: their histories grow with every change, and say when to read again."""
    return lambda read: Remembered(read, tables)


MOST_RENEWED = 1_000  # changes, with more of which all is read anew

Since = dict[str, int]
Renew = Callable[[T, Since], T | None]


class Renewed(Remembered[T]):
    """Reads what changed since it read all, and all anew only when that is much: `renew` gets what was read, and of the
    history of each table the number after which to look; it gives None for what only reading all can say."""

    def __init__(self, read: Callable[[], T], renew: Renew[T], tables: tuple[str, ...]) -> None:
        super().__init__(read, tables)
        self._renew = renew
        self._whole: tuple[str, Version, T] | None = None

    def _of(self, version: Version, now: Instant | None) -> T:
        if now is None:
            return self._read()
        whole = self._whole
        if whole and whole[0] == now.epoch and (since := self._since(whole[1], version)):
            renewed = self._renew(whole[2], since)
            if renewed is not None:
                return renewed
        value, since_when = self._read(), self._before(now, version)
        self._whole = (now.epoch, since_when, value) if since_when else None
        return value

    def _before(self, now: Instant, version: Version) -> Version | None:
        """What no one who still writes has a lower number than: the version of a time when none of them had begun."""
        if not now.writers:
            return version
        then, read, _ = self._kept or (None, None, None)
        return then if read and read.writers.isdisjoint(now.writers) else None

    def _since(self, then: Version, now: Version) -> Since | None:
        steps = [(new or 0) - (old or 0) for old, new in zip(then, now, strict=True)]
        if min(steps) < 0 or sum(steps) > MOST_RENEWED:
            return None
        return {table: old or 0 for table, old in zip(self._tables, then, strict=True)}

    def forget(self) -> None:
        super().forget()
        self._whole = None


def renewed(renew: Renew[T], *tables: str) -> Callable[[Callable[[], T]], Renewed[T]]:
    """As `remembered`, for tables of very many rows."""
    return lambda read: Renewed(read, renew, tables)


@dataclass(frozen=True, slots=True)
class Generation:
    """A state of the archive, and whether changes wait for the index.

    While none waits, two states of one number are one: a change waits from the moment that its transaction ends, and the
    number grows in the transaction that takes it from the outbox. No column of times and no sequence tells as much, since
    transactions do not end in the order of their numbers.
    """

    epoch: str
    number: int
    begun: int  # changes; of some of them nobody ever hears
    made_up: bool
    waiting: bool

    @classmethod
    def now(cls) -> Self:
        with planned() as cursor:
            cursor.execute(
                "SELECT value::text, generation, (SELECT last_value FROM archive_outbox_id_seq), made_up, "
                "EXISTS (SELECT FROM archive_outbox) FROM archive_epoch"
            )
            return cls(*cursor.fetchone())


_generation: ContextVar[Generation | None] = ContextVar("generation", default=None)


@contextmanager
def made_of(generation: Generation | None) -> Iterator[Callable[[], bool]]:
    """What is made meanwhile is made of this state of the archive; the value tells whether of the whole of it."""
    token = _generation.set(generation)
    try:
        yield lambda: _generation.get() is not None
    finally:
        _generation.reset(token)


def made_of_less() -> None:
    """Something that knows not all has answered: nothing of it is to be kept."""
    _generation.set(None)


def until_indexed(read: Callable[P, T]) -> Callable[P, T]:
    """Keeps what was read of a state of the archive while pages are made of the same state. Nobody may change it, but to add
    what was read of the same state."""
    kept: dict[tuple[Any, ...], T] = {}

    @wraps(read)
    def known(*given: P.args, **named: P.kwargs) -> T:
        generation = _generation.get()
        key = (generation, spoken(), given, tuple(named.items()))
        if key in kept:
            return kept[key]
        value = read(*given, **named)
        if generation and _generation.get():
            if len(kept) >= MOST_KEPT or any(other[0] != generation for other in list(kept)[:1]):
                kept.clear()
            kept[key] = value
        return value

    return known
