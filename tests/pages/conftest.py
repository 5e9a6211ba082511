import pytest
from django.conf import settings as django_settings
from django.db import transaction

from archive.search.index import building
from archive.search.index.worker import drain
from tests import tables


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The five articles and their index, made once for the module; the rows are taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        tables.fill()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(django_settings, "SEARCH_INDEX_DIR", tmp_path_factory.mktemp("five") / "index")
            settle()
            yield django_settings.SEARCH_INDEX_DIR
        transaction.set_rollback(True)


@pytest.fixture
def five_articles(loaded, settings, index_dir, db):
    """The archive as a newcomer finds it."""
    settings.SEARCH_INDEX_DIR = loaded


def settle():
    """The index holds what the database holds."""
    if building.status().trouble:
        building.build()
    while drain():
        pass
