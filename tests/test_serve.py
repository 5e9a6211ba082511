"""`make run` as a newcomer sees it: a real process tree in an empty directory."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data_dir: Path, port: int) -> Iterator[str]:
    """Runs until the body is done, then presses Ctrl-C; yields what was printed until the site was open."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "ARCHIVE_PG_BIN"}}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env={**kept, "PORT": str(port), "ARCHIVE_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    try:
        yield "".join(lines)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[0].endswith("Stopped.\n")
        assert process.returncode == 0


def fetch(port: int, path: str = "/") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.read().decode()


def test_the_archive_opens_with_the_five_articles_and_stops_with_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path / "var", port) as printed:
        assert f"http://127.0.0.1:{port}/" in printed
        assert re.search(r"editor with the password \S{12}", printed)
        assert "10 quotes" in fetch(port, "/quotes/?q=speaker:miller")
    with served(tmp_path / "var", port) as again:
        assert "password" in again
        assert "with the password" not in again
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    shutil.rmtree((tmp_path / "var/pg").resolve())


def test_a_taken_port_is_named_with_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"], cwd=settings.BASE_DIR, env={**os.environ, "PORT": str(port)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode != 0
    assert f"make run PORT={port + 1}" in done.stderr


def test_the_server_that_reloads_is_refused_where_it_could_not_serve_static_files():
    with pytest.raises(CommandError, match="make dev"):
        call_command("serve", dev=True)
