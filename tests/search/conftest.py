import pytest

from archive.models import Outbox


@pytest.fixture(params=["postgres"])
def engine(request):
    return request.param


@pytest.fixture
def index(engine):
    """Brings the engine up to date with the database."""

    def index():
        Outbox.objects.all().delete()

    return index
