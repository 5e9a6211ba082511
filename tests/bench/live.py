"""The second part of the benchmark, on rows of a database: whole pages over HTTP, a build, and save to searchable.

`python -m tests.bench.live QUOTES OUTPUT` with tests.bench.settings; `python -m tests.bench search` starts it.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter, sleep, thread_time
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

PAGES, SAVES, WORKERS = 300, 60, 2


def main(quotes: int, output: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench import readers
    from tests.bench.corpus import documents
    from tests.bench.database import load
    from tests.bench.run import save

    call_command("migrate", verbosity=0)
    load(documents(quotes))
    result = {"indexing_rows": _build(quotes), "pages": _pages(), "save_to_searchable": _saves()}
    result["readers"] = readers.measure(_addresses())
    save(result, output)
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


def _figures(milliseconds: list[float]) -> dict[str, float]:
    from tests.bench.timing import percentile

    return {"p50_ms": statistics.median(milliseconds), "p95_ms": percentile(milliseconds, 0.95)}


def _build(quotes: int) -> dict[str, float]:
    """A full build, while another thread searches all the time."""
    from archive.query import QuoteQuery
    from archive.search import find, status
    from archive.search.index import building

    building.build()
    stop, answers = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            answers.append(find(QuoteQuery(), facets=["speaker"]).notice is None)
            sleep(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    _forget_peak_memory()
    started, cpu = monotonic(), thread_time()  # the build's own: the reader searches in this process too
    building.build()
    seconds, cpu = monotonic() - started, thread_time() - cpu
    stop.set()
    reader.join()
    return {
        "build_s": seconds,
        "quotes_per_cpu_s": quotes / cpu,
        "peak_memory_mb": _peak_memory(),
        "bytes_per_quote": status().held.bytes / quotes,
        "searches_meanwhile": len(answers),
        "answered_by_the_index": sum(answers),
    }


def _forget_peak_memory() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_memory() -> float:
    """Megabytes. What getrusage tells would be the parent's, if that was larger when it started this process."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def _addresses() -> list[str]:
    """Mixed queries with filters, sorts and pages, each with facets and highlights."""
    from tests.bench.cases import cases
    from tests.bench.corpus import documents
    from tests.bench.ours import text_of

    found = []
    for case in cases(islice(documents(20_000), 20_000)):
        given = {
            "q": text_of(case),
            "speaker": case.speaker,
            "said_from": case.said_from,
            "sort": "newest" if case.newest else None,
            "page": case.start // 20 + 1 if case.start else None,
        }
        found.append("/quotes/?" + urlencode({name: value for name, value in given.items() if value}))
    return found


def _pages() -> dict[str, Any]:
    addresses = _addresses()
    with _server() as origin:
        times = [_fetch(origin + address) for address in addresses]
        times = [time for time in (_fetch(origin + address) for address in addresses) if time]
    return {**_figures(times), "pages": len(times), "sql_queries": _most_queries(addresses)}


def _fetch(address: str) -> float:
    """Milliseconds; 0 for a page that does not exist, such as page 50 of few results."""
    started = perf_counter()
    try:
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as response:
            response.read()
    except OSError:
        return 0
    return (perf_counter() - started) * 1000


def _most_queries(addresses: list[str]) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    most = 0
    for address in addresses[:40]:
        with CaptureQueriesContext(connection) as queries:
            Client(headers={"host": "127.0.0.1"}).get(address)
        most = max(most, len(queries))
    return most


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
        "archive.wsgi",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _until_up(f"http://127.0.0.1:{port}/quotes/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _until_up(address: str) -> None:
    for _ in range(150):
        if _fetch(address):
            return
        sleep(0.2)
    raise RuntimeError(f"{address} does not answer")


def _saves() -> dict[str, float]:
    """From the commit of a change until a search finds it, with a worker of its own process."""
    from archive.models import Article

    worker = subprocess.Popen([sys.executable, "manage.py", "work"])
    try:
        sleep(5)
        articles = list(Article.objects.filter(pk__in=range(1, SAVES + 1)))
        times = [_save(article, f"change{number}") for number, article in enumerate(articles)]
    finally:
        worker.terminate()
        worker.wait()
    return _figures(times)


def _save(article: Any, word: str) -> float:
    from archive.query import QuoteQuery
    from archive.search import find

    article.title = f"{article.title} {word}"
    article.save()
    started = perf_counter()
    while not find(QuoteQuery(q=word)).total:
        sleep(0.002)
    return (perf_counter() - started) * 1000


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    main(int(sys.argv[1]), Path(sys.argv[2]))
