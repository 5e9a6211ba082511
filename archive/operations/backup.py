"""Backups of the whole database: one file that PostgreSQL can restore, and beside it what must come out again.

A restore goes into a new database, is compared, and takes the old one's place with two renames in one
transaction: whatever interrupts it, the archive is the old one or the new one, whole.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any
from uuid import uuid4

import msgspec
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from msgspec import Struct
from psycopg.sql import SQL, Identifier

from archive.editing import redacted_list, redaction
from archive.localpg import binaries, cluster
from archive.localpg.options import Options

# Who was signed in, or tried to, and from which address, is nobody's business later.
PASSING = (
    "django_session",
    "archive_cache",
    "archive_usage",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
)
NOT_COMPARED = ("archive_epoch", "archive_outbox", *PASSING)
TRIES = 10

CHECKSUM = """
SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text FROM {} AS t
"""

RENEW_EPOCH = "UPDATE archive_epoch SET value = %s"
# Rows as text must look alike on every server.
AS_TEXT = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1"


class BackupError(Exception):
    """What went wrong and what to do about it."""


class TableCount(Struct, frozen=True):
    """`checksum` does not depend on the order of the rows."""

    rows: int
    checksum: str


class DumpManifest(Struct, frozen=True):
    made_at: str
    postgres: str
    sha256: str
    tables: dict[str, TableCount]


# Making one


def back_up(file: Path) -> DumpManifest:
    """Writes `file` and `file`.json; both or, when interrupted, neither under its name. Nobody else may read them."""
    if file.exists():
        raise BackupError(f"{file} exists already: give another name.")
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        manifest = _dump(partial)
        _write_private(manifest_of(file), msgspec.json.format(msgspec.json.encode(manifest)))
        partial.rename(file)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write_private(file: Path, data: bytes) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(data)


def manifest_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _dump(file: Path) -> DumpManifest:
    """The dump and the counts see the same moment: they share a snapshot."""
    with _connected(database_name()) as database, database.transaction():
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        snapshot = _value(database, "SELECT pg_export_snapshot()")
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-acl",
            *(f"--exclude-table-data={name}" for name in PASSING),
            f"--snapshot={snapshot}",
            f"--file={file}",
            database_name(),
        )
        return DumpManifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            postgres=_value(database, "SHOW server_version"),
            sha256=file_hash(file),
            tables=tables(database),
        )


def file_hash(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def tables(database: psycopg.Connection[Any]) -> dict[str, TableCount]:
    found = database.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s) ORDER BY 1",
        [list(NOT_COMPARED)],
    )
    names = [name for (name,) in found]
    return {name: _table(database, name) for name in names}


def _table(database: psycopg.Connection[Any], name: str) -> TableCount:
    row = database.execute(SQL(CHECKSUM).format(Identifier(name))).fetchone()
    assert row is not None  # noqa: S101 (an aggregate always gives a row)
    return TableCount(*row)


# Putting one back


def restore(file: Path) -> tuple[DumpManifest, str, int]:
    """The archive of before is kept under the name that is returned, until somebody drops it; at last how many texts had
    been removed since the backup, and were removed from it again."""
    manifest = read_manifest(file)
    with _restoring_alone(database_name()):
        update_redacted_list()
        return manifest, *_restore(file, manifest)


@contextmanager
def _restoring_alone(current: str) -> Iterator[None]:
    with _connected("postgres") as database:
        key = "hashtextextended('restore ' || %s, 0)"
        row = database.execute(f"SELECT pg_try_advisory_lock({key})", [current]).fetchone()
        if not (row and row[0]):
            raise BackupError("Another restore is running: wait until it has ended.")
        yield


def _restore(file: Path, manifest: DumpManifest) -> tuple[str, int]:
    """The name that the archive of before has now, and how many texts were removed again."""
    current = database_name()
    new = f"{current}_restoring"
    drop_database(new)
    _maintain("CREATE DATABASE {} TEMPLATE template0", new)
    try:
        _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", f"--dbname={new}", str(file))
        with _connected(new) as database:
            compare(tables(database), manifest)
            database.execute(RENEW_EPOCH, [uuid4()])
            empty_passing(database)
            database.execute("ANALYZE")
        removed = _bring_up_to_date(new)
        kept_as = f"{current}_before_{datetime.now(UTC):%Y%m%dt%H%M%S}"
        _swap(current, new, kept_as)
    finally:
        drop_database(new)
    return kept_as, removed


def update_redacted_list() -> None:
    """With what the database knows, where there is still one that can be asked."""
    try:
        redaction.listed()
    except DatabaseError:
        connection.close()
    except ValueError as error:
        raise BackupError(
            f"The list of removed texts, {redacted_list.file()}, cannot be read: {error}"
        ) from None


def _bring_up_to_date(name: str) -> int:
    """Before anybody sees it: today's tables, and without the texts that were removed since."""
    current = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        return redaction.reapply()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = current


