"""When the server stops: with the last of the processes that use it, and not before."""

import os
import threading
from dataclasses import replace

import pytest

from archive.localpg.options import Options
from archive.localpg.server import server_for
from tests.localpg.conftest import ask, postmaster


@pytest.fixture
def options(clients):
    options = Options(data_dir=clients.data_dir, durable=False)
    yield options
    server_for(options).release()


def test_the_last_client_stops_the_server(clients):
    first, second = clients.hold(), clients.hold()
    first.communicate()
    assert ask(second, "SELECT 1") == "1"
    second.communicate()
    assert postmaster(clients.data_dir) is None


def test_the_server_stays_when_it_is_to_be_kept(clients):
    clients.having(keep=True).ask("SELECT 1")
    assert postmaster(clients.data_dir)


def test_threads_share_one_start(clients, options):
    threads = [threading.Thread(target=server_for(options).ensure) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (clients.data_dir / "log").read_text().count(
        "ready to accept connections"
    ) == 2  # one when it was made
    server_for(options).release()
    assert postmaster(clients.data_dir) is None


def test_a_forked_child_holds_the_server_for_itself(clients, options):
    server_for(options).ensure()
    child_is_ready, parent_left = os.pipe(), os.pipe()
    if not (child := os.fork()):
        server_for(options).ensure()
        os.write(child_is_ready[1], b"x")
        os.read(parent_left[0], 1)
        server_for(options).release()
        os._exit(0)
    os.read(child_is_ready[0], 1)
    server_for(options).release()
    assert postmaster(clients.data_dir)
    os.write(parent_left[1], b"x")
    os.waitpid(child, 0)
    assert postmaster(clients.data_dir) is None


def test_a_forked_child_that_never_asks_keeps_nothing(clients, options):
    server_for(options).ensure()
    until = os.pipe()
    if not (child := os.fork()):
        os.read(until[0], 1)
        os._exit(0)
    server_for(options).release()
    assert postmaster(clients.data_dir) is None
    os.write(until[1], b"x")
    os.waitpid(child, 0)


def test_a_database_that_another_version_made_is_left_alone(clients):
    (clients.data_dir / "data" / "PG_VERSION").write_text("17\n")
    said = clients.fail()
    assert "was made by PostgreSQL 17, and these programs are version 18" in said
    assert "localpg upgrade --old-bin" in said


def test_a_failed_start_shows_what_the_server_logged(clients):
    with (clients.data_dir / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write("shared_buffers = plenty\n")
    assert 'invalid value for parameter "shared_buffers": "plenty"' in clients.fail()


def test_a_directory_with_other_files_is_refused_and_left_as_it_was(first):
    first.data_dir.mkdir(parents=True, mode=0o755)
    (first.data_dir / "thesis.txt").write_text("mine")
    before = first.data_dir.stat()
    assert "holds other files" in first.fail()
    after = first.data_dir.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (before.st_mode, before.st_uid, before.st_mtime)


def test_missing_programs_are_named(clients, place):
    assert str(place / "none") in replace(clients, options={"bin_dir": place / "none"}).fail()
