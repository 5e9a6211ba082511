"""The clock of the benchmark: each query some times, its best counts; then p50 and p95 over the queries of a class."""

import statistics
from collections import defaultdict
from time import perf_counter
from typing import Any

from tests.bench.cases import Case

RUNS = 3

Figures = dict[str, dict[str, float]]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def measure(engine: Any, cases: list[Case], budget_seconds: float = 60) -> tuple[Figures, dict[Case, int]]:
    """By class; an engine that uses up the budget of a class is measured on what it got through."""
    times: dict[str, list[float]] = defaultdict(list)
    totals: dict[Case, int] = {}
    spent: dict[str, float] = defaultdict(float)
    for case in cases:
        if spent[case.name] > budget_seconds or case.name in getattr(engine, "cannot", ()):
            continue
        best = float("inf")
        for _ in range(RUNS):
            started = perf_counter()
            totals[case] = engine.run(case)
            taken = perf_counter() - started
            best, spent[case.name] = min(best, taken), spent[case.name] + taken
        times[case.name].append(best * 1000)
    return {
        name: {"p50_ms": statistics.median(found), "p95_ms": percentile(found, 0.95), "queries": len(found)}
        for name, found in times.items()
    }, totals
