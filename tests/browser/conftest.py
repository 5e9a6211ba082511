import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from archive.search.index import building
from tests.browser.chromium import launched
from tests.browser.site import go_wrong


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(django_db_setup, django_db_blocker, tmp_path_factory):
    """The five articles, loaded and served once for a module whose tests only read: address, index directory.

    Such a module is marked with django_db: pytest-django makes the test database for marked tests only.
    """
    assert connection.settings_dict["NAME"].startswith("test_")
    directory = tmp_path_factory.mktemp("served") / "index"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "SEARCH_INDEX_DIR", directory)
        call_command("import", django_settings.BASE_DIR / "fixtures", verbosity=0)
        go_wrong()
        building.build()
        server = LiveServer("127.0.0.1")
        yield server.url, directory
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


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
        call_command("flush", interactive=False, verbosity=0)


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
