"""Two web hosts and two workers on one database and one search server, each with a data directory of its own."""

import os
import signal
import time
from contextlib import ExitStack

import pytest

from archive.models import Outbox
from archive.search.index import building
from tests.builders import make_quote
from tests.operations.conftest import environment, with_static_files
from tests.operations.proxies import in_front, missing
from tests.operations.web import Readers, ask, free_port, running, worker_of

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

FORGOTTEN_SECONDS = 11  # until the balancer asks a host again that did not answer: fail_duration


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


@pytest.mark.skipif(missing("caddy"), reason="Caddy is not installed")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_behind_the_balancer_either_web_host_stops_and_readers_read_on(host, tmp_path, number):
    """With deploy/Caddyfile.two. A host that is killed takes the requests in flight with it, one of each reader at most."""
    make_quote("fuel")
    building.build()
    hosts = {name: (host(name), free_port()) for name in ("one", "two")}
    with ExitStack() as stack:
        started = [stack.enter_context(running(each, port=port))[0] for each, port in hosts.values()]
        front = stack.enter_context(in_front("two", tmp_path / "caddy", [port for _, port in hosts.values()]))
        readers = stack.enter_context(Readers(front, ["/quotes/?q=fuel", "/quotes/", "/"]))
        for process, (each, port) in zip(started, hosts.values(), strict=True):
            worker = worker_of(process)
            process.send_signal(number)
            if number == signal.SIGKILL:
                os.kill(worker, number)
            process.wait(30)
            time.sleep(3)
            stack.enter_context(running(each, port=port))
            time.sleep(FORGOTTEN_SECONDS)
        failed = [(page, code) for page, code, _ in readers.since(0) if code != 200]
        print(f"\n  {len(readers.answers)} answers, {len(failed)} failed: {failed}")  # noqa: T201
        assert len(failed) <= (len(hosts) * len(readers.threads) if number == signal.SIGKILL else 0)
