"""Names as rows, by all that is asked of them: so an archive of very many names is not read by every process.

A row has a key and what is called so. The key begins with a sign that says what of a name it is; one kind of look-up
finds names by their terms, by their sounds, and by how a word of them begins. The worker keeps the rows (`index/name_keeper.py`)
and notes beside the epoch of which changes they were made, and by which rules; what changed since then each process reads.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from django.db import connection, transaction

from archive.models.remembered import Since, Version, planned
from archive.search.analysis import ANALYSIS_VERSION
from archive.search.name_groups import (
    KINDS,
    TABLES,
    Heard,
    Keys,
    NameChange,
    NameGroup,
    Terms,
    called,
    heard_of,
    terms_of,
    words_of,
)
from archive.text import NO_TEXT
from archive.text.names import consonants, sound

ROWS_VERSION = 1  # of these rules, and of how a name sounds: each change makes all rows anew
VERSION = f"{ROWS_VERSION}.{ANALYSIS_VERSION}"

_LONGEST = 600  # characters: of four bytes each they fit into an index
_LAST = chr(0x10FFFF)
_PART = "\x1f"

# The key that is looked up, behind its `Sign`; whose it is; and what the key was made of, where that is asked for.
Row = tuple[str, str, str]


class Sign:
    TERMS, WORD, LATIN, FOREIGN, CONSONANTS, MERGED = "=", "^", "l", "f", "r", ">"


# Keys


def of_terms(terms: Terms) -> str:
    return (Sign.TERMS + _PART.join(terms))[:_LONGEST]


def of_sound(spelling: str, *, foreign: bool) -> str:
    return ((Sign.FOREIGN if foreign else Sign.LATIN) + sound(spelling))[:_LONGEST]


def of_consonants(spelling: str) -> str:
    return (Sign.CONSONANTS + consonants(spelling))[:_LONGEST]


def of_word(word: str) -> str:
    return (Sign.WORD + word)[:_LONGEST]


def _rows(group: NameGroup, names: list[str]) -> Iterator[Row]:
    named = _text(group)
    if len(names) > 1:
        says = msgspec.json.encode(names).decode()
        for terms in terms_of(names):
            yield of_terms(terms), named, says
    if group[0] != "organisation":
        for word in words_of(names):
            yield of_word(word), named, ""
    for foreign in (False, True):
        for spelling in heard_of(names, foreign=foreign):
            yield of_sound(spelling, foreign=foreign), named, spelling
            # Only what is typed in another script is compared by its consonants, with what is not.
            if not foreign and consonants(spelling):
                yield of_consonants(spelling), named, spelling


def _text(group: NameGroup) -> str:
    return f"{group[0]} {group[1]}"


def _group(text: str) -> NameGroup:
    kind, key = text.split(" ", 1)
    return kind, key if kind == "country" else int(key)


# Asking


@dataclass
class Learned:
    """What the rows said to those keys that were asked: the same as names that were read as a whole say to them."""

    groups: dict[NameGroup, list[str]] = field(default_factory=dict)
    by_terms: dict[Terms, list[NameGroup]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    latin: Heard = field(default_factory=Heard)
    foreign: Heard = field(default_factory=Heard)
    merged: Mapping[int, int] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)

    @property
    def words(self) -> list[str]:
        return sorted(self.counts)

    def learn(self, keys: Iterable[str], changed: Collection[NameGroup]) -> bool:
        """Asks what was not asked yet, of all but what changed; False if the rows are being made anew."""
        new = {key for key in keys if key not in self._keys and not NO_TEXT.search(key)}
        if not new:
            return True
        words = [key for key in new if key[0] == Sign.WORD]
        with planned() as cursor:
            cursor.execute(_ASK, [list(new.difference(words)), words, [*map(_text, changed)]])
            rows = cursor.fetchall()
        if not any(not key and version_of(says, named) for key, named, says in rows):
            return False
        self._keys |= new
        for key, named, says in rows:
            if key and (group := _group(named)) not in changed:
                self._add(key, group, says)
        return True

    def _add(self, key: str, group: NameGroup, says: str) -> None:
        """By the whole of what the key was made of."""
        match key[0]:
            case Sign.WORD:
                self.counts[key[1:]] = 1
            case Sign.TERMS:
                names = self.groups[group] = msgspec.json.decode(says, type=list[str])
                for terms in [of for of in terms_of(names) if of_terms(of) == key]:
                    self.by_terms.setdefault(terms, []).append(group)
            case Sign.LATIN:
                self.latin.closely[sound(says)].append((says, group))
            case Sign.FOREIGN:
                self.foreign.closely[sound(says)].append((says, group))
            case _:
                self.latin.roughly[consonants(says)].append((says, group))


_ASK = f"""
SELECT key, named, says FROM archive_spelling WHERE key = ANY(%s)
UNION ALL SELECT asked.key, found.named, '' FROM unnest(%s::text[]) AS asked(key), LATERAL (
    SELECT named FROM archive_spelling WHERE key >= asked.key COLLATE "C" AND key < asked.key || '{_LAST}' COLLATE "C"
    AND NOT named = ANY(%s) ORDER BY key LIMIT 1) AS found
