"""Whatever is killed, the next client finds a server, and the last one stops it."""

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress

import psycopg
import pytest

from archive.localpg.cluster import connect
from archive.localpg.home import find
from archive.localpg.options import Options
from tests.localpg.conftest import Clients, ask, postmaster, wait_for, working_in


def running_initdb(clients: Clients) -> int | None:
    """The first of them: initdb forks shells and servers."""
    return min((pid for pid, name in working_in(clients.data_dir).items() if name == "initdb"), default=None)


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def usable(clients: Clients) -> bool:
    return clients.ask("SELECT 42") == ["42"] and postmaster(clients.data_dir) is None


def test_a_killed_client_does_not_keep_the_server_running(clients):
    killed = clients.hold()
    kill(killed.pid)
    killed.wait()
    assert postmaster(clients.data_dir)
    assert usable(clients)


def test_a_client_outlives_its_server(clients):
    client = clients.hold()
    first = postmaster(clients.data_dir)
    kill(first)
    assert ask(client, "SELECT 42") == "42"
    assert postmaster(clients.data_dir) not in {None, first}


def test_a_new_server_waits_for_the_processes_of_one_that_was_killed(clients):
    clients.hold()
    server = postmaster(clients.data_dir)
    orphan = min(
        pid for pid in working_in(clients.data_dir) if pid != server
    )  # a backend may just be leaving
    os.kill(orphan, signal.SIGSTOP)
    kill(server)
    second = clients.start()
    wait_for(lambda: "is still in use" in (clients.data_dir / "log").read_text())
    os.kill(orphan, signal.SIGCONT)
    assert ask(second, "SELECT 42") == "ready"


def test_a_client_killed_while_the_database_is_made_leaves_nothing_half_done(newcomers):
    client = newcomers.start()
    wait_for(lambda: running_initdb(newcomers))
    kill(client.pid)
    assert usable(newcomers)
    assert not (newcomers.data_dir / "data.new").exists()


def test_the_next_client_waits_for_an_orphan_that_makes_the_database(first):
    client = first.start()
    initdb = wait_for(lambda: running_initdb(first))
    os.kill(initdb, signal.SIGSTOP)
    kill(client.pid)
    second = first.start()
    time.sleep(0.7)
    assert second.poll() is None
    assert working_in(first.data_dir).get(initdb) == "initdb"
    os.kill(initdb, signal.SIGCONT)
    assert second.stdout.readline() == "ready\n"


def test_a_killed_initdb_is_reported_and_done_again(first):
    client = first.start()
    kill(wait_for(lambda: running_initdb(first)))
    assert "initdb failed" in client.communicate()[1]
    assert usable(first)


def test_a_client_killed_while_the_server_starts_leaves_it_to_the_next(clients):
    client = clients.start()
    wait_for(lambda: postmaster(clients.data_dir))
    kill(client.pid)
    assert usable(clients)


def stale_pid_file(clients: Clients, pid: int) -> None:
    owner = (clients.data_dir / "data").stat()
    lines = f"{pid}\n{clients.data_dir}/data\n1\n5432\n../s\n\n1 2\nready\n"
    for path in ("data/postmaster.pid", "s/.s.PGSQL.5432.lock"):
        (clients.data_dir / path).write_text(lines)
        os.chown(clients.data_dir / path, owner.st_uid, owner.st_gid)


def test_a_pid_file_that_names_somebody_elses_process_is_stale(clients):
    owner = (clients.data_dir / "data").stat().st_uid
    with subprocess.Popen(["sleep", "60"], **({"user": owner} if owner != os.geteuid() else {})) as other:
        stale_pid_file(clients, other.pid)
        assert usable(clients)
        assert other.poll() is None
        other.kill()


def test_a_pid_file_that_names_a_zombie_is_stale(clients):
    zombie = subprocess.Popen(["true"])
    wait_for(lambda: os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT))
    stale_pid_file(clients, zombie.pid)
    assert usable(clients)
    zombie.wait()


@pytest.mark.parametrize("content", ["", "12", "\n\n", "twelve\n"])
def test_a_half_written_pid_file_is_stale(clients, content):
    (clients.data_dir / "data" / "postmaster.pid").write_text(content)
    assert usable(clients)


def test_a_copied_directory_gets_a_server_of_its_own(clients, place):
    original = clients.hold()
    subprocess.run(["cp", "-a", clients.data_dir, place / "copy"], check=True)
    copy = Clients(place / "copy")
    assert copy.ask("SHOW data_directory") == [f"{place}/copy/data"]
    assert ask(original, "SELECT 1") == "1"


@pytest.mark.drill
def test_a_first_start_can_be_killed_at_any_moment(place):
    dice = random.Random(4)
    for attempt in range(20):
        newcomers = Clients(place / str(attempt))
        client = newcomers.start()
        time.sleep(dice.uniform(0.1, 1.5))
        kill(client.pid)
        client.communicate()
        assert usable(newcomers)
        shutil.rmtree(newcomers.data_dir)


@pytest.mark.drill
def test_no_acknowledged_row_is_lost_when_all_of_postgresql_is_killed(clients):
    durable = clients.having(durable=True)
    durable.ask("CREATE TABLE acknowledged (n integer)")
    expected = 0
    for _ in range(10):
        durable.hold()
        expected = write_until_killed(clients, expected)
        assert int(durable.ask("SELECT max(n) FROM acknowledged")[0]) in {expected, expected + 1}


def write_until_killed(clients: Clients, last: int) -> int:
    home = find(Options(data_dir=clients.data_dir))
    end = time.monotonic() + random.Random(last).uniform(0.1, 0.6)
    with suppress(psycopg.OperationalError), connect(home, "archive") as connection:
        while True:
            connection.execute("INSERT INTO acknowledged VALUES (%s)", [last + 1])
            last += 1
            if time.monotonic() > end:
                kill(*working_in(clients.data_dir))
    return last


@pytest.mark.parametrize("content", [None, "", "\0\0\0"], ids=["gone", "empty", "zero-filled"])
def test_a_directory_that_lost_its_version_is_named_with_what_to_do(clients, content):
    version = clients.data_dir / "data" / "PG_VERSION"
    version.unlink() if content is None else version.write_text(content)
    assert "restore a backup" in clients.fail()
