"""`make run`: everything that a try-out needs, in one process tree that Ctrl-C ends."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.search.index import building

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = (
        "Prepares the database, the index and an editor's account where they are missing, then runs the web server "
        "and the worker until Ctrl-C. The port comes from the environment: PORT=8080 make run."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dev", action="store_true", help="Django's own server, which reloads on changes"
        )

    def handle(self, *, dev: bool, **options: Any) -> None:
        port = int(os.environ.get("PORT", "8000"))
        if dev and not settings.DEBUG:
            raise CommandError("Django's own server needs ARCHIVE_ENV=dev for its static files: make dev")
        refuse_taken(port)
        call_command("migrate", verbosity=0)
        call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
        if building.status().trouble:
            call_command("index", "build")
        if not dev:
            collect_static()
        password = make_editor()
        web = (
            ["manage.py", "runserver", f"{HOST}:{port}"]
            if dev
            else ["-m", "gunicorn", *gunicorn_options(port)]
        )
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
        ):  # a shell that starts us in the background ignores Ctrl-C for us
            signal.signal(number, signal.default_int_handler)
        with (
            suppress(KeyboardInterrupt),
            running(web) as server,
            running(["manage.py", "work"]) as worker,
        ):
            wait_until_up(port)
            self.welcome(port, password)
            wait_for_end(server, worker)
        self.stdout.write("Stopped.")

    def welcome(self, port: int, password: str | None) -> None:
        address = f"http://{HOST}:{port}"
        self.stdout.write(f"\nThe Statement Archive is open at {self.style.SUCCESS(address + '/')}")
        self.stdout.write(f"The editors' desk is at {address}/{settings.ADMIN_URL}")
        if password:
            self.stdout.write(
                f"Sign in there as editor with the password {self.style.SUCCESS(password)} (shown only now)."
            )
        else:
            self.stdout.write(
                "Forgot the editor's password? .venv/bin/python manage.py changepassword editor"
            )
        self.stdout.write("Ctrl-C stops it.\n")
        self.stdout.flush()


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CommandError(f"Port {port} is taken. Choose another: make run PORT={port + 1}") from None


def collect_static() -> None:
    """Collects only when a source is newer than what was collected: it costs a second."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [settings.BASE_DIR / "requirements.txt", *(settings.BASE_DIR / "static").rglob("*")]
    if not manifest.exists() or manifest.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def make_editor() -> str | None:
    """The password of a new account, or None when there is somebody who can sign in already."""
    users = get_user_model()._default_manager
    if users.filter(is_staff=True).exists():
        return None
    password = secrets.token_urlsafe(9)
    users.create_superuser("editor", password=password)
    return password


def gunicorn_options(port: int) -> list[str]:
    return [
        "archive.wsgi",
        f"--bind={HOST}:{port}",
        "--workers=2",
        "--threads=4",
        "--log-level=warning",
        "--no-control-socket",
    ]


@contextmanager
def running(arguments: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a session of its own: Ctrl-C reaches only us, and we end it."""
    child = subprocess.Popen([sys.executable, *arguments], cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def wait_until_up(port: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/livez", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError("The web server did not start; its messages stand above.")


def wait_for_end(*children: subprocess.Popen[bytes]) -> None:
    """Raises when a child has ended by itself; Ctrl-C and TERM arrive as KeyboardInterrupt."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    raise CommandError("The web server or the worker ended; its messages stand above.")
