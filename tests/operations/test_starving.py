"""Nobody who sends, reads or guesses slowly or often keeps others from reading."""

import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from statistics import median, quantiles

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from archive.search.index import building
from tests.operations.conftest import environment, with_static_files
from tests.operations.many import make_many
from tests.operations.proxies import PROXIES, in_front, missing
from tests.operations.web import ask, running

pytestmark = pytest.mark.drill
# Of one address only so much is answered a minute.
READERS = cycle(f"127.0.0.{number}" for number in range(100, 120))
HALF = "GET /quotes/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SLOW = "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000\r\n\r\na"
IN_CHUNKS = "POST /follow/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\na"
FREEZING = "POST /searches/?q=peace HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n\r\ntitle="
UNREAD_LIST = "GET /api/v1/quotes/?limit=200 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
UNREAD = "GET /export/quotes.jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def login_rate():
    return "60/minute"


@pytest.fixture
def site(transactional_db, tmp_path, settings, login_rate):
    """The port of a web server with the limits of production."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(3000)
    building.build()
    limits = {
        "EXPORTS_AT_ONCE": "2",
        "ARCHIVE_DATA_DIR": str(tmp_path),
        "API_RATE": "off",
        "LOGIN_RATE": login_rate,
    }
    variables = with_static_files({**environment(tmp_path), **limits})
    worker = "--worker-class=archive.operations.web_worker.WebWorker"
    with running(variables, "--threads=8", worker) as (_, port):
        yield port


@contextmanager
def holding(port, request, number):
    with ExitStack() as stack:
        for _ in range(number):
            held = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            held.sendall(request.encode())
        time.sleep(2)
        yield


def seconds(port, path="/livez"):
    started = time.monotonic()
    with ask(port, path, partial(HTTPConnection, source_address=(next(READERS), 0))) as response:
        response.read()
        assert response.status == 200
    return time.monotonic() - started


@pytest.mark.parametrize("proxy", PROXIES)
@pytest.mark.parametrize(
    ("request_", "number"),
    [(HALF, 40), (SLOW, 40), (UNREAD, 14), (IN_CHUNKS, 40), (FREEZING, 40), (UNREAD_LIST, 40)],
    ids=["half", "slow", "unread", "in chunks", "freezing", "an unread list"],
)
def test_slow_clients_behind_a_proxy_keep_nobody_from_reading(site, tmp_path, proxy, request_, number):
    if missing(proxy):
        pytest.skip(f"{proxy} is not installed")
    with in_front(proxy, tmp_path / proxy, site) as port, holding(port, request_, number):
        assert max(seconds(port, path) for path in ("/livez", "/quotes/?q=peace", "/livez", "/")) < 5


@contextmanager
def beside(port, what, number):
    """Whoever guesses or crawls has a machine of his own; here at least a process, so that the two do not wait for each other."""
    words = [sys.executable, "-m", f"tests.operations.{what}", str(port), str(number)]
    process = subprocess.Popen(
        words, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    time.sleep(2)
    try:
        yield
    finally:
        sys.stderr.write(f"answered {process.communicate()[0].strip()}; ")


def p95(port, number=40):
    return quantiles(asked(port, number), n=20)[-1]


def asked(port, number):
    return [seconds(port, f"/quotes/?q=peace&page={n % 5 + 1}") for n in range(number)]


@pytest.mark.parametrize("login_rate", ["60/minute", "off"], ids=["one address", "many addresses"])
def test_thirty_who_guess_passwords_at_most_double_what_readers_wait(site):
    """In pairs, since other work on the machine comes and goes."""
    get_user_model().objects.create_superuser("ada", password="correct horse battery")
    p95(site)
    pairs = in_pairs(lambda: p95(site), lambda: beside(site, "guessing", 30))
    sys.stderr.write(f"p95: {as_text(pairs)}\n")
    assert median(there / alone for alone, there in pairs) < 2, pairs


def in_pairs(measure, disturbed, number=5):
    """Alone and disturbed by turns."""
    found = []
    for _ in range(number):
        alone = measure()
        with disturbed():
            found.append((alone, measure()))
    return found


def as_text(pairs):
    return ", ".join(f"{alone:.3f} s → {there:.3f} s" for alone, there in pairs)


@pytest.fixture
def crawled(transactional_db, tmp_path, settings):
    """The port of a server as in production, where readers are as many clients as they are."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(3000)
    building.build()
    rates = {"PAGE_RATE": "600/minute", "SEARCH_RATE": "240/minute", "EXPORT_RATE": "60/minute"}
    few = {"EXPORTS_AT_ONCE": "2", "REQUESTS_AT_ONCE": "2", "ARCHIVE_DATA_DIR": str(tmp_path)}
    variables = with_static_files({**environment(tmp_path), **rates, **few})
    worker = "--worker-class=archive.operations.web_worker.WebWorker"
    with running(variables, "--workers=3", "--threads=8", worker) as (_, port):
        yield port


def test_one_client_with_fifty_requests_at_once_at_most_doubles_what_others_wait(crawled):
    """From the first requests until the rate refuses the rest."""
    asked(crawled, 100)
    pairs = in_pairs(lambda: asked(crawled, 100), lambda: beside(crawled, "crawling", 50))
    for share in (50, 95):
        told = [tuple(quantiles(times, n=100)[share - 1] for times in pair) for pair in pairs]
        sys.stderr.write(f"p{share}: {as_text(told)}\n")
        assert median(there / alone for alone, there in told) < 2
