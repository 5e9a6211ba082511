"""Rows by what they are called, however accents, apostrophes and hyphens are written.

Every name is kept folded in memory: rules of writing live in Python alone, so that the database and pages agree.
"""

from collections.abc import Callable
from functools import lru_cache

from django.db import connection

from archive.text import name_key

Key = int | str

_NAMES = {
    "speaker": "SELECT id, name FROM archive_speaker UNION ALL SELECT speaker_id, name FROM archive_speakername",
    "organisation": "SELECT id, unnest(array_prepend(name, other_names)) FROM archive_organisation",
    "outlet": "SELECT id, unnest(array_prepend(name, other_names)) FROM archive_outlet",
    "country": "SELECT code, unnest(array_prepend(name, other_names || adjectives)) FROM archive_country",
    "occasion": "SELECT id, name FROM archive_occasion",
    "role": "SELECT id, title FROM archive_role",
}
_HISTORIES = {"speaker": ("speaker", "speakername")}


def called(kind: str, text: str) -> list[Key]:
    """The keys of the rows one of whose names holds the text; if none does, of those who write it as one word."""
    wanted = name_key(text)
    if not wanted:
        return []
    return _where(kind, lambda name: wanted in name) or _where(kind, _joined(wanted.replace(" ", "")))


def beginning(kind: str, text: str) -> list[Key]:
    """Those in one of whose names a word begins with the text."""
    wanted = f" {name_key(text)}"
    return _where(kind, lambda name: wanted in f" {name}") if wanted.strip() else []


def _joined(wanted: str) -> Callable[[str], bool]:
    """Whether the words of a name from some word on begin so when they are written as one: "Jongun"."""

    def begins(name: str) -> bool:
        words = name.split()
        return any("".join(words[at:]).startswith(wanted) for at in range(len(words)))

    return begins


def _where(kind: str, meets: Callable[[str], bool]) -> list[Key]:
    names = _read(kind, _version(kind))
    return list(dict.fromkeys(key for key, name in names if meets(name)))


def _version(kind: str) -> tuple[int | None, ...]:
    tables = _HISTORIES.get(kind, (kind,))
    newest = ", ".join(f"(SELECT max(pgh_id) FROM archive_{table}event)" for table in tables)  # noqa: S608 (constants)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest}")
        return tuple(cursor.fetchone())


@lru_cache(maxsize=len(_NAMES))
def _read(kind: str, version: tuple[int | None, ...]) -> list[tuple[Key, str]]:
    """`version` is that of the histories of the tables: it says when to read them again."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[kind])
        return [(key, folded) for key, name in cursor.fetchall() if (folded := name_key(name))]
