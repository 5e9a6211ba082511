"""The engine on a real OpenSearch node: what only servers that several hosts share can do or suffer."""

import json
import random
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from secrets import token_hex

import pytest
import urllib3
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from archive import env
from archive.models import Epoch, Outbox
from archive.query import QuoteQuery
from archive.search import completions, did_you_mean, find, status
from archive.search.contract import (
    FACETS,
    QUOTES,
    IndexAwayError,
    IndexUnavailableError,
    NewerIndexError,
    Request,
)
from archive.search.engines import forget, index_engine
from archive.search.engines.opensearch import client as client_module
from archive.search.engines.opensearch.client import Client
from archive.search.engines.opensearch.index import OpenSearchIndex
from archive.search.engines.whoosh.index import WhooshIndex
from archive.search.index import building
from archive.search.index.worker import Worker, drain
from archive.search.language import parse, simplify
from tests.bench.corpus import documents
from tests.builders import make_quote, make_speaker
from tests.search.test_equality import queries

SIZE = 1_000


# Against the Whoosh index


@pytest.fixture(scope="module")
def corpus():
    return list(documents(SIZE))


@pytest.fixture(scope="module")
def both(search_server, corpus, tmp_path_factory):
    """Two indexes of the same documents."""
    prefix = f"test-{token_hex(6)}"
    found = (
        OpenSearchIndex(Client((search_server,), seconds=30), prefix, 1, 1),
        WhooshIndex(tmp_path_factory.mktemp("whoosh")),
    )
    for index in found:
        with index.building(1) as new:
            new.add(QUOTES, iter(corpus))
            new.publish("same", 1, {})
    yield found
    urllib3.request("DELETE", f"{search_server}/{prefix}-*")


def answers(both, **asked):
    return [index.answer(QUOTES, Request(epoch="same", **asked)) for index in both]


def test_what_is_found_counted_and_ordered_by_date_is_the_same(both, corpus):
    for at, text in enumerate(queries(corpus)):
        query, facets = QuoteQuery(sort=("newest", "oldest")[at % 2]), ("speaker", "country", "period")
        ours, whoosh = answers(both, query=query, tree=simplify(parse(text)), stop=SIZE, facets=facets)
        assert (ours.ids, ours.total, ours.facets) == (whoosh.ids, whoosh.total, whoosh.facets), text


def test_the_first_by_relevance_are_nearly_the_same(both, corpus):
    shared = []
    for text in queries(corpus):
        ours, whoosh = answers(both, query=QuoteQuery(sort="relevance"), tree=simplify(parse(text)), stop=10)
        if whoosh.ids:
            shared.append(len({*ours.ids} & {*whoosh.ids}) / len(whoosh.ids))
    assert sum(shared) / len(shared) > 0.9


def test_every_facet_is_the_same_whatever_is_selected(both, corpus):
    rng = random.Random(1)
    for _ in range(25):
        document = rng.choice(corpus)
        chosen = {name: document.facets[name][:1] for name in rng.sample(["speaker", "country", "kind"], 2)}
        query = QuoteQuery(**chosen)
        for most in (None, 0, 5):
            asked = {
                "query": query,
                "tree": simplify(parse("the")),
                "stop": 0,
                "facets": FACETS,
                "most": most,
            }
            ours, whoosh = answers(both, **asked)
            assert (ours.total, ours.facets) == (whoosh.total, whoosh.facets)
            many = [[one.facets[name].many for name in FACETS] for one in (ours, whoosh)]
            assert many[0] == many[1]


def test_words_are_the_same(both, corpus):
    words = ["sanctions", "zebrafish", *corpus[0].words.lower().split()[:20]]
    ours, whoosh = (index.frequencies("same", words) for index in both)
    assert ours == whoosh
    standing = [index.standing("same", words) for index in both]
    assert standing[0] == standing[1]
    common = max(ours, key=ours.get)
    ours, whoosh = (index.corrections("same", [f"{common}x"]) for index in both)
    assert common in ours[0]
    assert set(ours[0]) == set(whoosh[0])


def test_all_ids_are_walked_in_order(both, monkeypatch):
    monkeypatch.setattr("archive.search.engines.opensearch.index.WINDOW", 90)
    ours, whoosh = answers(both, query=QuoteQuery(sort="newest"), tree=simplify(parse("the")), stop=SIZE)
    assert ours.ids == whoosh.ids
    assert len(ours.ids) > 90


