"""A hundred readers at once, each asking one page after the other."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import quantiles

import pytest
from django.conf import settings

from archive.models import Quote
from archive.search.index import building
from tests.operations.conftest import environment, with_static_files
from tests.operations.many import make_many
from tests.operations.web import running

pytestmark = pytest.mark.drill
READERS = 100
# Searches, pages, feeds: as many different ones as no memory of a process holds.
ADDRESSES = (
    "/quotes/?q=peace&page={}",
    "/quotes/?q=talks+{}",
    "{quote}",
    "/quotes/?q=grain+OR+gas&said_from=2014-01-{:02}",
    "/feed/?q=vote+{}",
    "/timeline/?q=summit+{}",
    "/",
    "/speakers/?page={}",
)


@pytest.fixture
def site(transactional_db, tmp_path, settings):
    """A server as in production, its process and port."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(3000)
    building.build()
    variables = with_static_files({**environment(tmp_path), "ARCHIVE_DATA_DIR": str(tmp_path)})
    worker = "--worker-class=archive.operations.web_worker.WebWorker"
    with running(variables, "--workers=3", "--threads=8", worker) as server:
        yield server


@pytest.fixture
def addresses(site):
    quotes = enumerate(Quote.objects.all()[:28], 1)
    return "\n".join(
        each.format(number, quote=quote.get_absolute_url()) for number, quote in quotes for each in ADDRESSES
    )


def asked(port, addresses, seconds, *known):
    """Answers a second, how many of each status, and p95."""
    words = [sys.executable, "-m", "tests.operations.connections", str(port), str(READERS), str(seconds)]
    done = subprocess.run(
        [*words, *known],
        input=addresses,
        cwd=settings.BASE_DIR,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answers = json.loads(done.stdout)
    p95 = quantiles(answers["times"], n=20)[-1]
    sys.stderr.write(
        f"{len(answers['times']) / seconds:.0f} a second, {answers['statuses']}, p95 {p95:.2f} s; "
    )
    return len(answers["times"]) / seconds, answers["statuses"], p95


def megabytes(process):
    """Of the server's processes together."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    pages = (Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0] for pid in children)
    return sum(map(int, pages)) / 1024


def test_a_hundred_connections_see_no_error_and_memory_stays(site, addresses):
    process, port = site
    asked(port, addresses, 10)
    before = megabytes(process)
    rate, statuses, p95 = asked(port, addresses, 60)
    after = megabytes(process)
    known_rate, known, _ = asked(port, addresses, 20, "known")
    sys.stderr.write(f"{before:.0f} → {after:.0f} MB\n")
    assert {*statuses} == {"200"}
    assert {*known} <= {"200", "304"}
    assert p95 < 1
    assert after < before * 1.2
    assert known_rate > 10 * rate
