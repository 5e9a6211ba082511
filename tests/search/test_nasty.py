"""What is printed finds its card, counts are what their links find, and the index is what the rows say after whatever happened."""

import random
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from archive.models import Quote
from archive.query.filters import read_quotes
from archive.search.contract import FILTERS
from archive.search.finding import ask
from archive.search.index import building
from archive.search.index.documents import all_documents
from archive.search.index.worker import drain
from tests.nasty import DEEDS, nasty_quote
from tests.search.conftest import ENGINES
from tests.search.drill_worker import drained, worker
from tests.search.printed import ids, missed

MANY = [0, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(1, 60))]


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("seed", MANY)
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_every_word_and_every_three_words_on_a_card_find_it(seed, index):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(8)]
    index()
    assert {
        quote.pk: lost for quote in quotes if (lost := missed(quote, looked_for=2000 if seed else 15))
    } == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("seed", MANY)
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_every_count_is_what_its_link_finds(seed, index):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(12)]
    index()
    rng.choice(DEEDS)(rng, rng.choice(quotes), [timezone.now()])
    words = rng.choice(["", "denied", "the"])
    counts = ask(read_quotes(QueryDict(urlencode({"q": words}))), 0, 0, FILTERS).facets
    clicked = {
        (name, value): ask(read_quotes(QueryDict(urlencode({"q": words, name: value}))), 0, 0).total
        for name, values in counts.items()
        for value in values
    }
    assert clicked == {(name, value): n for name, values in counts.items() for value, n in values.items()}


def holding(word):
    return {d.id for d in all_documents() if any(word in part.lower() for part in (d.words, *d.about))}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", MANY)
def test_whatever_happens_the_index_is_what_the_rows_say(seed, index_dir):
    happen(seed)


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(100, 112))
def test_the_same_with_a_worker_beside(seed, index_dir):
    building.build()
    with worker(index_dir):
        happen(seed, brought=drained)


def happen(seed, brought=lambda: None):
    rng = random.Random(seed)
    quotes = [nasty_quote(rng) for _ in range(6)]
    building.build()
    times = [timezone.now()]
    for _ in range(25):
        rng.choice(DEEDS)(rng, Quote.objects.get(pk=rng.choice(quotes).pk), times)
        times.append(timezone.now())
        connection.close()
        assert set(ids("żółć OR yo-jong OR neill")) <= holding("żółć") | holding("yo-jong") | holding("neill")
        if rng.random() < 0.4:
            brought()
            while drain():
                pass
            assert building.check() == building.Check(compared=len(list(all_documents())))
