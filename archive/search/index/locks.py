"""Who may write to the index, by PostgreSQL's advisory locks: they end with their connection, so none is left over."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Arbitrary numbers, known to nobody else.
_WORKER, _WRITE, _BUILD = 7_200_001, 7_200_002, 7_200_003


def become_the_worker() -> bool:
    """True if no other process is the worker; then this one is until its connection closes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_WORKER])
        return bool(cursor.fetchone()[0])


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
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_BUILD])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_BUILD])


@contextmanager
def writing_alone() -> Iterator[None]:
    """A transaction in which nobody else writes to, or replaces, the index in use."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITE])
        yield
