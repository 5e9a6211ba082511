"""Rows that are asked for by a key: all are read where they are few, else each is looked up, many at once where that can be."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Stored(Generic[T]):
    """As a dictionary, with what a file adds. `read` is asked for some keys, or for all."""

    def __init__(self, read: Callable[[Collection[str] | None], Mapping[str, T]], *, few: bool) -> None:
        self._read, self._few = read, few
        self._held: dict[str, T | None] = dict(read(None)) if few else {}

    def look_up(self, keys: Iterable[str]) -> None:
        """With one query, however many they are."""
        if not self._few and (unknown := {key for key in keys if key not in self._held}):
            self._held |= {**dict.fromkeys(unknown), **self._read(unknown)}

    def get(self, key: str, default: T) -> T:
        self.look_up([key])
        found = self._held.get(key)
        return default if found is None else found

    def __contains__(self, key: str) -> bool:
        self.look_up([key])
        return self._held.get(key) is not None

    def __getitem__(self, key: str) -> T:
        if key not in self:
            raise KeyError(key)
        return self._held[key]  # type: ignore[return-value]

    def setdefault(self, key: str, value: T) -> None:
        if key not in self:
            self._held[key] = value
