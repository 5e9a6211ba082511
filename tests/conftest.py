"""What every test may ask for. Rows are made by tests/builders.py."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import urllib3
from django.db import transaction
from django.test import TransactionTestCase
from pytest_django.fixtures import Settings

from archive.search.index.building import build
from tests import tables
from tests.opensearch import nodes

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "NO CHROMIUM FOUND: the browser tests did not run. Install it and try again:  sudo apt-get install chromium"
TransactionTestCase._fixture_teardown = lambda self: tables.empty()
# What takes minutes begins first, so that all workers end together.
LONG = ("tests/operations/", "tests/localpg/", "tests/browser/", "tests/test_serve.py", "tests/admin/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Of a new checkout each module is compiled for its asserts: another process begins with the last, and shares the work."""
    config = session.config
    if (
        os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
        or config.args_source != config.ArgsSource.TESTPATHS
    ):
        return
    for path in sorted(config.rootpath.glob("tests/**/test_*.py"), reverse=True):
        with suppress(Exception):  # told when it is collected
            import_module(".".join(path.relative_to(config.rootpath).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_collection_finish() -> None:
    """What is imported stays: nobody looks through it for garbage again and again, least of all while tables are made.

    And seldom through what tests make: hardly any of it needs a search to be thrown away.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CHROMIUM:
        terminalreporter.write_sep("!", NO_BROWSER, red=True, bold=True)
    if why := _no_opensearch():
        terminalreporter.write_sep("-", f"No OpenSearch, its tests did not run: {why}", yellow=True)


def _no_opensearch() -> str:
    return "" if os.environ.get("OPENSEARCH_TEST_URL") else nodes.missing()


def pytest_sessionfinish(session: pytest.Session) -> None:
    without_browser = not CHROMIUM and os.environ.get("REQUIRE_BROWSER")
    if without_browser or (_no_opensearch() and os.environ.get("REQUIRE_OPENSEARCH")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A run that was killed may have left rows."""
    with django_db_blocker.unblock():
        tables.empty()


@pytest.fixture(scope="session", autouse=True)
def soon_thrown_away() -> Iterator[None]:
    """Nothing that tests write waits for the disk, of which an index asks eleven times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session")
def unused_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("indexes")
    return (place / str(number) for number in count())


@pytest.fixture(autouse=True)
def index_dir(settings: Settings, unused_names: Iterator[Path]) -> Path:
    """Each test has an index directory of its own, so that none sees another's quotes; it is made by who needs it.

    Nothing that every test has may ask for `tmp_path`: that makes a directory and a link, which takes longer than most tests.
    """
    settings.SEARCH_INDEX_DIR = next(unused_names)
    return settings.SEARCH_INDEX_DIR


@pytest.fixture(scope="session")
def search_server() -> Iterator[str]:
    """A search node that is there already, else one of our own."""
    if url := os.environ.get("OPENSEARCH_TEST_URL"):
        yield url
        return
    if why := nodes.missing():
        pytest.skip(why)
    with nodes.running() as [node]:
        yield node.url


@pytest.fixture
def opensearch(search_server: str, settings: Settings) -> Iterator[str]:
    """The index of this test is there, under a prefix of its own."""
    settings.OPENSEARCH_URLS = (search_server,)
    settings.OPENSEARCH_PREFIX = f"test-{token_hex(6)}"
    yield search_server
    urllib3.request("DELETE", f"{search_server}/{settings.OPENSEARCH_PREFIX}-*")


@pytest.fixture(scope="module")
def five_articles(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The content of fixtures/, loaded once for a module and taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        tables.fill()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def index(db: None, index_dir: Path) -> None:
    """An index of what is published now."""
    build()
