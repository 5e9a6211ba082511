"""One database directory: made, started, asked, stopped. Who may do that, and when, is `server`'s business."""

import shutil
import time
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from archive.localpg import binaries
from archive.localpg.account import LocalPgError, last_lines
from archive.localpg.home import Home
from archive.localpg.options import Options

ADMIN, ROLE, DATABASE = "postgres", "archive", "archive"
PORT = 5432  # part of the socket's name, nothing more
PATIENCE = 60  # seconds for a start or a stop; recovery after a crash included
ORPHANS_END = 5  # seconds
LOG_LIMIT = 1_000_000  # bytes

UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CONFIGURATION = """
# Added when the database was made: change them as you like.
shared_buffers = 64MB
random_page_cost = 1.1
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_checkpoints = off
"""
FIRST_STATEMENTS = f"""\
CREATE ROLE {ROLE} LOGIN CREATEDB
CREATE DATABASE {DATABASE} OWNER {ROLE}
"""


def address(home: Home) -> dict[str, Any]:
    """Where libpq finds it, in full: what is left out would come from the environment (PGHOSTADDR, PGPORT)."""
    return {"host": str(home.socket_dir), "hostaddr": "", "port": PORT}


def connect(home: Home, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(**address(home), user=ADMIN, dbname=database, connect_timeout=5, autocommit=True)


def take_the_place(connection: psycopg.Connection[Any], new: str, current: str, kept_as: str) -> None:
    """Both renames or none, in the caller's transaction. PostgreSQL refuses them while anybody is connected, so those are
    sent away."""
    # An autovacuum worker is not ours to end: the rename ends it.
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = %s AND backend_type <> 'autovacuum worker'",
        [current],
    )
    rename = SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(Identifier(current), Identifier(kept_as)))
    connection.execute(rename.format(Identifier(new), Identifier(current)))


def answers(home: Home) -> bool:
    """Whether the server of this very directory takes connections. A pid file would prove nothing."""
    try:
        with connect(home) as connection:
            row = connection.execute("SHOW data_directory").fetchone() or ("nowhere",)
    except psycopg.OperationalError:
        return False
    if Path(row[0]).resolve() != home.data.resolve():
        raise LocalPgError(
            f"The server in {home.socket_dir} has its data elsewhere, in {row[0]}: `manage.py localpg stop --force`."
        )
    return True


def process_id(home: Home) -> int | None:
    """The postmaster that works in this directory: not a zombie, not a number that was used again."""
    try:
        pid = int((home.data / "postmaster.pid").read_text().splitlines()[0])
        # Asked as the account: where capabilities are dropped, even root may not look at others' processes.
        directory = home.account.run("readlink", f"/proc/{pid}/cwd").removesuffix("\n")
    except (OSError, ValueError, IndexError, LocalPgError):
        return None
    return pid if directory == str(home.data.resolve()) else None


