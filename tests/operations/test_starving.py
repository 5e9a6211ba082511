"""Nobody who sends, reads or guesses slowly or often keeps others from reading."""

import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
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
HALF = "GET /quotes/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SLOW = "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000\r\n\r\na"
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
    asked = time.monotonic()
    with ask(port, path) as response:
        response.read()
        assert response.status == 200
    return time.monotonic() - asked


@pytest.mark.parametrize("proxy", PROXIES)
@pytest.mark.parametrize(
    ("request_", "number"), [(HALF, 40), (SLOW, 40), (UNREAD, 14)], ids=["half", "slow", "unread"]
)
def test_slow_clients_behind_a_proxy_keep_nobody_from_reading(site, tmp_path, proxy, request_, number):
    if missing(proxy):
        pytest.skip(f"{proxy} is not installed")
    with in_front(proxy, tmp_path / proxy, site) as port, holding(port, request_, number):
        assert max(seconds(port, path) for path in ("/livez", "/quotes/?q=peace", "/livez", "/")) < 5


@contextmanager
def guessing(port, number):
    """Whoever guesses has a machine of his own; here at least a process, so that the two do not wait for each other."""
    words = [sys.executable, "-m", "tests.operations.guessing", str(port), str(number)]
    process = subprocess.Popen(
        words, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    time.sleep(2)
    try:
        yield
    finally:
        sys.stderr.write(f"asked {process.communicate()[0].strip()} times; ")


def p95(port, number=40):
    return quantiles([seconds(port, f"/quotes/?q=peace&page={n % 5 + 1}") for n in range(number)], n=20)[-1]


def beside(port):
    with guessing(port, 30):
        return p95(port)


@pytest.mark.parametrize("login_rate", ["60/minute", "off"], ids=["one address", "many addresses"])
def test_thirty_who_guess_passwords_at_most_double_what_readers_wait(site):
    """In pairs, since other work on the machine comes and goes."""
    get_user_model().objects.create_superuser("ada", password="correct horse battery")
    p95(site)
    pairs = [(p95(site), beside(site)) for _ in range(5)]
    told = ", ".join(f"{alone:.3f} s → {there:.3f} s" for alone, there in pairs)
    sys.stderr.write(f"p95: {told}\n")
    assert median(there / alone for alone, there in pairs) < 2, told
