"""How long a search may take: the index by its work, PostgreSQL by the clock."""

from dataclasses import replace
from datetime import date
from time import monotonic, sleep, thread_time

import pytest
from django.db import connection

from archive.models import Epoch, Outbox
from archive.query import QuoteQuery
from archive.search import find
from archive.search.contract import QUOTES, Request, TooBroadError
from archive.search.engines import postgres
from archive.search.engines.postgres import PostgresEngine, within_deadline
from archive.search.index import projection
from archive.search.language import EVERYTHING
from tests.builders import make_article, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


def timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


def test_a_query_that_runs_too_long_is_ended_and_refused():
    started = monotonic()
    request = Request(QuoteQuery(), EVERYTHING, deadline=started + 0.2)
    with (
        pytest.raises(TooBroadError, match="too broad"),
        within_deadline(request),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(60)")
    assert monotonic() - started < 30
    assert timeout() == "0"


def test_the_index_counts_work_and_not_the_time_that_a_busy_machine_lets_it_wait():
    request = Request(QuoteQuery(), EVERYTHING)
    sleep(1.1)
    request.check_work()
    with pytest.raises(TooBroadError, match="too broad"):
        replace(request, worked=thread_time() - 2).check_work()


def test_no_query_begins_after_the_deadline():
    with pytest.raises(TooBroadError):
        PostgresEngine().answer(QUOTES, Request(QuoteQuery(), EVERYTHING, deadline=monotonic() - 1))


def test_counts_that_come_too_late_are_left_out(monkeypatch):
    def slowly(*asked):
        raise TooBroadError

    make_quote()
    monkeypatch.setattr("archive.search.engines.postgres._counted", slowly)
    found = find(QuoteQuery(), facets=["kind"])
    assert (found.total, found.facets) == (1, {"kind": {}})
    assert "may lack numbers" in found.notice


def test_the_limit_ends_with_the_search():
    make_quote()
    assert find(QuoteQuery(q="peace")).total == 1
    assert timeout() == "0"


def test_the_database_stems_as_the_index_does():
    make_quote("a universe of its own")
    assert find(QuoteQuery(q="university")).total == 0
    assert find(QuoteQuery(q="universes")).total == 1


def test_a_large_archive_whose_rows_are_not_there_yet_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr("archive.search.index.projection.AT_ONCE", 0)
    make_quote()
    answer = client.get("/quotes/?q=peace")
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "Search is resting" in answer.content.decode()


def test_rows_of_an_older_release_answer_until_they_are_written_anew(monkeypatch):
    quote = make_quote()
    for _ in projection.fill():
        pass
    Outbox.objects.all().delete()
    Epoch.objects.update(searched="0.0.0")
    monkeypatch.setattr("archive.search.index.projection.AT_ONCE", 0)
    assert find(QuoteQuery(q="peace")).ids == [quote.pk]
    assert not projection.is_whole()


def test_what_is_too_much_to_catch_up_with_is_left_out(monkeypatch):
    quote = make_quote()
    for _ in projection.fill():
        pass
    Outbox.objects.all().delete()
    make_quote("Peace is far")
    monkeypatch.setattr("archive.search.index.projection.AT_ONCE", 0)
    assert find(QuoteQuery(q="peace")).ids == [quote.pk]


def test_a_walk_that_nobody_ends_asks_nothing_more_of_the_database(django_assert_num_queries):
    """A client may ask for the heads of a file alone, and what it leaves ends at any moment."""
    make_quote(), make_quote()
    walked, _ = PostgresEngine().walk(Request(QuoteQuery(), EVERYTHING))
    next(walked)
    with django_assert_num_queries(0):
        del walked


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_walk_in_steps_gives_each_quote_once_in_order(monkeypatch, sort):
    monkeypatch.setattr(postgres, "STEP", 2)
    for day in (1, 2, 2, 2, 3):
        make_quote(said=date(2024, 6, day))
    for number in range(3):
        undated = make_article(f"Undated {number}\n\n“Peace is near,” Ada said.\n", published_on=None)
        make_quote(article=undated, said=None)
    request = Request(QuoteQuery(sort=sort), EVERYTHING, stop=100)
    walked, _ = PostgresEngine().walk(request)
    assert list(walked) == PostgresEngine().answer(QUOTES, request).ids
