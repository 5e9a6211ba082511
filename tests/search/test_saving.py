"""What an editor saves is found by the search that follows."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from archive.models import Occasion, Quote
from archive.search.index import building
from archive.search.index.locks import become_the_worker
from archive.search.index.worker import drain
from tests.builders import make_quote
from tests.html import text_of, values

LATE = "Searches show it as soon as the index has caught up."


@pytest.fixture
def occasion(transactional_db, index_dir):
    occasion = Occasion.objects.create(name="Quiet talks", kind="briefing")
    make_quote("Peace is near", occasion=occasion)
    building.build()
    return occasion


@pytest.fixture
def desk(client, transactional_db):
    client.force_login(User.objects.create_superuser("grace"))
    return client


@pytest.fixture
def worker(occasion):
    """The worker as a thread; it only begins once it is the worker."""
    ready, stop = threading.Event(), threading.Event()

    def work():
        become_the_worker()
        ready.set()
        while not stop.wait(0.05):
            drain()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    yield
    stop.set()
    thread.join()


def rename(desk, occasion, name):
    address = reverse("admin:archive_occasion_change", args=[occasion.pk])
    return desk.post(address, {**values(desk.get(address)), "name": name, "reason": "Misspelt."})


def results(client, words):
    return text_of(client.get("/quotes/", {"q": words}))


@pytest.mark.usefixtures("worker")
def test_the_search_after_a_save_finds_the_change_and_no_longer_what_it_replaced(desk, occasion):
    assert rename(desk, occasion, "Zanzibar talks").status_code == 302
    assert "1 quote with “zanzibar”" in results(desk, "zanzibar")
    assert "No quotes with “quiet”" in results(desk, "quiet")
    assert LATE not in text_of(desk.get(reverse("admin:index")))


def test_without_a_worker_a_save_does_not_wait_and_says_so(desk, occasion):
    assert rename(desk, occasion, "Zanzibar talks").status_code == 302
    assert "No quotes with “quiet”" in results(desk, "quiet")
    assert LATE in text_of(desk.get(reverse("admin:index")))


def test_while_the_index_is_lost_the_database_shows_it_at_once(desk, occasion, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "none"
    rename(desk, occasion, "Zanzibar talks")
    assert "1 quote with “zanzibar”" in results(desk, "zanzibar")
    assert LATE not in text_of(desk.get(reverse("admin:index")))


def test_readers_never_see_what_a_pending_save_withdrew(client, occasion):
    Quote.objects.update(status="withdrawn", withdrawn_reason="It was somebody else.")
    assert "No quotes with “peace”" in results(client, "peace")
