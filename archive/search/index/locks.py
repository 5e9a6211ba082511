"""Who may write to the index, by PostgreSQL's advisory locks: they end with their connection, so none is left over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import sleep

from django.db import Error as DatabaseError
from django.db import connection, transaction

# Arbitrary numbers, known to nobody else.
_WORKER, _WRITE, _BUILD, _PREPARE = 7_200_001, 7_200_002, 7_200_003, 7_200_004


def become_the_worker() -> bool:
    """True if no other process is the worker; then this one is until its connection closes."""
    return _locked(_WORKER)


def worker_runs() -> bool:
    """In this database, as some process sees it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s AND granted)",
            [_WORKER],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def building_alone() -> Iterator[bool]:
    """Whether nobody else builds an index; then nobody else can until the block ends."""
    alone = _locked(_BUILD)
    try:
        yield alone
    finally:
        if alone:
            _unlock(_BUILD)


@contextmanager
def preparing_alone(waiting: Callable[[], object]) -> Iterator[None]:
    """Nobody else sets up the database meanwhile; `waiting` is called if somebody does now."""
    if not _locked(_PREPARE):
        waiting()
        while not _locked(_PREPARE):
            sleep(0.2)
    try:
        yield
    finally:
        _unlock(_PREPARE)


def _locked(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def _unlock(number: int) -> None:
    """A connection that is lost has unlocked it."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def writing_alone() -> Iterator[None]:
    """A transaction in which nobody else writes to, or replaces, the index in use."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITE])
        yield
