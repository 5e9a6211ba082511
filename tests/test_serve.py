"""`make run` as a newcomer sees it: a real process tree in an empty directory."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.management.commands import serve
from archive.models import Article
from archive.operations.children import Child, EndedTooOftenError
from archive.transfer.batch import Batch


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data_dir: Path, port: int) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "ARCHIVE_PG_BIN"}}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env={**kept, "PORT": str(port), "ARCHIVE_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def printed(process: subprocess.Popen[str]) -> str:
    """Until the site is open."""
    lines = []
    for line in process.stdout or []:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(lines)


def stop(process: subprocess.Popen[str]) -> None:
    """Presses Ctrl-C."""
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0].endswith("Stopped.\n")
    assert process.returncode == 0


@contextmanager
def served(data_dir: Path, port: int) -> Iterator[str]:
    """Runs until the body is done; yields what was printed until the site was open."""
    process = start(data_dir, port)
    try:
        yield printed(process)
    finally:
        stop(process)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("served") / "var"
    yield place
    shutil.rmtree((place / "pg").resolve())


@dataclass(frozen=True)
class Starts:
    """What two first starts at once printed, and the quotes of one speaker that each then showed."""

    ports: list[int]
    processes: list[subprocess.Popen[str]]
    said: list[str]
    pages: list[str]


@pytest.fixture(scope="module")
def first(var: Path) -> Iterator[Starts]:
    """Each start takes nine seconds of a processor: what these two are asked, no other need be made for."""
    ports = [free_port(), free_port()]
    processes = [start(var, port) for port in ports]
    try:
        said = [printed(process) for process in processes]
        assert all(f"http://127.0.0.1:{port}/" in text for port, text in zip(ports, said, strict=True))
        yield Starts(ports, processes, said, [fetch(port, "/quotes/?q=speaker:miller") for port in ports])
    finally:
        for process in processes:
            if process.poll() is None:
                stop(process)


def children(pid: int) -> dict[str, int]:
    """The web server and the worker of a start."""
    lines = {}
    for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended since
            lines[int(each)] = Path(f"/proc/{each}/cmdline").read_text()
    return {"work" if "\0work" in line else "web": pid for pid, line in lines.items()}


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def fetch(port: int, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.read().decode()


def test_two_first_starts_at_once_share_one_archive_of_five_articles(first: Starts) -> None:
    assert re.search(r"Making the tables, in \d+ steps", "".join(first.said))
    assert "58 quotes, 45 of them published" in "".join(first.said)
    assert len(re.findall(r"editor with the password \S{12}", "".join(first.said))) == 1
    assert ["10 quotes" in page for page in first.pages] == [True, True]


def up(port: int) -> bool:
    with suppress(OSError):
        return fetch(port, "/livez") == "ok\n"
    return False


def come_again(process: subprocess.Popen[str], port: int) -> None:
    """Kills the web server and the worker."""
    killed = children(process.pid)
    os.kill(killed["work"], signal.SIGKILL)
    assert up(port)
    os.kill(killed["web"], signal.SIGKILL)
    wait_for(lambda: set(children(process.pid)) == {"web", "work"} and up(port))
    assert not {*killed.values()} & {*children(process.pid).values()}


def stop_twice(process: subprocess.Popen[str]) -> None:
    """Presses Ctrl-C, and once more before all have ended: none is left behind."""
    pids = children(process.pid).values()
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
    assert process.communicate(timeout=60)[0].endswith("Stopped.\n")
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def kill(process: subprocess.Popen[str]) -> None:
    """Nothing outlives it."""
    pids = children(process.pid).values()
    process.kill()
    process.communicate()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_what_dies_is_started_again_and_after_a_killed_start_the_next_is_whole(
    var: Path, first: Starts
) -> None:
    come_again(first.processes[0], first.ports[0])
    stop_twice(first.processes[0])
    kill(first.processes[1])
    port = free_port()
    with served(var, port) as again:
        assert "password" in again
        assert "with the password" not in again
        assert "45 quotes" in fetch(port, "/quotes/")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_ctrl_c_that_python_swallows_is_heard_at_the_next_step():
    """As in the call that clears away an object, where an exception ends nothing."""
    command = serve.Command()
    for step in (command.stop, command.look_again, lambda: command.say("Building the search index …")):
        with pytest.raises(KeyboardInterrupt):
            step()


@pytest.mark.django_db(transaction=True)
def test_the_first_content_is_imported_whole_or_not_at_all(monkeypatch):
    done: list[object] = []

    def interrupted(batch, record, article):
        if len(done) == 30:
            raise KeyboardInterrupt
        done.append(record)
        return write(batch, record, article)

    write = Batch.quote
    monkeypatch.setattr(Batch, "quote", interrupted)
    with pytest.raises(CommandError, match="run the same command again"):
        call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
    monkeypatch.undo()
    assert not Article.objects.exists()
    call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
    assert Article.objects.count() == 5


@pytest.mark.django_db
def test_the_site_opens_though_the_index_cannot_be_built(index_dir, capsys):
    index_dir.write_text("in the way")
    serve.Command().build_index()
    assert "PostgreSQL answers" in capsys.readouterr().err


STATIC = {
    "no list": lambda root: (root / "staticfiles.json").unlink(),
    "an empty list": lambda root: (root / "staticfiles.json").write_text(""),
    "a file of the list gone": lambda root: next(root.rglob("archive.*.css")).unlink(),
    "a file of the list empty": lambda root: next(root.rglob("archive.*.css")).write_text(""),
}


def test_static_files_that_were_half_collected_are_collected_again(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    # Not changed in place: that would outlive the test.
    packed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": packed}
    serve.collect_static()
    assert serve.is_whole(tmp_path / "staticfiles.json")
    for name, damage in STATIC.items():
        damage(tmp_path)
        assert not serve.is_whole(tmp_path / "staticfiles.json"), name
        serve.collect_static()
        assert serve.is_whole(tmp_path / "staticfiles.json"), name


def test_a_child_that_keeps_ending_is_left_after_its_limit_with_growing_pauses(monkeypatch, caplog):
    now = [1000.0]
    monkeypatch.setattr("archive.operations.children.monotonic", lambda: now[0])
    child = Child("web server", ["-c", "raise SystemExit(3)"], limit=4)

    def tend():
        while True:
            child.process.wait()
            child.tend()
            now[0] += 1

    with pytest.raises(EndedTooOftenError, match="ended 5 times"):
        tend()
    assert "exit code 3" in caplog.text
    assert [record.args[2] for record in caplog.records] == [1, 2, 4, 8]


@pytest.mark.parametrize("port", ["", "abc", "0", "70000", "-1", "²"])
def test_what_is_no_port_is_refused_in_words(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="is no port"):
        call_command("serve")


def test_a_taken_port_is_named_with_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "ENDING", 0.3)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            call_command("serve")


def test_the_server_that_reloads_is_refused_where_it_could_not_serve_static_files():
    with pytest.raises(CommandError, match="make dev"):
        call_command("serve", dev=True)
