"""Names of a table, found in a text: a gazetteer."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from archive.intake.data import lines
from archive.intake.spans import plain

_LETTERS = re.compile(r"[^\W_]{1,3}")
_START = re.compile(r"(?<![\w.])[^\W\d_][^\s,;:()/\"“”–—-]*")


class Names:
    """Names to be found in a text: by their first word, the longest of several."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._by_first.setdefault(_first(name), []).append(name)

    def within(self, text: str) -> Iterator[tuple[int, str]]:
        end = 0
        for match in _START.finditer(text):
            if match.start() < end:
                continue
            for name in self._by_first.get(_first(match.group()), ()):
                if text.startswith(name, match.start()) and not _goes_on(text, match.start() + len(name)):
                    yield match.start(), name
                    end = match.start() + len(name)
                    break


def _first(name: str) -> str:
    letters = _LETTERS.match(name)
    return letters.group() if letters else ""


def _goes_on(text: str, position: int) -> bool:
    following = text[position : position + 1]
    return following.isalnum() or following == "_"


@cache
def by_code(file: str) -> dict[str, str]:
    """The country of each name in a table whose rows are a code and its names. Not to be changed."""
    rows = (row.split(" ", 1) for row in map(plain, lines(file)))
    return {name.strip(): code for code, names in rows for name in names.split(",")}


@cache
def names_of(file: str) -> Names:
    return Names(by_code(file))