def test_a_facet_with_many_values_is_counted_in_pieces(both, monkeypatch):
    monkeypatch.setattr("archive.search.engines.opensearch.queries.MOST_VALUES", 5)
    monkeypatch.setattr("archive.search.engines.opensearch.index.WINDOW", 40)
    query = QuoteQuery(kind=("direct",))
    ours, whoosh = answers(both, query=query, tree=simplify(parse("")), stop=0, facets=("speaker", "kind"))
    assert len(ours.facets["speaker"]) > 40
    assert ours.facets == whoosh.facets


# Kept up to date


@pytest.fixture
def built(db, opensearch):
    building.build()


def ids(q=""):
    found = find(QuoteQuery(q=q))
    assert found.notice is None
    return found.ids


@pytest.mark.usefixtures("built")
def test_another_host_shows_a_withdrawal_as_soon_as_the_worker_has_seen_it(settings):
    quote = make_quote("fuel")
    drain()
    other = OpenSearchIndex(Client(settings.OPENSEARCH_URLS), settings.OPENSEARCH_PREFIX, 1, 1)
    asked = Request(QuoteQuery(), simplify(parse("fuel")), building.database_epoch())
    assert other.answer(QUOTES, asked).ids == [quote.pk]
    quote.delete()
    drain()
    assert other.answer(QUOTES, asked).total == 0
    assert building.check().clean


@pytest.mark.usefixtures("built")
def test_a_worker_that_was_thought_dead_replaces_nothing_that_is_newer():
    quote = make_quote("fuel")
    drain()
    index = index_engine()
    quote.delete()
    old = list(documents(1))
    drain()
    index.replace(QUOTES, {quote.pk, 1}, 1, lambda ids: old)
    assert quote.pk not in dict(index.prints(QUOTES))


@pytest.mark.usefixtures("built")
def test_what_is_withdrawn_during_a_build_does_not_come_back():
    quotes = [make_quote(f"fuel number{n}") for n in range(3)]
    drain()

    def withdraw(count):
        if quotes:
            quotes.pop().delete()
            drain()

    building.build(withdraw)
    assert ids("fuel") == []
    assert building.check().clean


@pytest.mark.usefixtures("built")
def test_a_build_that_fails_leaves_nothing():
    before = index_engine()._indexes()
    make_quote("fuel")
    with pytest.raises(ZeroDivisionError):
        building.build(lambda count: 1 / 0)
    assert index_engine()._indexes() == before
    assert drain()
    assert building.check().clean


@pytest.mark.usefixtures("built")
def test_an_index_of_another_database_is_not_found():
    make_quote("fuel")
    drain()
    Epoch.objects.update(value="00000000-0000-0000-0000-000000000001")
    assert find(QuoteQuery(q="fuel")).notice
    assert completions("fue") == []
    with pytest.raises(IndexUnavailableError, match="another database"):
        drain()
    Worker().step()
    assert len(ids("fuel")) == 1


@pytest.mark.usefixtures("built")
def test_an_index_of_a_newer_program_is_left_to_it():
    index = index_engine()
    index._note({"version": "99.1.1"})
    with pytest.raises(NewerIndexError):
        index.marker()
    worker = Worker()
    worker.step()
    assert "older release" in worker.trouble


@pytest.mark.usefixtures("built")
def test_an_index_newer_than_the_database_is_taken_out_of_use():
    index = index_engine()
    make_quote("fuel")
    index._note({"seen": 1 << 60})
    with pytest.raises(IndexUnavailableError, match="older than the index"):
        drain()
    assert index._indexes() == []
    assert find(QuoteQuery(q="fuel")).notice


@pytest.mark.usefixtures("built")
def test_an_index_that_was_put_back_from_an_older_snapshot_answers_nothing():
    make_quote("fuel")
    drain()
    index_engine()._note({"seen": 1})
    forget()  # as another process
    assert "behind" in status().trouble
    assert find(QuoteQuery(q="fuel")).notice
    Worker().step()
    assert len(ids("fuel")) == 1


@pytest.mark.usefixtures("built")
def test_hints_come_from_the_words_that_readers_may_see():
    gone = make_quote("fuelled zebras", make_speaker("Ada"))
    make_quote("fuel and fuels")
    drain()
    assert [hint.label for hint in completions("fue")] == ["fuel", "fuelled", "fuels"]
    gone.delete()
    assert [hint.label for hint in completions("fue")] == ["fuel", "fuels"]
    assert did_you_mean(QuoteQuery(q="fuell")) in {"fuel", "fuels"}


