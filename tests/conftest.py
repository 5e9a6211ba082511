"""What every test may ask for. Rows are made by tests/builders.py."""

import os
import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "NO CHROMIUM FOUND: the browser tests did not run. Install it and try again:  sudo apt-get install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CHROMIUM:
        terminalreporter.write_sep("!", NO_BROWSER, red=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not CHROMIUM and os.environ.get("REQUIRE_BROWSER"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def index_dir(settings: Settings, tmp_path: Path) -> Path:
    """Each test has an index directory of its own, so that none sees another's quotes."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    return tmp_path / "index"
