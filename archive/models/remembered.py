"""What a process has read and keeps in memory until the tables that it comes from change (a cache by version)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")

Version = tuple[int | None, ...]


class Remembered(Generic[T]):
    """Call it for the value of now; `at` takes a version that was read along with other things (`columns`)."""

    def __init__(self, read: Callable[[], T], tables: tuple[str, ...]) -> None:
        self.columns = ", ".join(f"(SELECT max(pgh_id) FROM archive_{table}event)" for table in tables)  # noqa: S608 (constants)
        self._at = lru_cache(maxsize=1)(lambda version: read())
        self.forget = self._at.cache_clear

    def __call__(self) -> T:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.columns}")
            return self.at(cursor.fetchone())

    def at(self, version: Version) -> T:
        return self._at(version)


def remembered(*tables: str) -> Callable[[Callable[[], T]], Remembered[T]]:
    """Of a function that reads these tables: their histories grow with every change, and say when to read again."""
    return lambda read: Remembered(read, tables)
