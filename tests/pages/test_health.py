from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from archive.models import Outbox
from archive.views import home
from tests.builders import make_quote
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db


def test_it_is_alive_without_looking_at_anything(client):
    assert client.get("/livez").content == b"ok\n"


def test_it_is_ready_when_database_migrations_index_and_worker_are(client):
    settle()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json().values()) == {"ok"}


def test_a_change_that_waits_too_long_asks_for_the_worker(client):
    make_quote()
    Outbox.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert "manage.py work" in client.get("/readyz").json()["worker"]


def test_without_an_index_readers_are_served_and_it_says_so(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["index"]) == (200, "there is no index yet")


def away(*args, **kwargs):
    raise OperationalError("the connection is lost")


def test_without_its_database_it_is_not_ready_and_pages_say_to_come_back(client, monkeypatch):
    with connection.execute_wrapper(away):
        assert client.get("/readyz").status_code == 503
        answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "not available at this moment" in answer.content.decode()


def test_an_error_of_ours_has_a_page(client, monkeypatch):
    monkeypatch.setattr(home, "coverage", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "It is our fault" in answer.content.decode()
