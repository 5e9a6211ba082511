"""PostgreSQL is stopped while readers read, and started again."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from archive.localpg import binaries, cluster, upkeep
from archive.localpg.home import find
from archive.localpg.options import Options
from archive.localpg.server import server_for
from tests.operations.web import Readers, running, status

PAGES = ["/quotes/", "/api/v1/quotes/", "/feed/", "/export/quotes.csv"]


@pytest.fixture
def options():
    """A server of its own, where every account can reach it: root runs it as another."""
    place = Path(tempfile.mkdtemp(prefix="archive-"))
    place.chmod(0o755)
    made = Options(data_dir=place / "pg", system_dir=place, durable=False, keep=True)
    server_for(made).ensure()
    yield made
    upkeep.stop(made, force=True)
    shutil.rmtree(place)


@pytest.fixture
def port(options, tmp_path):
    with running(variables(installed(options, tmp_path), tmp_path)) as (_, port):
        yield port


def installed(options, directory):
    """The address of a database with the five articles, and their index."""
    where = cluster.address(find(options))
    url = f"postgresql://{cluster.ROLE}@/{cluster.DATABASE}?host={where['host']}&port={where['port']}"
    for words in (["migrate", "-v0"], ["import", "fixtures"], ["index", "build"]):
        manage(words, variables(url, directory))
    return url


def variables(url, directory):
    found = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "ARCHIVE_ENV": "dev",
        "DEBUG": "0",
        "API_RATE": "100000/minute",
        "DATABASE_URL": url,
        "ARCHIVE_DATA_DIR": str(directory / "data"),
        "SEARCH_INDEX_DIR": str(directory / "index"),
    }
    manage(["collectstatic", "--noinput", "--verbosity", "0"], found)
    return found


def manage(words, environment):
    subprocess.run([sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, env=environment, check=True)


def start(options):
    home = find(options)
    cluster.start(home, binaries.reachable(options, home.account), options)


@pytest.mark.drill
def test_readers_are_told_at_once_and_served_again_without_a_restart(options, port):
    with Readers(port, PAGES) as readers:
        time.sleep(2)
        assert {code for _, code, _ in readers.since(0)} == {200}
        upkeep.stop(options, force=True)
        stopped = time.monotonic()
        time.sleep(5)
        away = readers.since(stopped)
        assert [status(port, path) for path in ("/livez", "/readyz")] == [200, 503]
        start(options)
        started = time.monotonic()
        time.sleep(10)
    assert len(away) > 20
    assert {code for _, code, _ in away} == {503}
    assert max(seconds for _, _, seconds in away) < 2
    assert {code for _, code, _ in readers.since(started + 5)} == {200}
    assert status(port, "/readyz") == 200


@pytest.mark.drill
def test_the_worker_goes_on_when_the_database_is_back(options, tmp_path):
    url = installed(options, tmp_path)
    words = [sys.executable, "manage.py", "work"]
    worker = subprocess.Popen(words, cwd=settings.BASE_DIR, env=variables(url, tmp_path))
    time.sleep(5)
    upkeep.stop(options, force=True)
    time.sleep(5)
    start(options)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("UPDATE archive_quote SET public_note = 'new'")
        time.sleep(10)
        assert database.execute("SELECT count(*) FROM archive_outbox").fetchone() == (0,)
    worker.terminate()
    assert worker.wait(10) == 0


@pytest.mark.drill
def test_readers_of_a_host_that_does_not_answer_are_told_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://archive@127.0.0.1:{silent.getsockname()[1]}/archive"
        with running(variables(url, tmp_path)) as (_, port):
            began = time.monotonic()
            assert [status(port, path) for path in ("/quotes/", "/livez", "/readyz")] == [503, 200, 503]
            assert time.monotonic() - began < 6  # two seconds for each that asks, and some of this machine's
