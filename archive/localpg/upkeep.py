"""What an operator does with the embedded database. Each function does one thing and returns what came of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.sql import SQL, Identifier

from archive.localpg import binaries, cluster
from archive.localpg.account import LocalPgError, caller
from archive.localpg.home import Home, find, prepare
from archive.localpg.locks import Lease, exclusive
from archive.localpg.options import Options
from archive.localpg.server import server_for

RESTORED, REPLACED = "archive_restored", "archive_replaced"


def stop(options: Options, force: bool = False) -> bool:
    """False when it was not running. Forced, processes that still use it start it again when they need it."""
    home = find(options)
    if not home.base.exists():
        return False
    with _alone(home, force):
        return cluster.stop(home, binaries.reachable(options, home.account))


@contextmanager
def _alone(home: Home, force: bool = False) -> Iterator[None]:
    """Keeps every other process from using the server meanwhile."""
    lease = Lease(home.lease)
    try:
        if not lease.become_alone() and not force:
            raise LocalPgError("Other processes use the database: end them first.")
        yield
    finally:
        lease.close()


def dump(options: Options, file: Path) -> None:
    if file.exists():
        raise LocalPgError(f"{file} exists already: give another name.")
    home = server_for(options).ensure()
    partial = file.resolve().with_name(f"{file.name}.partial")
    try:
        _pg_dump(home, binaries.installed(options), partial)
        partial.rename(file)
    finally:
        partial.unlink(missing_ok=True)


def restore(options: Options, file: Path, replace: bool = False) -> None:
    """The present content stays until the dump has been restored beside it, whole."""
    home = server_for(options).ensure()
    if not replace and _has_tables(home):
        raise LocalPgError("The database is not empty: say --replace to lose what it holds.")
    _execute(home, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), RESTORED)
    _execute(home, SQL("CREATE DATABASE {} OWNER {}"), RESTORED, cluster.ROLE)
    try:
        _pg_restore(home, binaries.installed(options), file, RESTORED)
        with cluster.connect(home) as connection, connection.transaction():
            cluster.take_the_place(connection, RESTORED, cluster.DATABASE, REPLACED)
    finally:
        for leftover in (RESTORED, REPLACED):
            _execute(home, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), leftover)


def _has_tables(home: Home) -> bool:
    with cluster.connect(home, cluster.DATABASE) as connection:
        found = connection.execute(
            "SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        return found.fetchone() is not None


def _execute(home: Home, statement: SQL, *names: str) -> None:
    with cluster.connect(home) as connection:
        connection.execute(statement.format(*(Identifier(name) for name in names)))


def _client(home: Home, program: Path, *words: str | Path) -> None:
    where = ("--host", home.socket_dir, "--port", str(cluster.PORT), "--username", cluster.ADMIN)
    caller().run(program, *where, *words)


def _pg_dump(home: Home, programs: Path, file: Path) -> None:
    _client(home, programs / "pg_dump", "--format=custom", "--file", file, cluster.DATABASE)


def _pg_restore(home: Home, programs: Path, file: Path, database: str) -> None:
    """Owners in the dump do not matter: a dump of another installation becomes this one's."""
    owner = ("--no-owner", "--no-acl", "--role", cluster.ROLE)
    _client(home, programs / "pg_restore", "--exit-on-error", *owner, "--dbname", database, file.resolve())


def upgrade(options: Options, old_programs: Path) -> Path:
    """Where the old data directory is kept. Everything happens beside it; two renames at the end take over."""
    home = find(options)
    if not home.data.exists():
        raise LocalPgError(f"There is no database in {home.base} to upgrade.")
    with _alone(home), exclusive(home.start_lock):
        kept = _check_upgrade(home, options, old_programs)
        new_home = _scratch(home, options)
        file = new_home.base / "dump"
        with _running(home, old_programs, options):
            # Only its own knows what a server of yesterday's security fix stores.
            _pg_dump(home, old_programs, file)
        _load(new_home, file, options)
        home.data.rename(kept)
        new_home.data.rename(home.data)
        _discard(new_home)
    return kept


def _check_upgrade(home: Home, options: Options, old_programs: Path) -> Path:
    made_by = home.made_by
    if made_by == str(binaries.major(binaries.reachable(options, home.account), home.account)):
        raise LocalPgError(f"The database is of PostgreSQL {made_by} already.")
    if made_by != str(binaries.major(old_programs, home.account)):
        raise LocalPgError(
            f"The database was made by PostgreSQL {made_by}; {old_programs} is another version."
        )
    kept = home.base / f"data.{made_by}"
    if kept.exists():
        raise LocalPgError(f"{kept} is there from an earlier upgrade: move it away first.")
    return kept


def _scratch(home: Home, options: Options) -> Home:
    scratch = Home(home.base / "upgrade", home.account)
    cluster.stop(scratch, binaries.reachable(options, home.account))
    _discard(scratch)
    prepare(scratch)
    return scratch


def _discard(home: Home) -> None:
    for directory in (home.socket_dir, home.base):
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _running(home: Home, programs: Path, options: Options) -> Iterator[None]:
    cluster.start(home, programs, options)
    try:
        yield
    finally:
        cluster.stop(home, programs)


def _load(home: Home, file: Path, options: Options) -> None:
    programs = binaries.reachable(options, home.account)
    with exclusive(home.start_lock) as lock:
        cluster.initialise(home, programs, options, lock)
    with _running(home, programs, options):
        _pg_restore(home, binaries.installed(options), file, cluster.DATABASE)
