"""Two web hosts and two workers on one database and one search server, each with a data directory of its own."""

import time

import pytest

from archive.models import Outbox
from archive.search.index import building
from tests.builders import make_quote
from tests.operations.conftest import environment, with_static_files
from tests.operations.web import Readers, ask, running

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def host(opensearch, settings, monkeypatch, tmp_path):
    """What a host is started with."""
    monkeypatch.setenv("OPENSEARCH_URL", opensearch)
    monkeypatch.setenv("OPENSEARCH_PREFIX", settings.OPENSEARCH_PREFIX)

    def named(name):
        return with_static_files({**environment(tmp_path / name), "ARCHIVE_DATA_DIR": str(tmp_path / name)})

    return named


def page(port, words):
    with ask(port, f"/quotes/?q={words}") as response:
        return response.read().decode()


def drained():
    until = time.monotonic() + 60
    while Outbox.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not Outbox.objects.exists()


def test_what_is_withdrawn_is_gone_from_both_hosts_at_once(host, manage):
    quote, kept = make_quote("fuel"), make_quote("fuel again")
    building.build()
    with running(host("one")) as (_, one), running(host("two")) as (_, two):
        for port in (one, two):
            assert quote.get_absolute_url() in page(port, "fuel")
        quote.status, quote.withdrawn_reason = "withdrawn", "A mistake"
        quote.save()
        for port in (one, two):
            assert quote.get_absolute_url() not in page(port, "fuel")
        worker = manage("work")
        try:
            assert drained()
        finally:
            worker.terminate()
            worker.communicate()
        for port in (one, two):
            found = page(port, "fuel")
            assert quote.get_absolute_url() not in found
            assert kept.get_absolute_url() in found


def test_a_worker_and_a_web_host_die_and_nobody_notices(host, manage):
    make_quote("fuel")
    building.build()
    workers = [manage("work"), manage("work")]
    try:
        with running(host("two")) as (_, two), running(host("one")) as (first, _):
            with Readers(two, ["/quotes/?q=fuel", "/quotes/", "/"]) as readers:
                for worker in list(workers):
                    saved = make_quote(f"fuel for {len(workers)}")
                    worker.kill()
                    workers.append(manage("work"))
                    assert drained()
                first.terminate()
                time.sleep(3)
            assert {code for _, code, _ in readers.since(0)} == {200}
            assert saved.get_absolute_url() in page(two, "fuel")
            assert page(two, "fuel").count("being rebuilt") == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    assert building.check().clean
