"""What PostgreSQL answers from is read once by the worker: a server that was just started has none of it in memory."""

import pytest
from django.db import OperationalError, connection

from archive.models import SearchedArticle, SearchedQuote
from archive.search.index import building, projection, warmth
from archive.search.index.warmth import Warmth
from archive.search.index.worker import Worker
from tests.builders import make_quote

pytestmark = pytest.mark.django_db

ROWS = 40


@pytest.fixture(autouse=True)
def quotes(index_dir):
    for number in range(ROWS):
        make_quote(f"Fuel is dear in place {number}. " + " ".join(f"w{number}x{n}" for n in range(40)))
    for _ in projection.fill():
        pass


def rows_read(model):
    """By going through its pages, as this transaction knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = %s", [model._meta.db_table]
        )
        return cursor.fetchone()[0]


def pages():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(%s) / current_setting('block_size')::int", [SearchedQuote._meta.db_table]
        )
        return cursor.fetchone()[0]


def read_all(go_on):
    return list(iter(go_on, 0))


def test_each_row_is_read_once_whatever_the_size_of_the_pieces(monkeypatch):
    monkeypatch.setattr(warmth, "PAGES", 2)
    quotes, articles = rows_read(SearchedQuote), rows_read(SearchedArticle)
    reader = Warmth()
    assert len(read_all(reader.go_on)) > 3
    assert rows_read(SearchedQuote) == quotes + ROWS
    assert rows_read(SearchedArticle) == articles + SearchedArticle.objects.count()
    assert reader.go_on() == 0


def test_no_more_is_read_than_memory_keeps_and_the_newest_of_it(monkeypatch):
    assert pages() > 3
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL effective_cache_size = 2")
    read = []
    monkeypatch.setattr(warmth, "_read", lambda *piece: read.append(piece))
    assert read_all(Warmth().go_on) == [2]
    assert read == [(SearchedQuote, pages() - 2, pages())]


def test_a_worker_at_rest_reads_it():
    building.build()
    worker, before = Worker(), rows_read(SearchedQuote)
    while worker.step() or worker.rest():
        pass
    assert rows_read(SearchedQuote) >= before + ROWS


def test_a_worker_that_builds_a_lost_index_reads_it_meanwhile():
    """A build of a million quotes takes a quarter of an hour."""
    before = rows_read(SearchedQuote)
    worker = Worker()
    worker.step()
    assert worker.trouble == ""
    assert rows_read(SearchedQuote) >= before + ROWS


def test_it_is_read_anew_when_the_server_was_away(monkeypatch):
    worker, asked = Worker(), []

    def turn(self, pause):
        asked.append(len(read_all(self._warmth.go_on)))
        raise OperationalError

    monkeypatch.setattr(Worker, "turn", turn)
    for _ in range(2):
        with pytest.raises(OperationalError):
            worker.run()
    assert all(asked)
    assert len(asked) == 2
