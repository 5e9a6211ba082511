"""What the first page of results costs a reader who was never here: from a server as in production."""

import subprocess
import sys
from itertools import product

import pytest
from django.conf import settings

from tests.browser.chromium import opened
from tests.operations.conftest import environment
from tests.operations.web import running

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LIMIT = 60_000
WATCH = """window.moved = []; new PerformanceObserver((list) => moved.push(...list.getEntries().map((e) => e.value)))
  .observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def server(served, tmp_path_factory):
    """The pages of the module's archive, compressed and hashed, from a process of its own."""
    directory = tmp_path_factory.mktemp("weight")
    variables = environment(directory) | {
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "ARCHIVE_ENV": "tryout",
        "ARCHIVE_DATA_DIR": str(directory),
        "SEARCH_INDEX_DIR": str(served[1]),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=variables, check=True, capture_output=True)
    with running(variables) as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page():
    """A page in a browser that has nothing stored, and what its network tells: bytes and addresses."""
    with opened({"width": 1280, "height": 900}) as page:
        page.add_init_script(WATCH)
        yield page


def transferred(page, address):
    """Bytes on the wire, headers included, by the address that they came from."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    names, sizes = {}, {}
    network.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    network.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    return {names[request]: size for request, size in sizes.items()}


def test_the_first_page_of_results_is_light_and_asks_no_other_host(page, server):
    for query in ("", "?q=Korea", "?q=Korea&view=timeline", "?country=US&said_from=2024-06"):
        sizes = transferred(page, f"{server}/quotes/{query}")
        assert {name.rsplit(".", 1)[-1] for name in sizes} >= {"css", "js", "woff2"}, query
        assert all(name.startswith(server) for name in sizes), query
        assert sum(sizes.values()) < LIMIT, sizes


def test_nothing_moves_while_a_page_loads(page, server):
    addresses = ["/", "/quotes/?q=Korea", "/timeline/", "/compare/?a.country=KP&b.country=KR"]
    for width, address in product([320, 1280], addresses):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(server + address)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(300)
        assert page.evaluate("moved") == [], (width, address)
