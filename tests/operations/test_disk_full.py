"""The whole site on a disk of its own, which is filled to the last byte, and on one that can only be read."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from lxml import html

from archive.query import QuoteQuery
from archive.search import find
from archive.search.index import building
from archive.search.index.worker import Worker
from tests.builders import make_quote
from tests.operations.test_first_start import opened
from tests.operations.web import free_port

pytestmark = pytest.mark.drill
PAGES = ["/", "/quotes/", "/quotes/?q=nuclear", "/speakers/", "/articles/", "/timeline/", "/livez"]


@pytest.fixture
def disk():
    place = Path("/tmp") / f"archive-disk-{os.getpid()}"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=260m,mode=755", "tmpfs", place], check=False
    ).returncode:
        place.rmdir()
        pytest.skip("only root can mount a small disk")
    yield place
    for _ in range(50):
        if not subprocess.run(["umount", place], check=False).returncode:
            break
        time.sleep(0.2)
    place.rmdir()


@pytest.fixture
def port(disk, tmp_path):
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    environment = {**kept, "PORT": str(port), "ARCHIVE_DATA_DIR": str(disk / "var")}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=log,
        )
        opened(process, log)
        yield port
        process.send_signal(signal.SIGINT)
        process.wait(300)


class Editor:
    def __init__(self, port, password):
        self.address = f"http://127.0.0.1:{port}"
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.send("/admin/login/", username="editor", password=password)

    def send(self, path, **typed):
        """The answer to the form of the page, filled in: its status and text."""
        form = html.fromstring(self.open(self.address + path, timeout=300).read()).forms[-1]
        values = {**dict(form.form_values()), **typed}
        with suppress(urllib.error.HTTPError):
            request = urllib.request.Request(self.address + path, urlencode(values).encode())
            request.add_header("Referer", self.address + path)
            return 200, self.open(request, timeout=300).read().decode()
        try:
            self.open(request, timeout=300)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def read(port, path):
    started = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=300) as answer:
        answer.read()
    return time.monotonic() - started


def fill(disk):
    with (disk / "filling").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(65_536))
    with (disk / "filling").open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x")


def password(tmp_path):
    return (tmp_path / "log").read_text().split("with the password ")[1].split()[0]


def test_readers_read_on_and_writers_are_told_on_a_full_disk(disk, port, tmp_path):
    editor = Editor(port, password(tmp_path))
    assert editor.send("/admin/archive/outlet/add/", name="Before")[0] == 200
    fill(disk)
    refused = []
    for number in range(30):
        status, text = editor.send("/admin/archive/outlet/add/", name=f"Full {number}" + "x" * 100)
        refused += [(status, text)] if status != 200 else []
        assert read(port, "/livez") < 1
        for page in PAGES:
            read(port, page)
    assert {status for status, _ in refused} <= {503, 507}
    (disk / "filling").unlink()
    deadline = time.monotonic() + 60
    while editor.send("/admin/archive/outlet/add/", name="Afterwards")[0] != 200:
        assert time.monotonic() < deadline
        time.sleep(1)
    read(port, "/quotes/?q=nuclear")


@pytest.mark.django_db
def test_the_worker_waits_while_the_disk_of_the_index_can_only_be_read(disk, settings):
    settings.SEARCH_INDEX_DIR = disk / "index"
    building.build()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    quote, worker = make_quote("fuel"), Worker()
    assert worker.step() == worker.step() == 0
    assert "make it writable" in worker.trouble
    assert find(QuoteQuery(q="fuel")).notice is None
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert worker.step()
    assert find(QuoteQuery(q="fuel")).ids == [quote.pk]
