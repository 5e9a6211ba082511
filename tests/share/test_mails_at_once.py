"""Two processes that tell readers at the same time."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from archive.models import Delivery, Told
from archive.outputs.share.mail import compose as composing
from archive.outputs.share.mail.send import send
from archive.search.index.building import build
from tests.builders import make_quote
from tests.share.test_follow import LATER, follow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quote(index_dir):
    made = make_quote()
    build()
    return made


@pytest.fixture
def other(monkeypatch):
    """A process that has composed for one of the searches, and ends when the event is set."""
    monkeypatch.setattr(composing, "BATCH", 1)
    composed, end = Event(), Event()

    def run():
        with transaction.atomic():
            composing.compose(timezone.now() + LATER)
            composed.set()
            end.wait(20)
        connection.close()

    def start():
        thread = Thread(target=run)
        thread.start()
        composed.wait(20)

        def finish():
            end.set()
            thread.join()

        return finish

    return start


def test_two_that_compose_tell_a_reader_of_two_searches_once(quote, other):
    follow("kind=direct"), follow("q=peace")
    end = other()
    assert composing.compose(timezone.now() + LATER) == 0
    end()
    assert composing.compose(timezone.now() + LATER) == 1
    assert (Told.objects.count(), Delivery.objects.count()) == (1, 1)


def test_two_that_send_do_not_send_the_same(quote):
    follow()
    now = timezone.now() + LATER
    composing.compose(now)
    Delivery.objects.take(100, now)  # by a process that is killed then
    assert send(now) == 0
    assert send(now + timedelta(minutes=3)) == 1
    assert len(mail.outbox) == 1
