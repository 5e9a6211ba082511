"""Nobody who sends, reads or guesses slowly or often keeps others from reading."""

import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from statistics import quantiles
from threading import Event

import pytest
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
def site(transactional_db, tmp_path, settings):
    """The port of a web server with the limits of production."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    make_many(3000)
    building.build()
    limits = {"EXPORTS_AT_ONCE": "2", "ARCHIVE_DATA_DIR": str(tmp_path), "API_RATE": "off"}
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


def guess(port, stopped):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    tries = 0
    while not stopped.is_set():
        connection.request("GET", "/admin/login/")
        page = connection.getresponse()
        if page.status in {429, 503}:
            page.read()
            continue
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = page.read().decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        body = f"csrfmiddlewaretoken={token}&username=ada&password=wrong{tries}"
        connection.request(
            "POST", "/admin/login/", body,
            {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert connection.getresponse().read()
        tries += 1
    connection.close()
    return tries


def p95(port, number=40):
    return quantiles([seconds(port, f"/quotes/?q=peace&page={n % 5 + 1}") for n in range(number)], n=20)[-1]


def test_thirty_who_guess_passwords_at_most_double_what_readers_wait(site):
    get_user_model().objects.create_superuser("ada", password="correct horse battery")
    p95(site)
    alone, stopped = p95(site), Event()
    with ThreadPoolExecutor(30) as pool:
        guessing = [pool.submit(guess, site, stopped) for _ in range(30)]
        time.sleep(3)
        try:
            beside = p95(site)
        finally:
            stopped.set()
        tried = sum(each.result() for each in guessing)
    sys.stderr.write(f"p95 {alone:.3f} s alone, {beside:.3f} s beside {tried} guesses\n")
    assert beside < max(2 * alone, 0.3), f"p95 {alone:.3f} s alone, {beside:.3f} s beside {tried} guesses"
