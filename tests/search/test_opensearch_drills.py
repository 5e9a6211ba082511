"""Three OpenSearch nodes that are killed, stopped and split while editors save and readers search: `make drills`."""

import random
import signal
import threading
import time
from secrets import token_hex

import pytest
import urllib3
from django.db import connection

from archive.models import Article, Outbox
from archive.query import QuoteQuery
from archive.search import find
from archive.search.index import building, pending, projection
from archive.search.index.worker import Worker
from tests.builders import make_quote
from tests.opensearch import nodes

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

# As deploy/opensearch.yml has it, and quicker.
QUICK_TO_NOTICE = [
    *(
        f"cluster.fault_detection.{who}_check.{what}"
        for who in ("leader", "follower")
        for what in ("timeout=1s", "interval=300ms", "retry_count=2")
    ),
    "cluster.publish.timeout=2s",
    *(f"indices.recovery.{what}=20s" for what in ("internal_action_timeout", "internal_action_long_timeout")),
    "indices.recovery.recovery_activity_timeout=20s",
]
QUOTES = 12
# A cluster of three on one busy machine: figures are printed.
READER_SECONDS = 5.0  # a server that says nothing for two of them, and PostgreSQL on a busy machine
AWAY_SECONDS = 10.0  # that PostgreSQL answers on end
HELD_SECONDS = 60.0
LATE_SECONDS = 10.0  # until a save is searchable though a node hangs


@pytest.fixture(scope="module")
def cluster():
    if why := nodes.missing():
        pytest.skip(why)
    with nodes.running(3, settings=QUICK_TO_NOTICE) as found:
        yield found


@pytest.fixture
def traffic(cluster, settings, capsys):
    """An editor, a worker and two readers, until the test ends; then everything that was saved is looked up."""
    nodes.wait_until_up(cluster)
    settings.OPENSEARCH_URLS = tuple(node.url for node in cluster)
    settings.OPENSEARCH_SECONDS = 2
    settings.OPENSEARCH_PREFIX = f"test-{token_hex(6)}"
    made = [make_quote(f"fuel {n}") for n in range(QUOTES)]
    building.build()
    for _ in projection.fill():  # as a worker does when nothing else is to be done
        pass
    nodes.wait_until_up(cluster)
    found = Traffic([quote.pk for quote in made])
    with found:
        yield found
    nodes.wait_until_up(cluster)
    assert found.lost() == []
    assert building.check().clean
    with capsys.disabled():
        print(f"\n  {found}")  # noqa: T201
    urllib3.request("DELETE", f"{cluster[0].url}/{settings.OPENSEARCH_PREFIX}-*")


class Traffic:
    def __init__(self, quotes):
        self.quotes, self.words = quotes, {}
        self.saves, self.searches, self.slowest_search, self.slowest_save = 0, 0, 0.0, 0.0
        self.fallback, self._since = 0.0, 0.0
        self.errors = []
        self._stop = threading.Event()
        tasks = (self.edit, self.work, self.read, self.read)
        self._threads = [threading.Thread(target=self._repeat, args=[task]) for task in tasks]

    def __str__(self):
        return (
            f"{self.saves} saves, searchable after {self.slowest_save:.1f} s at most; {self.searches} searches, "
            f"the slowest {self.slowest_search:.1f} s, PostgreSQL answered for {self.fallback:.1f} s on end at most"
        )

    def __enter__(self):
        self._worker = Worker()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, task):
        try:
            while not self._stop.is_set():
                task()
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def work(self):
        if not self._worker.step():
            time.sleep(1 if self._worker.trouble else 0.02)

    def edit(self):
        key = random.choice(self.quotes)
        self.saves += 1
        word = f"change{self.saves}"
        Article.objects.filter(quotes=key).update(title=f"fuel | {word}")
        started, row = time.monotonic(), pending.newest()
        self.words[key] = word
        while row and pending.waits(row) and not self._stop.is_set():
            time.sleep(0.02)
        self.slowest_save = max(self.slowest_save, time.monotonic() - started)

    def read(self):
        started = time.monotonic()
        found = find(QuoteQuery(q="fuel"))
        assert found.total >= QUOTES - 1  # one may be on its way
        self.searches += 1
        self.slowest_search = max(self.slowest_search, time.monotonic() - started)
        self._since = (self._since or started) if found.notice else 0.0
        self.fallback = max(self.fallback, time.monotonic() - self._since if self._since else 0.0)
        time.sleep(0.05)

    def lost(self):
        """What was saved and is not found when everything has been indexed."""
        worker, until = Worker(), time.monotonic() + HELD_SECONDS
        while Outbox.objects.exists() and time.monotonic() < until:
            if not worker.step():
                time.sleep(0.2)
        assert not self.errors
        return [word for key, word in self.words.items() if find(QuoteQuery(q=word)).ids != [key]]

    def pause(self, seconds):
        self._stop.wait(seconds)


def manager(cluster):
    name = urllib3.request("GET", f"{cluster[0].url}/_cat/cluster_manager?h=node").data.decode().strip()
    return next(node for node in cluster if node.name == name)


def kill(cluster, traffic, *killed):
    for node in killed:
        node.kill()
    traffic.pause(5)
    for node in killed:
        node.start()
    nodes.wait_until_up(cluster)


@pytest.mark.parametrize("part", range(3))
def test_each_node_is_killed_in_turn(cluster, traffic, part):
    for node in cluster:
        kill(cluster, traffic, node)
    assert traffic.fallback < AWAY_SECONDS


@pytest.mark.parametrize("part", range(3))
def test_the_cluster_manager_is_killed_and_killed_again(cluster, traffic, part):
    for _ in range(4):
        kill(cluster, traffic, manager(cluster))
    assert traffic.fallback < AWAY_SECONDS


@pytest.mark.parametrize("who", ["the manager", "another"])
def test_a_node_that_hangs_keeps_nobody(cluster, traffic, who):
    leading = manager(cluster)
    hung = leading if who == "the manager" else next(node for node in cluster if node is not leading)
    hung.send(signal.SIGSTOP)
    traffic.pause(30)
    hung.send(signal.SIGCONT)
    nodes.wait_until_up(cluster)
    assert traffic.slowest_save < LATE_SECONDS
    assert traffic.slowest_search < READER_SECONDS
    assert traffic.fallback < AWAY_SECONDS


def test_with_two_of_three_gone_postgresql_answers_and_saves_are_kept(cluster, traffic):
    kill(cluster, traffic, *cluster[1:])
    assert traffic.slowest_search < READER_SECONDS


def test_a_node_dies_and_quotes_are_withdrawn_during_a_build(cluster, traffic):
    gone = [make_quote(f"grain number{n}") for n in range(5)]
    cluster[2].kill()

    def withdraw(count):
        if gone:
            gone.pop().delete()
            traffic.pause(0.3)

    building.build(withdraw)
    cluster[2].start()
    nodes.wait_until_up(cluster)
    assert find(QuoteQuery(q="grain")).total == 0
