"""Rows by what they are called, however accents, apostrophes and hyphens are written.

Every name is kept folded in memory: rules of writing live in Python alone, so that the database and pages agree.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cached_property

from django.db import connection

from archive.models.remembered import Since, renewed
from archive.text import name_key
from archive.text.names import consonants, is_courtesy, is_foreign, is_title, sound

_ALL = "unnest(array_prepend(name, other_names))"
# Of each table the kind of thing that it names, the column of its key, and its names.
_NAMES = {
    "speaker": ("speaker", "id", "name"),
    "speakername": ("speaker", "speaker_id", "name"),
    "organisation": ("organisation", "id", _ALL),
    "outlet": ("outlet", "id", _ALL),
    "country": ("country", "code", "unnest(array_prepend(name, other_names || adjectives))"),
    "occasion": ("occasion", "id", "name"),
    "role": ("role", "id", "title"),
}

Named = list[tuple[str, str]]


class Rows(Named):
    """Names whose words are put in order once."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Of each word the names that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, (_, name) in enumerate(self):
            for word in set(name.split()):
                found[word].append(place)
        return found

    @cached_property
    def words(self) -> dict[str, set[str]]:
        """By their first letter, and by their last two."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.places:
            found[word[0]].add(word)
            found[f" {word[-2:]}"].add(word)
        return found

    def alike(self, word: str) -> list[str]:
        """A quick look before the slow one."""
        found = self.words.get(word[0], set()) | self.words.get(f" {word[-2:]}", set())
        return [one for one in found if abs(len(one) - len(word)) <= 2]


Names = dict[str, Rows]

MOST_WORDS = 5
NEAR = 0.75  # of their letters two words have in common that may be one


def _changed(names: Names, since: Since) -> Names:
    """With the names of now of those that have changed."""
    histories = (
        f"SELECT '{kind}', {key}::text FROM archive_{table}event WHERE pgh_id > %({table})s"  # noqa: S608 (constants)
        for table, (kind, key, _) in _NAMES.items()
    )
    changed: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(histories), since)
        for kind, row in cursor.fetchall():
            changed[kind].add(row)
    new = _read({kind: list(changed[kind]) for kind, _, _ in _NAMES.values()}) if changed else {}
    found = defaultdict(Rows, names)
    for kind, rows in changed.items():
        kept = (pair for pair in names.get(kind, ()) if pair[0] not in rows)
        found[kind] = Rows([*kept, *new.get(kind, ())])
    return found


@renewed(_changed, *_NAMES)
def all_names() -> Names:
    """Of each kind the key of a row and one of its names, folded."""
    return _read()


def _read(among: dict[str, list[str]] | None = None) -> Names:
    """Of these rows alone, if they are given."""
    parts = []
    for table, (kind, key, name) in _NAMES.items():
        type_ = "text" if kind == "country" else "bigint"
        where = f" WHERE {key} = ANY(%({kind})s::{type_}[])" if among is not None else ""
        parts.append(f"SELECT '{kind}', {key}::text, {name} FROM archive_{table}{where}")  # noqa: S608 (constants)
    found: dict[str, Rows] = defaultdict(Rows)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), among)
        for kind, row, text in cursor.fetchall():
            found[kind].append((row, name_key(text)))
    return found


def called(kind: str, *texts: str, among: Names | None = None) -> list[str]:
    """The keys of the rows of whose names each text is in one."""
    return holding((among or all_names()).get(kind, []), *texts)


def holding(names: Named, *texts: str) -> list[str]:
    """If none has a text as it is, those who write it as one word; else those who sound so in another script."""
    keys = [name_key(text) for text in texts]
    if not all(keys):
        return []
    for way in (_within, _joined, _sounding):
        if found := _all(names, map(way, keys)):
            return found
    return []


def people(text: str, among: Names | None = None) -> list[str]:
    """The keys of speakers one of whose names holds each word of the text; titles are no part of a name."""
    words = [word for word in text.replace('"', " ").split() if not is_courtesy(word)][:MOST_WORDS]
    found = called("speaker", *words, among=among) if words else []
    named = [word for word in words if not is_title(word)]
    return found or (called("speaker", *named, among=among) if 0 < len(named) < len(words) else [])


def nearly(names: Named, text: str) -> list[str]:
    """The keys of those that have, for each word of the text, one that is written nearly so."""
    rows = names if isinstance(names, Rows) else Rows(names)
    near = [
        get_close_matches(word, rows.alike(word), 5, NEAR) for word in name_key(text).split()[:MOST_WORDS]
    ]
    having = ({place for word in words for place in rows.places[word]} for words in near)
    return _in_all([rows[place] for place in sorted(places)] for places in having) if near else []


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
    names: Named = (among or all_names()).get(kind, [])
    return _all(names, [lambda name: f" {wanted}" in f" {name}"]) or _all(names, [_sounding(wanted)])


def _all(names: Named, tests: Iterable[Callable[[str], bool]]) -> list[str]:
    """The keys that have, for each of the tests, a name that passes it."""
    return _in_all([pair for pair in names if passes(pair[1])] for passes in tests)


def _in_all(found: Iterable[Named]) -> list[str]:
    first, *others = [dict.fromkeys(key for key, _ in names) for names in found]
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


def _sounding(wanted: str) -> Callable[[str], bool]:
    """Whether the words of a name in another script begin so from some word on, or one has the same consonants."""
    foreign, heard, rough = is_foreign(wanted), sound(wanted), consonants(wanted)

    def sounds(name: str) -> bool:
        if is_foreign(name) == foreign:
            return False
        words = name.split()
        begins = any(sound(" ".join(words[at:])).startswith(heard) for at in range(len(words)))
        return begins or (foreign and rough in map(consonants, (name, *words)) and bool(rough))

    return sounds
