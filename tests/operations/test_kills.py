"""kill -9 of anything, again and again, while an editor saves: what was acknowledged is there, once, and is found."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
from collections import Counter
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest
from django.conf import settings

from tests.localpg.conftest import working_in
from tests.operations.test_disk_full import Editor, password
from tests.operations.test_first_start import end, opened
from tests.operations.web import ask, free_port

pytestmark = pytest.mark.drill
KILLS, PAUSE = int(os.environ.get("DRILL_KILLS", "30")), 4.0
STORED = """
import json
from archive.models import Article, Outlet, Outbox
print(json.dumps([list(Outlet.objects.values_list("name", flat=True)), list(Article.objects.values_list("title", flat=True)), Outbox.objects.count()]))
"""


class Site:
    """`make run` without make, started again by hand when all of it was killed."""

    def __init__(self, place: Path) -> None:
        self.place, self.port, self.data = place, free_port(), place / "var"
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        self.environment = {
            **kept,
            "PORT": str(self.port),
            "ARCHIVE_DATA_DIR": str(self.data),
            "LOGIN_RATE": "off",
        }
        self.logs = ["log", *(f"log-{number}" for number in range(KILLS))]
        self.start()

    def start(self) -> None:
        with (self.place / self.logs.pop(0)).open("w") as file:
            words = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(
                words,
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
            opened(self.process, file)

    def processes(self) -> dict[str, list[int]]:
        own = children(self.process.pid)
        server = list(working_in((self.data / "pg").resolve()))
        return {
            "web": own[:1] + children(own[0]) if own else [],
            "worker": own[1:],
            "PostgreSQL": server,
            "postmaster": server and [min(server)],
            "all of PostgreSQL": server,
            "all": [self.process.pid],
        }

    def kill(self, rng: random.Random) -> str:
        name = rng.choice(sorted(found := {name: pids for name, pids in self.processes().items() if pids}))
        pids = found[name] if name.startswith("all of") else [rng.choice(found[name])]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if name == "all":
            end(self.process, signal.SIGKILL)
            self.start()
        return name


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    yield site
    end(site.process, signal.SIGINT)


def save(editor: Editor, number: int) -> str:
    """A new outlet, or another title of the first article; its name once it is acknowledged."""
    name = f"saved{number}x"
    with suppress(OSError, HTTPException, IndexError):
        if number % 2:
            status, _text = editor.send("/admin/archive/outlet/add/", name=name)
        else:
            path = "/admin/archive/article/1/change/"
            status, _text = editor.send(path, title=f"A title {name}", reason="A drill.")
        return name if status == 200 else ""
    return ""


def signed_in(site: Site) -> Editor:
    for _ in range(60):
        with suppress(OSError, HTTPException, IndexError):
            return Editor(site.port, password(site.place))
        time.sleep(1)
    raise AssertionError("Nobody can sign in.")


def stored(site: Site) -> list:
    words = [sys.executable, "manage.py", "shell", "--no-imports", "-c", STORED]
    asked = subprocess.run(
        words, cwd=settings.BASE_DIR, env=site.environment, capture_output=True, check=True
    )
    return json.loads(asked.stdout)


def test_what_was_acknowledged_survives_the_killing_of_anything(site):
    rng, killed, saved, number = random.Random(12), Counter[str](), [], 0
    editor = signed_in(site)
    for _ in range(KILLS):
        until = time.monotonic() + rng.uniform(0.5, PAUSE)
        while time.monotonic() < until:
            number += 1
            saved += [name] if (name := save(editor, number)) else []
        killed[site.kill(rng)] += 1
    editor = signed_in(site)
    deadline = time.monotonic() + 150  # what ended often is started again after a minute
    while not (last := save(editor, number := number + 2 - number % 2)):
        assert time.monotonic() < deadline, "Nobody can save any more."
    saved.append(last)
    outlets, titles, waiting = stored(site)
    new = [name for name in saved if int(name[5:-1]) % 2]
    sys.stderr.write(
        f"{sum(killed.values())} kills {dict(killed)}, {len(saved)} acknowledged saves, {len(new)} of them new rows\n"
    )
    assert {outlets.count(name) for name in new} <= {1}
    assert f"A title {last}" in titles
    while waiting and time.monotonic() < deadline + 60:
        time.sleep(1)
        waiting = stored(site)[2]
    with suppress(urllib.error.HTTPError), ask(site.port, f"/articles/?q={last}") as answer:
        assert last in answer.read().decode()
