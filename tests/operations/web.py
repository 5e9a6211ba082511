"""A web server in a process of its own, and how to ask it."""

import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

from django.conf import settings


@contextmanager
def running(environment, *options, port=None, connection=HTTPConnection):
    """The process of gunicorn, and the port that it answers on."""
    port = port or free_port()
    words = [
        "-m",
        "gunicorn",
        "archive.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--workers=1",
        "--threads=4",
        "--no-control-socket",
        *options,
    ]
    process = subprocess.Popen(
        [sys.executable, *words], cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, connection)
        yield process, port
    finally:
        process.terminate()
        process.wait(30)


def worker_of(process):
    """The number of its only child."""
    return int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, connection=HTTPConnection):
    for _ in range(300):
        with suppress(OSError), ask(port, "/livez", connection) as response:
            return response.read()
        time.sleep(0.1)
    raise AssertionError("The server did not start.")


@contextmanager
def ask(port, path, connection=HTTPConnection):
    with closing(connection("127.0.0.1", port, timeout=120)) as asked:
        asked.request("GET", path)
        yield asked.getresponse()


class Readers:
    """Several at once, each asking for one page after the other; `answers` holds when, which, what and how long."""

    def __init__(self, port, pages):
        self.port, self.pages, self.answers, self.stopped = port, pages, [], Event()
        self.threads = [Thread(target=self.read, args=(n,)) for n in range(4)]

    def read(self, n):
        for page in cycle(self.pages[n:] + self.pages[:n]):
            if self.stopped.wait(0.05):
                return
            asked = time.monotonic()
            code = status(self.port, page)
            self.answers.append((asked, page, code, time.monotonic() - asked))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def since(self, moment):
        return [(page, code, seconds) for asked, page, code, seconds in self.answers if asked > moment]


def status(port, path):
    """0 where the connection broke."""
    try:
        with ask(port, path) as response:
            response.read()
            return response.status
    except (HTTPException, OSError):
        return 0