@pytest.mark.usefixtures("built")
def test_operators_are_told_what_it_holds(opensearch, capsys):
    make_quote("fuel")
    drain()
    assert status().held.quotes == 1
    call_command("index", "status")
    assert f"1 quotes in 1 segments (0 deleted), 0.0 MB in {opensearch}" in capsys.readouterr().out
    Outbox.objects.all().delete()
    make_quote("grain")
    Outbox.objects.all().delete()
    with pytest.raises(CommandError, match="differ"):
        call_command("index", "check")


# Servers in trouble


@contextmanager
def server(status=200, body=None, wait=0.0):
    """An HTTP server that gives one answer to everything, and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self)
            time.sleep(wait)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body or {}).encode())

        do_GET = do_HEAD = do_POST  # noqa: N815 (as the base class calls them)

        def log_message(self, *words):
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}", asked
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


NOBODY = "http://127.0.0.1:1"


def test_a_node_that_is_gone_is_passed_over():
    with server(body={"ok": True}) as (url, asked):
        client = Client((NOBODY, url))
        assert client.read("GET", "/") == client.read("GET", "/") == {"ok": True}
        assert len(asked) == 2


def test_a_node_that_hangs_makes_no_second_reader_wait(monkeypatch):
    with server(wait=0.3) as (url, asked):
        client = Client((url,), seconds=0.05)
        for _ in range(3):
            with pytest.raises(IndexAwayError):
                client.read("GET", "/")
        assert len(asked) == 1
        monkeypatch.setattr(client_module, "monotonic", lambda: time.monotonic() + 60)  # it has rested
        assert client.read("GET", "/", seconds=5) == client.read("GET", "/", seconds=5) == {}


def test_after_a_node_that_hangs_a_change_goes_to_another():
    with server(wait=0.3) as (hung, asked), server(body={"ok": True}) as (url, _):
        client = Client((hung, url), seconds=0.05)
        for _ in range(3):
            assert client.call("POST", "/x", {}, seconds=0.05) == {"ok": True}
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (404, IndexUnavailableError),
        (400, IndexUnavailableError),
        (429, IndexAwayError),
        (503, IndexAwayError),
    ],
)
def test_what_servers_answer_says_whether_waiting_helps(code, error):
    with server(code, {"error": {"reason": "because"}}) as (url, _), pytest.raises(error) as raised:
        Client((url,)).call("GET", "/")
    assert isinstance(raised.value, IndexAwayError) == (error is IndexAwayError)


def test_a_search_that_took_too_long_is_left_to_postgresql():
    late = {"timed_out": True, "hits": {"hits": [], "total": {"value": 0}}}
    with server(body=late) as (url, _), pytest.raises(IndexUnavailableError, match="in time"):
        OpenSearchIndex(Client((url,)), "test", 1, 1).answer(QUOTES, Request(QuoteQuery(), parse("fuel")))


def test_the_password_of_the_address_is_sent_and_never_shown():
    with server(body={}) as (url, asked):
        client = Client((url.replace("http://", "http://grace:p%40ss@"),))
        client.read("GET", "/")
        assert asked[0].headers["Authorization"] == "Basic Z3JhY2U6cEBzcw=="
        assert client.place == url


@pytest.mark.django_db
def test_while_the_servers_are_away_the_worker_waits_and_readers_are_answered(settings, caplog):
    settings.OPENSEARCH_URLS = (NOBODY,)
    quote = make_quote("fuel")
    worker = Worker()
    assert worker.step() == 0
    assert "by itself" in worker.trouble
    assert Outbox.objects.exists()
    for _ in range(3):
        found = find(QuoteQuery(q="fuel"))
        assert found.ids == [quote.pk]
        assert found.notice
    assert [record.module for record in caplog.records].count("finding") == 1


@pytest.mark.parametrize(
    "url", ["search:9200", "ftp://search", "https://", "http://search:9200", "http://10.0.0.9:9200"]
)
def test_an_address_that_is_none_or_unsafe_is_refused_in_production(url, monkeypatch):
    monkeypatch.setenv("OPENSEARCH_URL", f"https://search:9200,{url}")
    with pytest.raises(ImproperlyConfigured, match="OPENSEARCH_URL"):
        env.search_servers("OPENSEARCH_URL", production=True)


def test_addresses_are_read_with_commas_between_them(monkeypatch):
    monkeypatch.setenv("OPENSEARCH_URL", "https://a:1, http://127.0.0.1:9200")
    assert env.search_servers("OPENSEARCH_URL", production=True) == ("https://a:1", "http://127.0.0.1:9200")
