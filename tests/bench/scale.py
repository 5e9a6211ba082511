"""How the archive behaves at a size: filled, indexed, read, changed. `python -m tests.bench search --scale --quotes 1000000`.

About 25 minutes for a million on a quiet machine of two cores: the rows that stand in for the index are written beside
the build of the index. Every figure is printed as soon as it is there.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter, sleep, thread_time

from tests.bench.live import _addresses, _fetch, _forget_peak_memory, _peak_memory, _save, _server

FILL = "import django; django.setup(); from tests.bench.scale import fill_quotes; fill_quotes()"
CHUNK = 2_000
SAVES, WORDS, RENAME_SECONDS = 30, 60, 600.0

Figures = dict[str, float]


def main(quotes: int, output: Path) -> None:
    import django

    django.setup()
    from tests.bench import criteria
    from tests.bench.run import save

    found: Figures = {"quotes": quotes}
    for step in (_filled, _indexed, _pages, _words_by_postgresql, _changes, _most_quoted_renamed):
        started = monotonic()
        new = step(quotes)
        found |= new
        told = ", ".join(f"{name} {value:,.5g}" for name, value in new.items())
        sys.stderr.write(f"{step.__name__[1:]} in {monotonic() - started:,.0f} s: {told}\n")
    save({"scale": found}, output)
    sys.stdout.write(criteria.table([*criteria.scale(found)]) + "\n")


def _filled(quotes: int) -> Figures:
    from django.core.management import call_command

    from tests.bench.corpus import documents
    from tests.bench.database import load

    call_command("migrate", verbosity=0)
    started = monotonic()
    load(documents(quotes))
    return {"fill_s": monotonic() - started}


def _indexed(quotes: int) -> Figures:
    """The index in this process, the rows that stand in for it in another."""
    from archive.search import status
    from archive.search.index import building

    with _without_indexes():
        beside = subprocess.Popen([sys.executable, "-c", FILL])
        _forget_peak_memory()
        started, cpu = monotonic(), thread_time()
        building.build()
        built = {
            "build_s": monotonic() - started,
            "quotes_per_cpu_s": quotes / (thread_time() - cpu),
            "build_memory_mb": _peak_memory(),
            "bytes_per_quote": status().held.bytes / quotes,
        }
        if beside.wait():
            raise RuntimeError("The rows were not written.")
    return built


def fill_quotes() -> None:
    """The rows that stand in for the index of quotes, which are what is asked; those of articles take as long again."""
    from archive.models import Epoch, Quote
    from archive.models.searching import SearchedQuote
    from archive.search.index.projection import VERSION, replace

    last = 0
    while ids := Quote.objects.filter(pk__gt=last).order_by("pk")[:CHUNK].ids():
        replace(SearchedQuote, ids)
        last = ids[-1]
    Epoch.objects.update(searched=VERSION)


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Of the rows that stand in for the index: made once, when all rows are there."""
    from django.db import connection

    from archive.models.searching import SearchedArticle, SearchedQuote

    models = (SearchedQuote, SearchedArticle)
    with connection.schema_editor() as editor:
        for model in models:
            for index in model._meta.indexes:
                editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        editor.execute("SET maintenance_work_mem = '512MB'")
        for model in models:
            for index in model._meta.indexes:
                editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _times(name: str, times: list[float]) -> Figures:
    from tests.bench.timing import percentile

    return {f"{name}_p50_ms": statistics.median(times), f"{name}_p95_ms": percentile(times, 0.95)}


def _pages(quotes: int) -> Figures:
    """Whole pages over HTTP, with facets and highlights; each once before, as readers have before us."""
    addresses = _addresses()
    with _server() as origin:
        times = [[_fetch(origin + address) for address in addresses] for _ in range(2)][1]
        memory = max(map(_memory_of, _processes("archive.wsgi")))
    return _times("page", [time for time in times if time]) | {"web_memory_mb": memory}


def _processes(named: str) -> list[int]:
    """Of those that this one started."""
    found = [os.getpid()]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return [pid for pid in found if named in Path(f"/proc/{pid}/cmdline").read_text()]


def _memory_of(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def _words_by_postgresql(quotes: int) -> Figures:
    from archive.query import QuoteQuery
    from archive.search.contract import QUOTES, Request
    from archive.search.engines.postgres import PostgresEngine
    from archive.search.language import parse, simplify
    from tests.bench.cases import cases
    from tests.bench.corpus import documents

    words = [c.words[0] for c in cases(islice(documents(20_000), 20_000)) if c.name in {"rare", "common"}]

    def ask(word: str) -> float:
        started = perf_counter()
        PostgresEngine().answer(QUOTES, Request(QuoteQuery(q=word), simplify(parse(word))))
        return (perf_counter() - started) * 1000

    return _times("postgresql_word", [min(ask(word), ask(word)) for word in words[:WORDS]])


@contextmanager
def _working() -> Iterator[Callable[[], float]]:
    """A worker; the value tells its memory."""
    worker = subprocess.Popen([sys.executable, "manage.py", "work"])
    try:
        sleep(5)
        yield lambda: _memory_of(worker.pid)
    finally:
        worker.terminate()
        worker.wait()


def _changes(quotes: int) -> Figures:
    """From the commit of a change until a search finds it."""
    from archive.models import Article

    with _working() as memory:
        articles = Article.objects.in_bulk(range(1, SAVES + 1)).values()
        times = [_save(article, f"change{number}") for number, article in enumerate(articles)]
        return _times("visible", times) | {"worker_memory_mb": memory()}


def _most_quoted_renamed(quotes: int) -> Figures:
    """While it is being indexed others search; how many were left to PostgreSQL, and how long the slowest took."""
    from django.db.models import Count

    from archive.models import Attribution, Speaker
    from archive.query import QuoteQuery
    from archive.search import find

    top = Attribution.objects.values("speaker").annotate(n=Count("id")).order_by("-n")[0]
    speaker, searches, left = Speaker.objects.get(pk=top["speaker"]), [], 0
    with _working() as memory:
        speaker.name = "Zebedee Quagga"
        speaker.save()
        started = monotonic()
        while (
            not (done := find(QuoteQuery(q="Quagga"), stop=1).total)
            and monotonic() - started < RENAME_SECONDS
        ):
            asked = perf_counter()
            left += bool(find(QuoteQuery(q="government"), facets=["speaker", "country"]).notice)
            searches.append((perf_counter() - asked) * 1000)
            sleep(0.1)
        return {
            "renamed_quotes": top["n"],
            "renamed_found": done,
            "rename_s": monotonic() - started,
            "left_to_postgresql": left,
            "rename_memory_mb": memory(),
            **_times("while_renamed", searches or [0.0]),
        }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    main(int(sys.argv[1]), Path(sys.argv[2]))
