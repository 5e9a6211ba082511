"""Rows by what they are called, however accents, apostrophes and hyphens are written.

Every name is kept folded in memory: rules of writing live in Python alone, so that the database and pages agree.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import connection

from archive.models.remembered import remembered
from archive.text import name_key

_NAMES = """
    SELECT 'speaker', id::text, name FROM archive_speaker
    UNION ALL SELECT 'speaker', speaker_id::text, name FROM archive_speakername
    UNION ALL SELECT 'organisation', id::text, unnest(array_prepend(name, other_names)) FROM archive_organisation
    UNION ALL SELECT 'outlet', id::text, unnest(array_prepend(name, other_names)) FROM archive_outlet
    UNION ALL SELECT 'country', code, unnest(array_prepend(name, other_names || adjectives)) FROM archive_country
    UNION ALL SELECT 'occasion', id::text, name FROM archive_occasion
    UNION ALL SELECT 'role', id::text, title FROM archive_role"""

Names = dict[str, list[tuple[str, str]]]


@remembered("speaker", "speakername", "organisation", "outlet", "country", "occasion", "role")
def all_names() -> Names:
    """Of each kind the key of a row and one of its names, folded."""
    found: Names = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        for kind, key, name in cursor.fetchall():
            found[kind].append((key, name_key(name)))
    return found


def called(kind: str, *texts: str, among: Names | None = None) -> list[str]:
    """The keys of the rows of whose names each text is in one; if there are none, of those who write it as one word."""
    keys = [name_key(text) for text in texts]
    if not all(keys):
        return []
    names = (among or all_names()).get(kind, [])
    return _all(names, map(_within, keys)) or _all(names, map(_joined, keys))


def same_name(kind: str, text: str) -> list[str]:
    """The keys of those that are called just so, in whatever spelling, hyphenated or in one word."""
    wanted = name_key(text).replace(" ", "")
    if not wanted:
        return []
    return _all(all_names().get(kind, []), [lambda name: name.replace(" ", "") == wanted])


def beginning(kind: str, text: str, among: Names | None = None) -> list[str]:
    """Those in one of whose names a word begins with the text."""
    wanted = name_key(text)
    if not wanted:
        return []
    return _all((among or all_names()).get(kind, []), [lambda name: f" {wanted}" in f" {name}"])


def _all(names: list[tuple[str, str]], tests: Iterable[Callable[[str], bool]]) -> list[str]:
    """The keys that have, for each of the tests, a name that passes it."""
    first, *others = [dict.fromkeys(key for key, name in names if passes(name)) for passes in tests]
    return [key for key in first if all(key in other for other in others)]


def _within(wanted: str) -> Callable[[str], bool]:
    return lambda name: wanted in name


def _joined(wanted: str) -> Callable[[str], bool]:
    """Whether the words of a name from some word on begin so when they are written as one: "Jongun"."""
    run = wanted.replace(" ", "")

    def begins(name: str) -> bool:
        words = name.split()
        return any("".join(words[at:]).startswith(run) for at in range(len(words)))

    return begins
