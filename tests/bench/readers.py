"""What one page costs the processor, in one process, and what a quote costs that is imported.

Wall times are those of whole pages over HTTP (live.py); these stay the same when others use the machine too.
"""

import statistics
from collections.abc import Callable
from functools import partial
from time import process_time, thread_time
from typing import Any

ROUNDS, HITS, IMPORTED, ONE_BY_ONE = 20, 20, 10_000, 200


def measure(addresses: list[str]) -> dict[str, Any]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    full = [each for each in addresses if client.get(each).content.count(b"<article") == HITS]
    page = client.get("/")
    unchanged = partial(client.get, "/", headers={"if_none_match": page.headers.get("ETag", "")})
    return {
        "results_ms": _cpu([partial(client.get, address) for address in [*full, "/quotes/"]]),
        "home_ms": _cpu([partial(client.get, "/")] * ROUNDS),
        "speakers_ms": _cpu([partial(client.get, "/speakers/")] * ROUNDS),
        "unchanged_ms": _cpu([unchanged] * ROUNDS),
        "unchanged_status": unchanged().status_code,
        **_import(),
    }


def _cpu(asked: list[Callable[[], Any]]) -> float:
    """The median of the thread's milliseconds, once everything has been asked for."""
    for ask in asked:
        ask()
    return statistics.median(map(_one, asked))


def _one(ask: Callable[[], Any]) -> float:
    started = thread_time()
    ask()
    return (thread_time() - started) * 1000


def _import() -> dict[str, float]:
    from archive.transfer.commit import Commit

    alone, together = Commit("skip"), Commit("skip")
    few = _articles("alone", ONE_BY_ONE)

    def one_by_one() -> None:
        for each in few:
            alone.attempt(each.ref, partial(alone.article, each))

    before = _rate(ONE_BY_ONE, one_by_one)
    many = _articles("together", IMPORTED)
    return {
        "import_one_by_one": before,
        "import": _rate(IMPORTED, lambda: together.run(_bundle(many), lambda: None)),
    }


def _rate(quotes: int, work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return quotes / (process_time() - started)


def _articles(name: str, quotes: int) -> list[Any]:
    """Two quotes an article, of speakers that the archive has."""
    from archive.models import Speaker
    from archive.transfer import records

    speakers = list(Speaker.objects.named().values_list("ref", flat=True)[:500])
    made = []
    for number in range(quotes // 2):
        text = f"“Talks {name} {number} go on,” they said. “Work {name} {number} is done,” they said.\n"
        ends = (text.index("”"), text.rindex("”"))
        spans = [(1, ends[0] - 1), (text.rindex("“") + 1, ends[1])]
        made.append(
            records.Article(
                ref=f"bench-{name}-{number}",
                title=f"{name} {number}",
                text=text,
                quotes=[
                    records.Quote(
                        ref=f"bench-{name}-{number}-{at}",
                        kind="direct",
                        status="published",
                        spans=[records.Span(part="words", start=start, end=end)],
                        attributions=[records.Attribution(speaker=speakers[(number + at) % len(speakers)])],
                    )
                    for at, (start, end) in enumerate(spans)
                ],
            )
        )
    return made


def _bundle(articles: list[Any]) -> Any:
    from archive.transfer import records

    return records.Bundle(articles=articles)
