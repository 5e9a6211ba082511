import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from archive.localpg.home import find
from archive.localpg.options import Options
from tests.localpg.conftest import Clients, ask, postmaster


def test_the_first_client_makes_a_database_and_the_second_finds_it(newcomers):
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'archive'"
    assert newcomers.ask("SHOW server_encoding", owner) == ["UTF8", "archive"]
    newcomers.ask("CREATE TABLE kept AS SELECT 42 AS n")
    assert newcomers.ask("SELECT n FROM kept") == ["42"]


def test_six_clients_at_once_make_and_start_one_server(newcomers):
    processes = [newcomers.start() for _ in range(6)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 6
    assert len({ask(process, "SELECT pg_postmaster_start_time()") for process in processes}) == 1
    assert [process.communicate() and process.returncode for process in processes] == [0] * 6
    assert postmaster(newcomers.data_dir) is None


def test_nobody_else_may_enter(clients):
    clients.hold()
    base = clients.data_dir
    inside = [base, base / "s", base / "data", base / "s" / ".s.PGSQL.5432"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in inside] == [0o700] * 4
    assert 0 not in {path.stat().st_uid for path in inside}


def test_the_parents_keep_their_modes(newcomers, place):
    (place / "var").mkdir(mode=0o751)
    os.chown(place / "var", newcomers.account.pw_uid, newcomers.account.pw_gid)
    before = [parent.stat().st_mode for parent in newcomers.data_dir.parents]
    newcomers.ask("SELECT 1")
    assert [parent.stat().st_mode for parent in newcomers.data_dir.parents] == before


NAMES = ["spaces $(false) `false` \"', comma", "č" * 75]


@pytest.mark.parametrize("name", NAMES)
def test_the_directory_may_have_any_name(first, place, name):
    named = replace(first, data_dir=place / name / "pg")
    assert named.ask("SHOW data_directory") == [f"{place}/{name}/pg/data"]
    remove_socket_dir(named)


@pytest.fixture
def far(clients, place):
    """A path of more than 150 characters: too long for a socket."""
    clients.data_dir.rename(place / ("long" * 40))
    far = replace(clients, data_dir=place / ("long" * 40))
    yield far
    remove_socket_dir(far)


def socket_dir(clients: Clients) -> Path:
    return find(Options(data_dir=clients.data_dir)).socket_dir


def remove_socket_dir(clients: Clients) -> None:
    if not socket_dir(clients).is_relative_to(clients.data_dir):
        shutil.rmtree(socket_dir(clients))


def test_a_long_path_has_a_private_socket_elsewhere(far):
    far.hold()
    found = socket_dir(far).stat()
    assert socket_dir(far).parent == Path("/tmp")
    assert stat.S_IMODE(found.st_mode) == 0o700
    assert found.st_uid == (far.data_dir / "data").stat().st_uid


def test_a_socket_directory_that_others_may_write_to_is_refused(far):
    socket_dir(far).mkdir()
    socket_dir(far).chmod(0o777)
    assert "open to other accounts" in far.fail()


WORLDS = [{"LC_ALL": "C"}, {"LANG": "de_DE.UTF-8", "LC_ALL": ""}]


@pytest.mark.parametrize("environment", WORLDS, ids=["LC_ALL=C", "a locale that is not there"])
def test_the_locale_around_does_not_change_how_text_is_read(place, environment):
    clients = Clients(place / "pg", environment=environment)
    text = [
        "SELECT lower('É')",
        "SELECT 'ÉCOLE' ILIKE 'école'",
        "SELECT 'b' < 'Ä'",
        "CREATE EXTENSION pg_trgm",
    ]
    trigrams = "SELECT cardinality(show_trgm('Жук'))"
    assert clients.ask(*text, trigrams) == ["é", "True", "True", "done", "4"]


def test_variables_meant_for_another_server_lead_nowhere(clients):
    elsewhere = {
        "PGHOST": "db.invalid",
        "PGHOSTADDR": "192.0.2.1",
        "PGPORT": "1",
        "PGUSER": "x",
        "PGDATA": "/x",
    }
    assert replace(clients, environment=elsewhere).ask("SELECT 1") == ["1"]


def test_the_server_is_durable_unless_it_is_for_tests(clients):
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    assert clients.having(durable=True).ask(*(f"SHOW {name}" for name in names)) == ["on"] * 4
    assert clients.ask("SHOW fsync") == ["off"]


def test_there_is_room_for_forty_connections(clients):
    room, *rest = clients.ask(
        "SHOW max_connections", "SHOW shared_buffers", "SHOW timezone", "SHOW log_min_messages"
    )
    assert int(room) >= 40
    assert rest == ["64MB", "UTC", "warning"]


def listening_on_tcp() -> set[str]:
    tables = [Path(f"/proc/net/{name}").read_text().splitlines() for name in ("tcp", "tcp6")]
    return {f"socket:[{line.split()[9]}]" for table in tables for line in table if line.split()[3] == "0A"}


def test_nothing_listens_on_tcp(clients):
    clients.hold()
    opened = {str(file.readlink()) for file in Path(f"/proc/{postmaster(clients.data_dir)}/fd").iterdir()}
    assert any(name.startswith("socket:") for name in opened)
    assert not opened & listening_on_tcp()
    assert ask(clients.hold(), "SHOW listen_addresses") == ""


def test_other_programs_can_be_named(place):
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("the system has no PostgreSQL of its own")
    clients = Clients(place / "pg", options={"bin_dir": programs[-1]})
    version, *text = clients.ask("SHOW server_version", "SELECT lower('É')", "SELECT 'b' < 'Ä'")
    assert version.split(".")[0] == programs[-1].parent.name
    assert text == ["é", "True"]
