"""The rows that stand in for the index, read once: right after its start PostgreSQL has nothing in memory, and a word that
many quotes hold would take longer than readers wait."""

from collections.abc import Iterator

from django.db import connection

from archive.models.searching import Searched, SearchedArticle, SearchedQuote

PAGES = 2_048  # 16 MB at once: what is to be indexed waits no longer for it than for other slow work


class Warmth:
    """Of one connection, which ends with its server: each worker reads them anew."""

    def __init__(self) -> None:
        self._reading: Iterator[int] | None = None

    def go_on(self) -> int:
        """Reads the next piece; how many pages it had, 0 when all are read."""
        if self._reading is None:
            self._reading = _pieces()
        return next(self._reading, 0)


def _pieces() -> Iterator[int]:
    """The newest first, of quotes before articles, and no more than the server is told that memory keeps."""
    left = _kept()
    for model in (SearchedQuote, SearchedArticle):
        end = _pages(model)
        while end and left > 0:
            start = max(end - min(PAGES, left), 0)
            _read(model, start, end)
            yield end - start
            left -= end - start
            end = start


def _kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting::bigint FROM pg_settings WHERE name = 'effective_cache_size'")
        return int(cursor.fetchone()[0])


def _pages(model: type[Searched]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::int",
            [model._meta.db_table],
        )
        return int(cursor.fetchone()[0])


def _read(model: type[Searched], start: int, end: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {model._meta.db_table} WHERE ctid >= %s::tid AND ctid < %s::tid",  # noqa: S608 (constants)
            [f"({start},0)", f"({end},0)"],
        )
