"""Downloads of a large archive from a web server in a process of its own."""

import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from archive.search.index import building
from tests.operations.conftest import environment
from tests.operations.many import make_many
from tests.operations.web import ask, running, worker_of

QUOTES = 100_000


@pytest.fixture
def serve(transactional_db, tmp_path, settings):
    """Serves that many quotes: gives the port, and the process that answers on it."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    with ExitStack() as stack:
        yield lambda quotes: stack.enter_context(serving(quotes, tmp_path))


@contextmanager
def serving(quotes, tmp_path):
    make_many(quotes)
    building.build()
    with running(environment(tmp_path)) as (process, port):
        yield port, worker_of(process)


def own_megabytes(pid):
    """Without the pages of the index's files, which all processes share and the system may take back."""
    return int(Path(f"/proc/{pid}/status").read_text().split("RssAnon:")[1].split()[0]) / 1024


def busy_connections():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchone()[0]


@pytest.mark.drill
def test_a_hundred_thousand_quotes_stream_in_flat_memory(serve):
    port, pid = serve(QUOTES)
    with ask(port, "/export/quotes.csv?id=1") as response:
        response.read()
    started = time.monotonic()
    rows = peak = 0
    with ask(port, "/export/quotes.csv") as response:
        first_byte = response.read(100) and time.monotonic() - started
        while block := response.read(1 << 20):
            rows, peak = rows + block.count(b"\r\n"), max(peak, own_megabytes(pid))
    seconds = time.monotonic() - started
    assert rows == QUOTES + 1
    assert (peak < 150, first_byte < 0.3, seconds < 60) == (True, True, True), (peak, first_byte, seconds)


@pytest.mark.drill
def test_a_client_that_goes_away_frees_its_connection(serve):
    port, _ = serve(20_000)
    for _ in range(8):
        with ask(port, "/export/quotes.csv") as response:
            response.read(200_000)
    time.sleep(5)
    assert busy_connections() == 0
    with ask(port, "/export/quotes.csv?id=1") as response:
        assert response.status == 200
