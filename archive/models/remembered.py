"""What a process has read and keeps in memory until the tables that it comes from change (a cache by version)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection

from archive.models.outbox import Epoch, Generation
from archive.text.tongue import spoken

MOST_KEPT = 8  # values of one function

T = TypeVar("T")
P = ParamSpec("P")

Version = tuple[int | None, ...]


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


class Remembered(Generic[T]):
    """Call it for the value of now; `at` takes a version that was read along with other things (`columns`)."""

    def __init__(self, read: Callable[[], T], tables: tuple[str, ...]) -> None:
        self.columns = ", ".join(f"(SELECT max(pgh_id) FROM archive_{table}event)" for table in tables)  # noqa: S608 (constants)
        self._at = lru_cache(maxsize=1)(lambda version: read())
        self.forget = self._at.cache_clear

    def __call__(self) -> T:
        return self.at(_version(self.columns))

    def at(self, version: Version) -> T:
        return self._at(version)


def remembered(*tables: str) -> Callable[[Callable[[], T]], Remembered[T]]:
    """Of a function that reads these tables: their histories grow with every change, and say when to read again."""
    return lambda read: Remembered(read, tables)


RECENT = 200  # changes that are read again: a transaction may end after others whose numbers are higher
MOST_RENEWED = 1_000  # changes, with more of which all is read anew

Since = dict[str, int]
Renew = Callable[[T, Since], T | None]


class Renewed(Remembered[T]):
    """Reads what changed since it read all, and all anew only when that is much: `renew` gets what was read, and of the
    history of each table the number after which to look; it gives None for what only reading all can say."""

    def __init__(self, read: Callable[[], T], renew: Renew[T], tables: tuple[str, ...]) -> None:
        super().__init__(read, tables)
        self._read, self._renew, self._tables = read, renew, tables
        self._whole: tuple[str, Version, T] | None = None
        self._at = lru_cache(maxsize=1)(self._of)
        self.forget = self._forgotten

    def _of(self, version: Version) -> T:
        if connection.in_atomic_block:  # what is written there may never have been
            return self._read()
        epoch = str(Epoch.objects.values_list("value", flat=True).get())
        whole = self._whole
        if whole and whole[0] == epoch and (since := self._since(whole[1], version)):
            renewed = self._renew(whole[2], since)
            if renewed is not None:
                return renewed
        late = _others_write()
        value = self._read()
        self._whole = None if late else (epoch, version, value)
        return value

    def _since(self, then: Version, now: Version) -> Since | None:
        steps = [(new or 0) - (old or 0) for old, new in zip(then, now, strict=True)]
        if min(steps) < 0 or sum(steps) > MOST_RENEWED:
            return None
        return {table: (old or 0) - RECENT for table, old in zip(self._tables, then, strict=True)}

    def _forgotten(self) -> None:
        self._whole = None
        self._at.cache_clear()


def renewed(renew: Renew[T], *tables: str) -> Callable[[Callable[[], T]], Renewed[T]]:
    """As `remembered`, for tables of very many rows."""
    return lambda read: Renewed(read, renew, tables)


_WRITING = """
SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND backend_xid IS NOT NULL)"""


def _others_write() -> bool:
    """What they write has numbers already, and is seen later, however much it is."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITING)
        return bool(cursor.fetchone()[0])


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