UNION ALL SELECT '', value::text, spelled FROM archive_epoch"""  # noqa: S608 (constants)


# Of which changes they were made


def note_of(epoch: str, version: Version) -> str:
    return " ".join([VERSION, epoch, *(str(number or 0) for number in version)])


def version_of(note: str, epoch: str) -> Version | None:
    """Nothing for rows of other rules or of another database, and those that are not whole."""
    start = f"{VERSION} {epoch} "
    return tuple(map(int, note.removeprefix(start).split())) if note.startswith(start) else None


def made_of(since: Since) -> bool:
    """Whether the last changes that they were made of are there still: else what followed may be gone too."""
    there = " AND ".join(
        f"(%({table})s = 0 OR EXISTS (SELECT FROM archive_{table}event WHERE pgh_id = %({table})s))"
        for table in TABLES
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {there}", since)
        return bool(cursor.fetchone()[0])


def stood_for(changes: Iterable[NameChange]) -> dict[int | str, list[int]]:
    """For whom the speakers among them were merged into, when the rows were made."""
    keys = [f"{Sign.MERGED}{key}" for kind, key, _ in changes if kind == "speaker"]
    found: defaultdict[int | str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, named FROM archive_spelling WHERE key = ANY(%s)", [keys])
        for key, named in cursor.fetchall():
            found[int(key[1:])].append(int(named.split(" ")[1]))
    return found


# Writing


def rows_of(keys: Keys) -> list[Row]:
    """What the rows of these groups have to be."""
    found = called({kind: keys.get(kind, ()) for kind in KINDS})
    wanted = {(kind, key) for kind in KINDS for key in keys.get(kind, ())}
    rows = [row for group, names in found.groups.items() if group in wanted for row in _rows(group, names)]
    merged = ((f"{Sign.MERGED}{key}", ("speaker", into)) for key, into in found.merged.items())
    return [*rows, *((key, _text(group), "") for key, group in merged if group in wanted)]


def kept_of(keys: Keys) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, named, says FROM archive_spelling WHERE named = ANY(%s)", [texts(keys)])
        rows: list[Row] = cursor.fetchall()
        return rows


def beside(known: set[str]) -> set[str]:
    """What has rows and is none of these."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT named FROM archive_spelling")
        return {named for (named,) in cursor.fetchall()} - known


def write(keys: Keys) -> int:
    """The rows of these groups anew; how many groups there are of them."""
    rows = rows_of(keys)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_spelling WHERE named = ANY(%s)", [texts(keys)])
        if rows:
            cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
    return len(texts(keys))


def texts(keys: Keys) -> list[str]:
    return [_text((kind, key)) for kind in KINDS for key in keys.get(kind, ())]


_WRITE = """
INSERT INTO archive_spelling (key, named, says) SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])"""
