"""Crashes, crowds and nonsense, at length: `make drills`."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from archive.models import Quote
from archive.query import QuoteQuery
from archive.search import find
from archive.search.contract import Request
from archive.search.engines import forget
from archive.search.engines.whoosh.index import search
from archive.search.index import building
from archive.search.language import QueryError, parse, simplify
from tests.bench.corpus import documents
from tests.bench.ours import Ours
from tests.builders import make_quote
from tests.operations.conftest import environment
from tests.operations.web import Readers, ask, running, wait_for, worker_of
from tests.search.bombs import BOMBS, fuzzed
from tests.search.drill_worker import drained, worker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

MOMENTS, EDITORS, SECONDS = 30, 16, 30


@pytest.fixture
def built(index_dir):
    building.build()
    return index_dir


def edit(quote, word):
    """A change whose trace is a word that the quote is found by."""
    quote.article.title = f"{quote.article.title.split(' |')[0]} | {word}"
    quote.article.save()


def test_a_worker_killed_at_any_moment_loses_nothing(built):
    quotes = [make_quote(f"fuel {n}") for n in range(10)]
    for moment in range(MOMENTS):
        with worker(built) as process:
            until = time.monotonic() + random.uniform(1, 4)
            while time.monotonic() < until:
                edit(random.choice(quotes), f"moment{moment}")
            edit(quotes[moment % 10], f"last{moment}")
            process.kill()
            process.wait()
    with worker(built):
        assert drained()
    assert building.check().clean
    words = {quote.pk: quote.article.title.rsplit(" ", 1)[1] for quote in quotes}
    assert all(pk in find(QuoteQuery(q=word)).ids for pk, word in words.items())


def test_two_workers_take_turns(built):
    with worker(built) as first, worker(built):
        time.sleep(3)
        first.kill()
        make_quote("fuel")
        assert drained()
    assert find(QuoteQuery(q="fuel")).total == 1


def test_a_web_process_killed_under_load_leaves_no_lock_and_is_replaced(built, tmp_path):
    quote = make_quote("fuel")
    building.build()
    with running(environment(tmp_path)) as (process, port), worker(built):
        for moment in range(5):
            with Readers(port, ["/quotes/?q=fuel", "/articles/?q=fuel"]) as readers:
                edit(quote, f"moment{moment}")
                time.sleep(random.uniform(1, 3))
                assert {code for _, code, _ in readers.since(0)} == {200}
                os.kill(worker_of(process), signal.SIGKILL)
            wait_for(port)
        assert drained()
        with ask(port, "/quotes/?q=moment4") as response:
            page = response.read().decode()
        assert quote.get_absolute_url() in page
    assert building.check().clean


def test_search_answers_while_the_index_is_deleted_and_built_again(built):
    make_quote("fuel")
    building.build()
    notices, stop = set(), threading.Event()

    def read():
        while not stop.is_set():
            found = find(QuoteQuery(q="fuel"))
            assert found.total == 1
            notices.add(bool(found.notice))
        connection.close()

    failures = []
    threading.excepthook, before = lambda args: failures.append(args.exc_value), threading.excepthook
    readers = [threading.Thread(target=read) for _ in range(4)]
    try:
        for reader in readers:
            reader.start()
        for _ in range(5):
            time.sleep(0.3)
            shutil.rmtree(built)
            forget()
            time.sleep(0.3)
            building.build()
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        threading.excepthook = before
    assert not failures
    assert notices == {True, False}
    assert find(QuoteQuery(q="fuel")).notice is None


def test_sixteen_editors_at_once_have_every_change_indexed(built):
    quotes = [make_quote(f"fuel {n}") for n in range(EDITORS)]
    failures, saved = [], {}

    def editor(number):
        try:
            until, count = time.monotonic() + SECONDS, 0
            while time.monotonic() < until:
                count += 1
                edit(quotes[number], f"change{number}x{count}")
            saved[quotes[number].pk] = f"change{number}x{count}"
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    with worker(built):
        threads = [threading.Thread(target=editor, args=[number]) for number in range(EDITORS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert drained()
    assert not failures
    assert building.check().clean
    assert all(find(QuoteQuery(q=word)).ids == [pk] for pk, word in saved.items())
    assert Quote.objects.count() == EDITORS


def test_no_query_takes_a_second_or_fails_at_a_hundred_thousand_quotes(tmp_path):
    made = list(documents(100_000))
    ours = Ours(tmp_path, [])
    ours.load(made)
    ours.open()
    slow = {}
    for text in BOMBS + fuzzed():
        started = time.perf_counter()
        try:
            tree = simplify(parse(text.replace("speaker:", "").replace("said_from:", "")))
            query = QuoteQuery(sort="relevance")
            search(ours.reader.snapshot(), Request(query, tree, facets=("speaker", "country", "mentions")))
        except QueryError:
            pass
        if (taken := time.perf_counter() - started) > 1:
            slow[text[:80]] = taken
    assert slow == {}


def test_the_engine_runs_on_the_original_whoosh(tmp_path):
    """Our code uses nothing of the fork that the last release of the original has not."""
    install = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(tmp_path),
    ]
    if subprocess.run([*install, "whoosh==2.7.4"]).returncode:
        pytest.skip("whoosh 2.7.4 could not be downloaded")
    tests = ["tests/search/test_equality.py", "tests/search/test_properties.py"]
    quiet = ["-W", "ignore::SyntaxWarning", "-W", "ignore::DeprecationWarning"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *quiet, *tests]
    assert subprocess.run(command, env=os.environ | {"PYTHONPATH": str(tmp_path)}).returncode == 0
