"""The release before the last migration and this one beside each other, and a database whose server changes."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from archive.operations import backup
from tests.operations.conftest import with_static_files
from tests.operations.web import Readers, ask, free_port, running

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
BIN = backup.program_path("pg_dump").parent
ACCOUNT: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
PAGES = ["/", "/quotes/", "/quotes/?q=talks", "/speakers/"]


class Server:
    """A PostgreSQL of the drill's own, on loopback."""

    def __init__(self, home):
        self.home, self.port, self.process = home, free_port(), None

    def start(self):
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [str(BIN / "postgres"), "-D", str(self.home), *words], **ACCOUNT, stderr=subprocess.DEVNULL
        )
        self.wait()

    def wait(self):
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                if run("pg_isready", "-h", "127.0.0.1", "-p", self.port, check=False).returncode == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("PostgreSQL did not start.")

    def end(self, number=signal.SIGINT):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(30)


def run(program, *words, check=True):
    command = list(map(str, (BIN / program, *words)))
    return subprocess.run(command, **ACCOUNT, check=check, capture_output=True, text=True)


@pytest.fixture
def place():
    """Where servers of another account have their data: pytest shuts its own directories to all others whenever it starts."""
    with tempfile.TemporaryDirectory(prefix="archive-upgrades-") as found:
        yield Path(found)


@pytest.fixture
def primary(place):
    """With a database `archive`."""
    if ACCOUNT:
        subprocess.run(["chown", "postgres:postgres", place], check=True)
    run("initdb", "-D", place / "primary", "-U", "archive", "-A", "trust", "--no-sync")
    server = Server(place / "primary")
    server.start()
    run("createdb", "-h", "127.0.0.1", "-p", server.port, "-U", "archive", "archive")
    yield server
    server.end()


def host(place, url):
    """What a host is started with."""
    variables = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"DATABASE_URL": url, "ARCHIVE_DATA_DIR": str(place), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    return {**variables, **own, "PAGE_RATE": "off", "SEARCH_INDEX_DIR": str(place.parent / "index")}


def manage(variables, *words, release=None):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=release or settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def working(variables, release=None):
    command = [sys.executable, "manage.py", "work"]
    worker = subprocess.Popen(
        command, cwd=release or settings.BASE_DIR, env=variables, stderr=subprocess.DEVNULL
    )
    try:
        yield worker
    finally:
        end(worker)


def end(process):
    process.terminate()
    process.wait(30)


def until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.2)
    assert holds()


def page(port, path):
    with ask(port, path) as response:
        return response.read().decode()


def ready(port):
    return '"index": "ok"' in page(port, "/readyz") and '"worker": "ok"' in page(port, "/readyz")


def codes(readers):
    return {code for _, code, _ in readers.since(0)}


# A standby


@pytest.fixture
def standby(primary):
    server = Server(primary.home.parent / "standby")
    words = ("-h", "127.0.0.1", "-p", primary.port, "-U", "archive", "-D", server.home)
    run("pg_basebackup", *words, "-R", "-C", "-S", "standby", "--checkpoint=fast", "--no-sync")
    server.start()
    yield server
    server.end()


def test_readers_notice_nothing_of_a_standby_and_little_of_a_primary_that_dies(primary, standby, tmp_path):
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    variables = host(
        tmp_path / "one", f"postgresql://archive@{hosts}/archive?target_session_attrs=read-write"
    )
    manage(variables, "migrate", "-v0")
    manage(variables, "import", "fixtures")
    with running(with_static_files(variables)) as (_, port):
        with working(variables):
            until(lambda: ready(port))
            with Readers(port, PAGES) as readers:
                standby.end()
                time.sleep(2)
                standby.start()
                time.sleep(2)
            assert codes(readers) == {200}
            manage(variables, "shell", "-v0", "-c", RENAME)
            until(lambda: "Zebra" in page(port, "/quotes/?q=zebra"))
        time.sleep(1)  # what was saved has reached the standby
        primary.end(signal.SIGKILL)
        assert ask_code(port, "/quotes/") == 503
        run("pg_ctl", "promote", "-D", standby.home)
        until(lambda: ask_code(port, "/quotes/") == 200, 20)
        with working(variables):
            assert "Zebra" in page(port, "/quotes/?q=zebra")
            manage(variables, "shell", "-v0", "-c", RENAME.replace("Zebra", "Okapi"))
            until(lambda: "Okapi" in page(port, "/quotes/?q=okapi"))


RENAME = (
    "from archive.models import *; s = Quote.objects.published().first().article; s.title = 'Zebra'; s.save()"
)


def ask_code(port, path):
    with ask(port, path) as response:
        response.read()
        return response.status


# A rolling upgrade


@pytest.fixture
def before(tmp_path):
    """The program as it was before the last migration came."""
    newest = sorted((settings.BASE_DIR / "archive" / "migrations").glob("0*.py"))[-1]
    came = git("log", "--diff-filter=A", "--format=%H", "-1", "--", str(newest))
    if not came:
        pytest.skip("the release before is not known here: no history")
    place = tmp_path / "before"
    place.mkdir()
    subprocess.run(["tar", "-x", "-C", place], input=git("archive", f"{came.decode().strip()}^"), check=True)
    return place


def git(*words):
    return subprocess.run(["git", *words], cwd=settings.BASE_DIR, check=True, capture_output=True).stdout


def collect(variables, release):
    manage(variables, "collectstatic", "--noinput", release=release)


def test_a_rolling_upgrade_with_a_migration_shows_readers_no_error(primary, before, tmp_path):
    """As docs/scale.md says: files everywhere, migrate once, the web hosts one after another, then the worker."""
    url = f"postgresql://archive@127.0.0.1:{primary.port}/archive"
    one, two = (host(tmp_path / name, url) for name in ("one", "two"))
    manage(one, "migrate", "-v0", release=before)
    manage(one, "import", "fixtures", release=before)
    for variables in (one, two):
        collect(variables, before)
    ports = free_port(), free_port()
    with (
        working(one, before) as worker,
        old(before, one, ports[0]) as first,
        old(before, two, ports[1]) as second,
    ):
        until(lambda: ready(ports[1]))
        style = re.findall(r'href="(/static/[^"]+\.css)"', page(ports[0], "/"))[0]
        for variables in (one, two):
            collect(variables, settings.BASE_DIR)
        with Readers(ports[1], PAGES) as readers:
            manage(one, "migrate", "-v0")
            end(first)
            with running(one, port=ports[0]):
                assert codes(readers) == {200}
                with Readers(ports[0], PAGES) as others:
                    readers.stopped.set()
                    end(second)
                    with running(two, port=ports[1]):
                        time.sleep(1)
                        end(worker)
                        with working(one):
                            until(lambda: ready(ports[1]))
                            time.sleep(3)
                    assert ask_code(ports[0], style) == 200
                assert codes(others) == {200}


@contextmanager
def old(release, variables, port):
    """A web server of the release before."""
    words = [
        "-m",
        "gunicorn",
        "archive.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--threads=4",
        "--no-control-socket",
    ]
    process = subprocess.Popen(
        [sys.executable, *words], cwd=release, env=variables, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: answers(port))
        yield process
    finally:
        end(process)


def answers(port):
    with suppress(OSError):
        return ask_code(port, "/livez") == 200
    return False
