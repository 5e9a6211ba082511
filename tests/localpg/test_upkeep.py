import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from archive.localpg import upkeep
from archive.localpg.account import LocalPgError
from archive.localpg.cluster import process_id
from archive.localpg.home import find
from archive.localpg.options import Options
from archive.localpg.server import server_for
from tests.localpg.conftest import Clients, ask, postmaster
from tests.localpg.test_backend import manage


@pytest.fixture
def options(clients):
    options = Options(data_dir=clients.data_dir, durable=False)
    yield options
    server_for(options).release()


def test_status_tells_where_everything_is_and_starts_nothing(clients, options):
    home = find(options)
    assert (home.data, home.made_by, process_id(home)) == (clients.data_dir / "data", "18", None)
    clients.hold()
    assert process_id(home) == postmaster(clients.data_dir)


def test_status_before_the_first_start_makes_nothing(first):
    assert find(Options(data_dir=first.data_dir)).made_by == ""
    assert not first.data_dir.parent.exists()


def test_stop_ends_a_server_that_was_kept(clients, options):
    clients.having(keep=True).ask()
    assert upkeep.stop(options)
    assert postmaster(clients.data_dir) is None
    assert not upkeep.stop(options)


def test_stop_refuses_while_others_use_the_server(clients, options):
    clients.hold()
    with pytest.raises(LocalPgError, match="Other processes use the database"):
        upkeep.stop(options)
    assert postmaster(clients.data_dir)


def test_a_client_starts_a_server_that_was_stopped_by_force_again(clients, options):
    client = clients.hold()
    assert upkeep.stop(options, force=True)
    assert ask(client, "SELECT 42") == "42"


@pytest.fixture
def dumped(clients, options, place):
    """A dump of a database that holds one table."""
    clients.ask("CREATE EXTENSION pg_trgm", "CREATE TABLE kept AS SELECT 'Čapek' AS name")
    upkeep.dump(options, place / "a dump")
    return place / "a dump"


def test_a_dump_fills_an_empty_database(dumped, place, made):
    other = Clients(place / "other")
    subprocess.run(["cp", "-a", made, other.data_dir], check=True)
    options = Options(data_dir=other.data_dir, durable=False)
    upkeep.restore(options, dumped)
    server_for(options).release()
    owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"
    assert other.ask("SELECT name FROM kept", owner) == ["Čapek", "archive"]


def test_a_dump_does_not_overwrite_a_file(dumped, options):
    before = dumped.read_bytes()
    with pytest.raises(LocalPgError, match="exists already"):
        upkeep.dump(options, dumped)
    assert dumped.read_bytes() == before


def test_a_dump_is_for_its_owners_eyes_only(dumped):
    assert dumped.stat().st_mode & 0o077 == 0


def test_a_full_database_is_replaced_only_when_told_to(clients, options, dumped):
    clients.ask("UPDATE kept SET name = 'changed'")
    with pytest.raises(LocalPgError, match="not empty"):
        upkeep.restore(options, dumped)
    assert clients.ask("SELECT name FROM kept") == ["changed"]
    upkeep.restore(options, dumped, replace=True)
    assert clients.ask("SELECT name FROM kept") == ["Čapek"]


def test_a_dump_that_cannot_be_read_changes_nothing(clients, options, dumped):
    dumped.write_bytes(dumped.read_bytes()[:-100])
    with pytest.raises(LocalPgError, match="pg_restore"):
        upkeep.restore(options, dumped, replace=True)
    databases = "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE 'archive%'"
    assert clients.ask("SELECT name FROM kept", databases) == ["Čapek", "archive"]


OLDER = sorted(Path("/usr/lib/postgresql").glob("1[5-7]/bin"))


@pytest.fixture
def older(first):
    if not OLDER:
        pytest.skip("the system has no older PostgreSQL")
    older = first.having(bin_dir=OLDER[0])
    older.ask("CREATE TABLE kept AS SELECT 'Čapek' AS name")
    return replace(older, options={})


def test_an_upgrade_keeps_the_content_and_the_old_directory(older):
    options = Options(data_dir=older.data_dir, durable=False)
    kept = upkeep.upgrade(options, OLDER[0])
    assert kept == older.data_dir / f"data.{OLDER[0].parent.name}"
    assert (kept / "PG_VERSION").exists()
    name, version = older.ask("SELECT name FROM kept", "SHOW server_version")
    assert (name, version.split(".")[0]) == ("Čapek", "18")
    with pytest.raises(LocalPgError, match="is of PostgreSQL 18 already"):
        upkeep.upgrade(options, OLDER[0])


def test_an_upgrade_that_was_cut_off_between_its_renames_is_not_taken_for_a_new_start(clients):
    (clients.data_dir / "data").rename(clients.data_dir / "data.15")
    assert "rename data.15 to data" in clients.fail()
    assert not (clients.data_dir / "data").exists()


def test_the_command_shows_what_the_functions_return(clients):
    said = manage(clients, "localpg", "status").stdout
    assert f"{clients.data_dir}/data (PostgreSQL 18)" in said
    assert "stopped" in said
    assert manage(clients, "localpg", "stop").stdout == "It was not running.\n"


def test_the_command_says_in_one_line_what_is_wrong(clients, place):
    done = manage(clients, "localpg", "restore", str(place / "no such file"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no such file" in done.stderr
