"""`make run`: everything that a try-out needs, in one process tree that Ctrl-C ends."""

import json
import os
import secrets
import signal
import socket
import time
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.intake.grammar.sentences import grammar_installed
from archive.intake.proposals import MISSING_GRAMMAR
from archive.models import Article, Quote
from archive.operations.children import Child, EndedTooOftenError, kept_alive
from archive.operations.health import steps_to_take
from archive.search.index import building
from archive.search.index.locks import preparing_alone

HOST = "127.0.0.1"
STILL_STARTING = 15  # seconds
ENDING = 3.0  # seconds; a server whose start was killed gives its port back in that time


class Command(BaseCommand):
    help = (
        "Prepares the database, the index and an editor's account where they are missing, then runs the web server "
        "and the worker until Ctrl-C. The port comes from the environment: PORT=8080 make run."
    )
    requires_system_checks = []
    stopped = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dev", action="store_true", help="Django's own server, which reloads on changes"
        )

    def handle(self, *, dev: bool, **options: Any) -> None:
        if dev and not settings.DEBUG:
            raise CommandError("Django's own server needs ARCHIVE_ENV=dev for its static files: make dev")
        port = wanted_port()
        # A shell that starts us in the background ignores Ctrl-C for us.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            password = self.prepared(dev)
            wanted_port()  # two that were started at once have waited for each other
            self.serve(port, dev, password)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        except EndedTooOftenError as error:
            raise CommandError(str(error)) from None

    def stop(self, *signal: Any) -> None:
        """Python swallows what is raised while it clears away an object: so we look again, wherever we can."""
        self.stopped = True
        raise KeyboardInterrupt

    def look_again(self) -> None:
        if self.stopped:
            raise KeyboardInterrupt

    def say(self, text: str) -> None:
        self.look_again()
        self.stdout.write(text)
        self.stdout.flush()

    def prepared(self, dev: bool) -> str | None:
        """Whatever is missing is made, by one process at a time; the password of a new account."""
        self.say("Starting the database …")
        try:
            with preparing_alone(
                lambda: self.say("Another process is preparing the archive: waiting for it …")
            ):
                return self.prepare(dev)
        except (DatabaseError, OSError) as error:
            raise CommandError(
                f"The archive cannot be prepared: {error}\nWhen that is mended, start it again: it goes on from here."
            ) from error

    def prepare(self, dev: bool) -> str | None:
        if steps := steps_to_take():
            self.say(f"Making the tables, in {steps} steps …")
        call_command("migrate", verbosity=0)
        if not Article.objects.exists():
            self.say("Loading the first articles …")
            call_command("import", settings.BASE_DIR / "fixtures", if_empty=True)
        published, quotes = Quote.objects.published().count(), Quote.objects.count()
        self.say(f"The archive holds {quotes:,} quotes, {published:,} of them published.")
        self.build_index()
        if not dev:
            collect_static()
        return make_editor()

    def build_index(self) -> None:
        """Without an index PostgreSQL answers, and the worker tries again."""
        if not (trouble := building.status().trouble):
            return
        self.say(f"Building the search index, because {trouble} …")
        try:
            call_command("index", "build", stdout=self.stdout)
        except (CommandError, OSError) as error:
            self.stderr.write(f"The index could not be built: {error} PostgreSQL answers searches meanwhile.")

    def serve(self, port: int, dev: bool, password: str | None) -> None:
        self.say("Starting the web server and the worker …")
        reloading = ["manage.py", "runserver", f"{HOST}:{port}"]
        web = Child("web server", reloading if dev else ["-m", "gunicorn", *gunicorn_options(port)], limit=10)
        worker = Child("worker", ["manage.py", "work"])
        with kept_alive(web, worker):
            self.wait_until_up(web, port)
            self.welcome(port, password)
            while True:
                time.sleep(0.5)
                self.look_again()
                web.tend()
                worker.tend()

    def wait_until_up(self, web: Child, port: int) -> None:
        """As long as it takes: a busy machine is slow, and a server that cannot start ends."""
        told = time.monotonic()
        while not answers(port):
            if web.has_ended():
                raise CommandError("The web server did not start; its messages stand above.")
            if time.monotonic() - told > STILL_STARTING:
                self.say("The web server is still starting …")
                told = time.monotonic()
            time.sleep(0.1)
            self.look_again()

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
        if not grammar_installed():
            self.stdout.write(self.style.ERROR(f"Proposals are half themselves here. {MISSING_GRAMMAR}"))
        self.say("Ctrl-C stops it.\n")


def wanted_port() -> int:
    """Free now; another start may still take it."""
    named = os.environ.get("PORT", "8000")
    if not (named.isascii() and named.isdecimal()) or not 0 < int(named) < 1 << 16:
        raise CommandError(f"PORT={named!r} is no port: use a number from 1024 to 65535.")
    port, deadline = int(named), time.monotonic() + ENDING
    while (trouble := trouble_with(port)) and time.monotonic() < deadline:
        time.sleep(0.2)
    if trouble:
        raise CommandError(f"{trouble} Choose another: make run PORT={port + 1 if port > 1023 else 8000}")
    return port


def trouble_with(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return f"Port {port} is for root alone."
        except OSError:
            return f"Port {port} is taken."
    return ""


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/livez", timeout=5)
    except HTTPError:
        return True  # it is there, and minds the host's name
    except OSError:
        return False
    return True


def collect_static() -> None:
    """Collects only when a source is newer than what was collected, or some of that is lost: it costs a second."""
    root = Path(settings.STATIC_ROOT)
    manifest = root / "staticfiles.json"
    sources = [settings.BASE_DIR / "requirements.txt", *(settings.BASE_DIR / "static").rglob("*")]
    newest = max(source.stat().st_mtime for source in sources)
    if not is_whole(manifest) or manifest.stat().st_mtime < newest:
        manifest.unlink(missing_ok=True)  # first: without it, what is interrupted is begun anew
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def is_whole(manifest: Path) -> bool:
    """Whether every file that it lists is there, with bytes in it."""
    try:
        paths = json.loads(manifest.read_text())["paths"].values()
        return all((manifest.parent / path).stat().st_size for path in paths)
    except (OSError, ValueError, KeyError):
        return False


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
        "--config=python:archive.operations.long_lines",
        "--worker-class=archive.operations.web_worker.WebWorker",
        "--threads=32",
        "--graceful-timeout=5",
        "--log-level=warning",
        "--no-control-socket",
    ]
