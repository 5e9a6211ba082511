import pytest

from archive.models import Outbox
from archive.search.index import building as index_module
from archive.search.index import projection
from archive.search.index.worker import drain

ENGINES = ["whoosh", "postgres", "opensearch"]


# What the worker does to a node stands in test_opensearch.py; the drills put the whole contract to it, too.
BY_THE_WORKER = [
    "whoosh, by the worker",
    pytest.param("opensearch, by the worker", marks=pytest.mark.drill),
]


@pytest.fixture(params=[*ENGINES, *BY_THE_WORKER])
def engine(request, index_dir, caplog):
    """Which engine answers; in the end, whether it was that one which did."""
    if request.param.startswith("opensearch"):
        request.getfixturevalue("opensearch")
    yield request.param
    if request.param != "postgres":
        assert "PostgreSQL answers" not in caplog.text


@pytest.fixture
def index(engine):
    """Brings the engine up to date with the database."""
    if engine.endswith("worker"):
        index_module.build()

    def update():
        if engine == "postgres":
            for _ in projection.fill():
                pass
            Outbox.objects.all().delete()
        elif engine in ENGINES:
            index_module.build()
        else:
            while drain():
                pass

    return update


@pytest.fixture
def patient(monkeypatch):
    """What is found, however busy the machine is."""
    monkeypatch.setattr("archive.search.contract.DEADLINE_SECONDS", 30.0)
