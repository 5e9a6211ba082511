"""The comparison: the same quotes and the same queries in every engine, one after the other, as a table and as JSON."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import Any

from django.db import connection

from archive.operations.backup import drop_database
from archive.search.contract import Document
from tests.bench.cases import Case, cases
from tests.bench.corpus import documents
from tests.bench.ours import OpenSearch, Ours
from tests.bench.peers import Fts5, Postgres, Stock, Tantivy
from tests.bench.timing import Figures, measure

ENGINES = {engine.name: engine for engine in (Ours, Stock, Postgres, Fts5, Tantivy, OpenSearch)}
SAMPLE = 20_000
TOO_MANY_FOR_STOCK = 300_000

# Where two engines analyse alike, so that their totals must be equal.
WORDS = {"rare", "common", "and", "or", "phrase", "prefix", "term_speaker", "sort_date", "page50", "facets"}
ALIKE = {
    # Whoosh takes a filter that finds nothing for none at all, so dates and countries together do not compare.
    "stock": WORDS | {"fuzzy", "highlight"},
    "postgres": WORDS | {"fuzzy", "term_country_date"},
    "tantivy": WORDS | {"term_country_date"},
    "opensearch": WORDS | {"fuzzy", "term_country_date", "highlight"},
}

Say = Callable[[str], Any]


def compare(quotes: int, names: Iterable[str], say: Say) -> dict[str, Any]:
    """The figures as var/bench/search.json holds them."""
    corpus = list(documents(quotes))
    chosen = cases(corpus[:SAMPLE])
    texts = [document.words for document in corpus]
    result: dict[str, Any] = {"quotes": quotes, "classes": {}, "indexing": {}, "differences": {}}
    totals: dict[str, dict[Case, int]] = {}
    reasons: dict[str, dict[Case, str]] = {}
    home = Path(tempfile.mkdtemp(prefix="search-bench-"))
    try:
        for name in names:
            if name == "stock" and quotes > TOO_MANY_FOR_STOCK:
                continue
            say(f"{name} …")
            engine = ENGINES[name](home, texts)
            result["indexing"][name] = _load(engine, corpus)
            figures, totals[name], reasons[name] = _measure(engine, chosen)
            for kind, found in figures.items():
                result["classes"].setdefault(kind, {})[name] = found
        result["differences"] = _differences(totals, reasons)
    finally:
        shutil.rmtree(home)
    return result


def _load(engine: Any, corpus: list[Document]) -> dict[str, float]:
    started = process_time()
    engine.load(corpus)
    seconds = process_time() - started
    return {"quotes_per_cpu_s": len(corpus) / seconds, "bytes_per_quote": engine.bytes() / len(corpus)}


def _measure(engine: Any, chosen: list[Case]) -> tuple[Figures, dict[Case, int], dict[Case, str]]:
    engine.open()
    try:
        if hasattr(engine, "warm"):
            engine.warm(chosen)
        figures, totals = measure(engine, chosen)
        reasons = {case: engine.differs(case) for case in chosen} if hasattr(engine, "differs") else {}
        return figures, totals, reasons
    finally:
        if hasattr(engine, "close"):
            engine.close()


def _differences(
    totals: dict[str, dict[Case, int]], reasons: dict[str, dict[Case, str]]
) -> dict[str, list[str]]:
    """Queries whose totals differ where the analysis is alike, with the reason where it is known."""
    ours = totals.get("ours", {})
    return {
        name: [
            f"{case.name} {' '.join(case.words)}: {ours[case]} here, {total} there"
            + (f" ({why})" if (why := reasons[name].get(case)) else "")
            for case, total in found.items()
            if case.name in ALIKE.get(name, ()) and case in ours and total != ours[case]
        ]
        for name, found in totals.items()
        if name != "ours"
    }


def table(result: dict[str, Any]) -> str:
    """p50 / p95 in milliseconds, and how many times slower than ours each p50 is."""
    names = list(result["indexing"])
    lines = [f"{result['quotes']:,} quotes; p50 / p95 ms; × = its p50 over ours", ""]
    lines.append("  ".join(["class".ljust(18), *(name.ljust(25) for name in names)]))
    for kind, found in result["classes"].items():
        ours = found.get("ours", {}).get("p50_ms")
        lines.append("  ".join([kind.ljust(18), *(_cell(found.get(name), ours).ljust(25) for name in names)]))
    lines.append("")
    for name, found in result["indexing"].items():
        lines.append(
            f"{name}: {found['quotes_per_cpu_s']:,.0f} quotes per CPU-second here, {found['bytes_per_quote']:,.0f} bytes a quote"
        )
    for name, different in result["differences"].items():
        lines += [f"{name} counts otherwise: {line}" for line in different[:5]]
        if not different:
            lines.append(f"{name}: the same totals wherever the analysis is alike")
    return "\n".join(lines)


def _cell(found: dict[str, float] | None, ours: float | None) -> str:
    if not found:
        return "–"
    ratio = f"  ×{found['p50_ms'] / ours:,.1f}" if ours else ""
    return f"{found['p50_ms']:.2f} / {found['p95_ms']:.2f}{ratio}"


def save(result: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    held = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(held | result, indent=2) + "\n")


def live(quotes: int, output: Path, part: str = "live") -> None:
    """A part on rows, in a database beside the one in use, which is dropped again."""
    database = f"{connection.settings_dict['NAME']}_bench"
    home = tempfile.mkdtemp(prefix="search-bench-")
    drop_database(database)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{database}"')
    place = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "BENCH_DATABASE": database,
        "BENCH_INDEX": home,
    }
    try:
        command = [sys.executable, "-m", f"tests.bench.{part}", str(quotes), str(output)]
        subprocess.run(command, env=os.environ | place, check=True)
    finally:
        shutil.rmtree(home)
        drop_database(database)
