"""What the figures are held against, and whether they hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

LARGE = 1_000_000
BESIDE_TANTIVY = ("common", "sort_date", "page50", "term_speaker", "term_country_date")


@dataclass(frozen=True)
class Criterion:
    name: str
    target: str
    seen: str
    holds: bool


def criteria(result: dict[str, Any]) -> list[Criterion]:
    """Those that the result has figures for."""
    found = [*_peers(result["classes"])] if result["quotes"] < LARGE else []
    found += _classes(result)
    if "pages" in result:
        found += _rows(result)
    if "readers" in result:
        found += _readers(result["readers"])
    return found


def table(found: list[Criterion]) -> str:
    rows = [
        ("criterion", "target", "seen", ""),
        *((c.name, c.target, c.seen, "holds" if c.holds else "FAILS") for c in found),
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _peers(classes: dict[str, Any]) -> Iterator[Criterion]:
    postgres, stock = _ratios(classes, "postgres"), _ratios(classes, "stock")
    if postgres:
        yield _at_least("faster than PostgreSQL, classes", 12, sum(ratio > 1 for ratio in postgres.values()))
        for name in ("common", "facets"):
            yield _at_least(f"times faster than PostgreSQL: {name}", 20, postgres[name])
    if stock:
        yield _at_least(
            "20 times faster than stock Whoosh, classes", 8, sum(ratio >= 20 for ratio in stock.values())
        )
    if tantivy := _ratios(classes, "tantivy"):
        for name in BESIDE_TANTIVY:
            ours, behind = classes[name]["ours"]["p50_ms"], 1 / tantivy[name]
            seen = f"{behind:.1f} times, {ours:.2f} ms"
            yield Criterion(f"beside tantivy: {name}", "4 times or 0.25 ms", seen, behind <= 4 or ours < 0.25)
        for name in ("facets", "prefix"):
            yield _at_least(f"times faster than tantivy: {name}", 1, tantivy[name])


def _ratios(classes: dict[str, Any], peer: str) -> dict[str, float]:
    return {
        n: f[peer]["p50_ms"] / f["ours"]["p50_ms"] for n, f in classes.items() if peer in f and "ours" in f
    }


def _classes(result: dict[str, Any]) -> Iterator[Criterion]:
    p95 = {name: found["ours"]["p95_ms"] for name, found in result["classes"].items() if "ours" in found}
    large = result["quotes"] >= LARGE
    apart = {"fuzzy", "highlight"} if large else {"fuzzy"}
    if p95:
        worst = max((ms, name) for name, ms in p95.items() if name not in apart)
        yield _at_most(
            f"slowest p95 but {' and '.join(sorted(apart))} ({worst[1]}), ms", 20 if large else 3, worst[0]
        )
        if not large:
            yield _at_most("p95 of fuzzy, ms", 25, p95["fuzzy"])


def _rows(result: dict[str, Any]) -> Iterator[Criterion]:
    build, pages = result["indexing_rows"], result["pages"]
    yield _at_least("quotes a CPU-second, rows read and articles included", 2000, build["quotes_per_cpu_s"])
    yield _at_most("memory of a build, MB", 1200, build["peak_memory_mb"])
    if result["quotes"] < LARGE:
        yield _at_most("build, s", 90, build["build_s"])
    missed = build["searches_meanwhile"] - build["answered_by_the_index"]
    yield _at_most("searches meanwhile that the index did not answer", 0, missed)
    yield _at_most("save to searchable, p95 ms", 300, result["save_to_searchable"]["p95_ms"])
    yield _at_most("results page, p95 ms", 60 if result["quotes"] >= LARGE else 25, pages["p95_ms"])
    yield _at_most("results page, SQL queries", 12, pages["sql_queries"])


def _readers(readers: dict[str, float]) -> Iterator[Criterion]:
    """Each beside what it was before anything was done about it."""
    yield _at_most("results page, ms of CPU (was 34)", 12, readers["results_ms"])
    yield _at_most("home page, ms of CPU (was 13)", 8, readers["home_ms"])
    yield _at_most("list of speakers, ms of CPU (was 26)", 8, readers["speakers_ms"])
    yield _at_most("a page that did not change, ms of CPU (was 13)", 2, readers["unchanged_ms"])
    yield _at_least(
        f"quotes imported a CPU-second (one by one {readers['import_one_by_one']:,.0f})",
        1000,
        readers["import"],
    )


def scale(found: dict[str, float]) -> Iterator[Criterion]:
    """What a million quotes on one machine must keep."""
    yield _at_most("results page, p95 ms", 60, found["page_p95_ms"])
    yield _at_most("PostgreSQL in place of the index, a word, p95 ms", 300, found["postgresql_word_p95_ms"])
    yield _at_most("a change visible, p95 ms", 1000, found["visible_p95_ms"])
    yield _at_most(
        f"searches left to PostgreSQL while {found['renamed_quotes']:,.0f} quotes are renamed",
        0,
        found["left_to_postgresql"],
    )
    yield _at_least("quotes found by the new name", found["renamed_quotes"], found["renamed_found"])
    for name in ("build", "web", "worker", "rename"):
        yield _at_most(f"memory, {name}, MB", 1200, found[f"{name}_memory_mb"])


def _bound(sign: str, holds: Callable[[float, float], bool]) -> Callable[[str, float, float], Criterion]:
    def made(name: str, target: float, seen: float) -> Criterion:
        return Criterion(
            name,
            f"{sign} {target:,g}",
            f"{seen:,.0f}" if seen >= 100 else f"{seen:,.3g}",
            holds(seen, target),
        )

    return made


_at_least = _bound("≥", lambda seen, target: seen >= target)
_at_most = _bound("≤", lambda seen, target: seen <= target)
