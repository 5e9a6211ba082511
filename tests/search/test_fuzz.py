"""Nonsense over HTTP, at size: `make drills`."""

import time
from urllib.parse import urlencode

import pytest

from archive.search.index import building
from tests.bench.corpus import documents
from tests.bench.database import load
from tests.operations.conftest import environment
from tests.operations.web import ask, running
from tests.search.bombs import BOMBS, fuzzed

QUOTES, SECONDS = 100_000, 1.0


def answers(port, texts):
    """For each address, its status and how long it took."""
    for text in texts:
        for page in ("/quotes/", "/articles/", "/quotes/suggest/"):
            address = f"{page}?{urlencode({'q': text}, errors='replace')}"
            started = time.perf_counter()
            with ask(port, address) as response:
                response.read()
                yield address[:120], response.status, time.perf_counter() - started


def wrong(port, texts):
    """Only once the workers are warm."""
    list(answers(port, ["peace", "government", "nothingofthekind"] * 4))
    return [found for found in answers(port, texts) if found[1] >= 500 or found[2] > SECONDS]


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_no_page_fails_or_takes_a_second_whatever_is_asked_at_a_hundred_thousand_quotes(index_dir, tmp_path):
    load(documents(QUOTES))
    building.build()
    with running(environment(tmp_path)) as (_, port):
        assert wrong(port, BOMBS + fuzzed()) == []