def empty_passing(database: psycopg.Connection[Any]) -> None:
    """Of a backup that an older release made, which may not have them all."""
    for name in PASSING:
        if _value(database, SQL("SELECT to_regclass({})::text").format(name)):
            database.execute(SQL("TRUNCATE {} CASCADE").format(Identifier(name)))


def read_manifest(file: Path) -> DumpManifest:
    try:
        manifest = msgspec.json.decode(manifest_of(file).read_bytes(), type=DumpManifest)
        found = file_hash(file)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupError(f"{file} and {manifest_of(file)} cannot be read: {error}") from None
    if found != manifest.sha256:
        raise BackupError(f"{file} is damaged: its SHA-256 is not the one in {manifest_of(file)}.")
    return manifest


def compare(found: dict[str, TableCount], manifest: DumpManifest) -> None:
    names = {**found, **manifest.tables}.keys() - set(NOT_COMPARED)
    wrong = [name for name in names if found.get(name) != manifest.tables.get(name)]
    if wrong:
        raise BackupError(f"What was restored differs from what was backed up: {', '.join(sorted(wrong))}.")


def _swap(current: str, new: str, kept_as: str) -> None:
    connection.close()
    for tries_left in reversed(range(TRIES)):
        try:
            with _connected("postgres") as database, database.transaction():
                cluster.take_the_place(database, new, current, kept_as)
            return
        except psycopg.errors.ObjectInUse:
            if not tries_left:
                raise BackupError(
                    "Others keep connecting to the database: stop web and work first."
                ) from None
            sleep(0.2)


def drop_database(name: str) -> None:
    """With whoever is connected to it."""
    try:
        _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    except psycopg.errors.InsufficientPrivilege:  # autovacuum is at work there, which only a plain drop ends
        _maintain("DROP DATABASE IF EXISTS {}", name)


def _maintain(statement: str, name: str) -> None:
    with _connected("postgres") as database:
        database.execute(SQL(statement).format(Identifier(name)))


# PostgreSQL


def database_name() -> str:
    return str(connection.settings_dict["NAME"] or _parameters()["dbname"])


def _parameters() -> dict[str, Any]:
    known = {"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert"}
    return {name: value for name, value in connection.get_connection_params().items() if name in known}


@contextmanager
def _connected(name: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(
        **{**_parameters(), "dbname": name, "options": AS_TEXT}, autocommit=True
    ) as database:
        yield database


def _value(database: psycopg.Connection[Any], query: Any) -> str:
    row = database.execute(query).fetchone()
    return str(row[0]) if row else ""


def _run(program: str, *words: str) -> None:
    """The password goes by the environment, where other users cannot read it."""
    variables = {f"PG{name.upper()}": str(value) for name, value in _parameters().items() if name != "dbname"}
    done = subprocess.run(  # noqa: S603
        [str(program_path(program)), *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-1000:]}")


def program_path(program: str) -> Path:
    """The server's own where it is ours, else of the newest client there is: an old pg_dump refuses a new server."""
    for directory in _directories():
        if (directory / program).exists():
            return directory / program
    raise BackupError(
        "PostgreSQL's client programs are not here: install postgresql-client, or name their directory in ARCHIVE_PG_BIN."
    )


def _directories() -> Iterator[Path]:
    if connection.settings_dict["ENGINE"] == "archive.localpg":
        yield binaries.installed(Options.read(connection.settings_dict["OPTIONS"]))
    if named := settings.LOCAL_PG["OPTIONS"]["bin_dir"]:
        yield Path(named)
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
    yield from map(Path, os.environ.get("PATH", os.defpath).split(os.pathsep))
