"""The worker as a process of its own on the test database: `python -m tests.search.drill_worker NAME INDEX`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


@contextmanager
def worker(index_dir: Path) -> "Iterator[subprocess.Popen[bytes]]":
    from django.db import connection

    command = [
        sys.executable,
        "-m",
        "tests.search.drill_worker",
        connection.settings_dict["NAME"],
        str(index_dir),
    ]
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            assert process.wait(timeout=30) == 0


def drained(seconds: float = 60) -> bool:
    from archive.models import Outbox

    until = time.monotonic() + seconds
    while Outbox.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not Outbox.objects.exists()


def main(name: str, index_dir: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from archive.search.index.worker import Worker

    connection.settings_dict["NAME"] = name
    settings.SEARCH_INDEX_DIR = Path(index_dir)
    Worker().run()


if __name__ == "__main__":
    main(*sys.argv[1:])
