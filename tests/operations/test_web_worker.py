"""How workers share connections: who keeps one stays with the worker that took it."""

import os
import socket
import time

import pytest
from gunicorn.config import Config

from archive.operations.web_worker import MOST_STEPS, STEP, WebWorker


@pytest.fixture
def door():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def workers():
    two = [WebWorker(age, os.getpid(), [], None, 30, Config(), None) for age in (1, 2)]
    yield two
    for worker in two:
        worker.tmp.close()


def seconds_at(door, worker):
    started = time.monotonic()
    worker.accept(door)  # at which nobody stands
    return time.monotonic() - started


@pytest.mark.parametrize(("more", "steps"), [(3, 3), (500, MOST_STEPS)])
def test_whoever_holds_more_connections_lets_another_take_the_next(door, workers, more, steps):
    full, free = workers
    full.nr_conns, free.nr_conns = more, 0
    for worker in workers:
        worker.notify()
    assert seconds_at(door, full) >= steps * STEP
    assert min(seconds_at(door, free) for _ in range(20)) < STEP
