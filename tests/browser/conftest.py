import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from archive.search.index import building
from tests import tables
from tests.browser.chromium import launched, opened
from tests.browser.site import go_wrong


@pytest.fixture(scope="session", autouse=True)
def browser(django_db_setup):
    """Started before all else that a test wants: a connection to the database belongs to an event loop or to none."""
    with launched() as chromium:
        yield chromium.browser


@pytest.fixture
def page():
    """It may use the clipboard."""
    with opened(permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.fixture
def plain():
    """A page on which no script runs."""
    with opened(java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="module")
def served(django_db_setup, django_db_blocker, tmp_path_factory):
    """The five articles, loaded and served once for a module whose tests only read: address, index directory.

    Such a module is marked with django_db: pytest-django makes the test database for marked tests only.
    """
    assert connection.settings_dict["NAME"].startswith("test_")
    directory = tmp_path_factory.mktemp("served") / "index"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "SEARCH_INDEX_DIR", directory)
        tables.fill()
        go_wrong()
        building.build()
        server = LiveServer("127.0.0.1")
        yield server.url, directory
        server.stop()
        tables.empty()


@pytest.fixture(scope="module")
def demo_served(django_db_setup, django_db_blocker, tmp_path_factory):
    """The same of a made-up archive, for a module that looks at pages of some size."""
    directory = tmp_path_factory.mktemp("demo") / "index"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "SEARCH_INDEX_DIR", directory)
        call_command("demo", quotes=400, verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.url, directory
        server.stop()
        tables.empty()


@pytest.fixture
def demo(demo_served, settings, index_dir):
    settings.SEARCH_INDEX_DIR = demo_served[1]
    return demo_served[0]


@pytest.fixture
def site(served, settings, index_dir):
    """The address of the home page, without its slash."""
    settings.SEARCH_INDEX_DIR = served[1]
    settings.ROOT_URLCONF = "tests.browser.wrong_urls"
    return served[0]
