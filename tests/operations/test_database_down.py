"""PostgreSQL is stopped while readers read, and started again."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings

from archive.localpg import binaries, cluster, upkeep
from archive.localpg.home import find
from archive.localpg.options import Options
from archive.localpg.server import server_for
from tests.operations.web import ask, running

PAGES = ["/quotes/", "/api/v1/quotes/", "/feed/", "/export/quotes.csv"]


@pytest.fixture
def options(tmp_path):
    made = Options(data_dir=tmp_path / "pg", durable=False, keep=True)
    server_for(made).ensure()
    yield made
    upkeep.stop(made, force=True)


@pytest.fixture
def port(options, tmp_path):
    where = cluster.address(find(options))
    url = f"postgresql://{cluster.ROLE}@/{cluster.DATABASE}?host={where['host']}&port={where['port']}"
    environment = {
        **os.environ,
        "ARCHIVE_ENV": "dev",
        "DEBUG": "0",
        "DATABASE_URL": url,
        "ARCHIVE_DATA_DIR": str(tmp_path / "data"),
        "SEARCH_INDEX_DIR": str(tmp_path / "index"),
    }
    for words in (["migrate"], ["import", "fixtures"], ["index", "build"], ["collectstatic", "--noinput"]):
        manage(words, environment)
    with running(environment) as (_, port):
        yield port


def manage(words, environment):
    subprocess.run([sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, env=environment, check=True)


def status(port, path):
    started = time.monotonic()
    with ask(port, path) as response:
        response.read()
        return response.status, time.monotonic() - started


def statuses(port):
    return {path: status(port, path)[0] for path in PAGES}


@pytest.mark.drill
def test_readers_are_told_at_once_and_served_again_without_a_restart(options, port):
    assert statuses(port) == dict.fromkeys(PAGES, 200)
    upkeep.stop(options, force=True)
    for path in PAGES:
        code, seconds = status(port, path)
        assert (code, seconds < 2) == (503, True), path
    assert [status(port, path)[0] for path in ("/livez", "/readyz")] == [200, 503]
    home = find(options)
    cluster.start(home, binaries.reachable(options, home.account), options)
    time.sleep(2)
    assert statuses(port) == dict.fromkeys(PAGES, 200)
    assert status(port, "/readyz")[0] == 200