def initialise(home: Home, programs: Path, options: Options, lock: int) -> None:
    """All of it happens in data.new, so that a directory called data is always complete.

    The programs inherit the lock: if this process is killed, the next one waits for them to end."""
    if old := sorted(path.name for path in home.base.glob("data.[0-9]*")):
        raise LocalPgError(
            f"An upgrade was interrupted: in {home.base}, rename {old[-1]} to data, and do it again."
        )
    new = home.base / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    run = partial(home.account.run, cwd=home.base, keep_open=[lock])
    run(programs / "initdb", "-D", new.name, *_initdb_options(home, programs, options))
    with (new / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    single = ("--single", "-c", "exit_on_error=on", "-D", new.name, "postgres")
    run(programs / "postgres", *single, typed=FIRST_STATEMENTS)
    new.rename(home.data)


def _initdb_options(home: Home, programs: Path, options: Options) -> list[str]:
    """Case and trigrams work in every script and text sorts by code point, whatever the system's locale."""
    locale = ["--locale=C.UTF-8"]
    if binaries.major(programs, home.account) >= 17:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"]
    safety = [] if options.durable else ["--no-sync"]
    access = [f"--username={ADMIN}", "--auth-local=trust", "--auth-host=reject"]
    return ["--encoding=UTF8", "--data-checksums", "--no-instructions", *access, *locale, *safety]


def start(home: Home, programs: Path, options: Options) -> None:
    """Returns when the server takes connections."""
    if _answers_in_time(home):
        return
    _check_version(home, programs)
    _remove_stale_files(home)
    if home.log.exists() and home.log.stat().st_size > LOG_LIMIT:
        home.log.replace(home.log.with_name("log.old"))
    _launch(home, programs, options)
    if not answers(home):
        raise LocalPgError(f"The server in {home.base} has started, but does not answer:\n{log_tail(home)}")


def _launch(home: Home, programs: Path, options: Options) -> None:
    """Tries again while processes of a server that was killed have not noticed it yet."""
    deadline = time.monotonic() + ORPHANS_END
    while True:
        try:
            _pg_ctl(home, programs, "start", "-l", home.log.name, "-o", _server_options(home, options))
        except LocalPgError as error:
            tail = log_tail(home)
            if "is still in use" not in tail or time.monotonic() > deadline:
                raise LocalPgError(f"{error}\n{tail}") from error
        else:
            return
        time.sleep(0.2)


def stop(home: Home, programs: Path) -> bool:
    """False when there was nothing to stop."""
    if process_id(home) is None:
        return False
    _pg_ctl(home, programs, "stop", "-m", "fast")
    return True


def _pg_ctl(home: Home, programs: Path, *words: str) -> None:
    """All paths are relative: pg_ctl builds a shell command from them, and no directory's name can break it."""
    patience = ("-w", "-t", str(PATIENCE), "-s")
    home.account.run(programs / "pg_ctl", *words, *patience, "-D", home.data.name, cwd=home.base)


def _server_options(home: Home, options: Options) -> str:
    inside = home.socket_dir.parent == home.base
    forced = {
        "port": PORT,
        "listen_addresses": "",
        "unix_socket_directories": "../s" if inside else home.socket_dir,
        "unix_socket_permissions": "0700",
        **({} if options.durable else UNSAFE),
    }
    return " ".join(f"-c {name}={value}" for name, value in forced.items())


def _answers_in_time(home: Home) -> bool:
    """Waits for a server that somebody else's killed process was starting, or stopping. False: there is none."""
    deadline = time.monotonic() + PATIENCE
    while True:
        if answers(home):
            return True
        if process_id(home) is None:
            return False
        if time.monotonic() > deadline:
            raise LocalPgError(f"The server in {home.base} runs, but does not answer:\n{log_tail(home)}")
        time.sleep(0.1)


def _check_version(home: Home, programs: Path) -> None:
    made_by = home.made_by
    if not made_by.isdecimal():
        raise LocalPgError(
            f"The database in {home.data} is not whole: it lost its PG_VERSION. Move that directory away, start "
            "again, and restore a backup (manage.py restore)."
        )
    have = binaries.major(programs, home.account)
    if made_by != str(have):
        raise LocalPgError(
            f"The database in {home.data} was made by PostgreSQL {made_by}, and these programs are version {have}. "
            f"Run `manage.py localpg upgrade --old-bin DIR`, where DIR has the programs of PostgreSQL {made_by}; "
            "or stay with them: ARCHIVE_PG_BIN=DIR."
        )


def _remove_stale_files(home: Home) -> None:
    """PostgreSQL would refuse to start if one of them names a process that lives, whatever it is."""
    socket = home.socket_dir / f".s.PGSQL.{PORT}"
    for path in (home.data / "postmaster.pid", socket, socket.with_name(f"{socket.name}.lock")):
        path.unlink(missing_ok=True)


def log_tail(home: Home) -> str:
    return last_lines(home.log.read_text(errors="replace")) if home.log.exists() else ""
