"""What is called how: the names of countries, speakers and organisations by their terms, words and sounds, read together."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import Model, Q

from archive.models import Country, Organisation, Speaker
from archive.models.remembered import Since
from archive.search.analysis import exact_terms
from archive.text import name_key
from archive.text.names import consonants, is_foreign, sound

MIN_LETTERS = 3  # of a word that is compared by its sound
MODELS: dict[str, type[Model]] = {"country": Country, "speaker": Speaker, "organisation": Organisation}
KINDS = tuple(MODELS)
TABLES = ("country", "organisation", "speaker", "speakername")

Terms = tuple[str, ...]
NameGroup = tuple[
    str, int | str
]  # the kind and the key of what is called so, with all that were merged with it
Spelt = tuple[str, NameGroup]  # a spelling, and whose it is
NameChange = tuple[str, int | str, int | None]  # the kind, the key, and of a speaker whom it stands for
Keys = Mapping[str, Collection[int | str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of names, and names as a whole, by how they sound, each with what is called so. In lists: most sounds are
    of one name, and a set of one takes more than twice the memory."""

    closely: dict[str, list[Spelt]] = field(default_factory=lambda: defaultdict(list))
    roughly: dict[str, list[Spelt]] = field(default_factory=lambda: defaultdict(list))

    def add(self, spelling: str, groups: Iterable[NameGroup]) -> None:
        spelt = [(spelling, group) for group in groups]
        self.closely[sound(spelling)] += spelt
        if rough := consonants(spelling):
            self.roughly[rough] += spelt


def heard(names: Mapping[NameGroup, Iterable[str]], *, foreign: bool) -> Heard:
    """Of names in Cyrillic or Hangul, or of all others."""
    called: dict[str, list[NameGroup]] = defaultdict(list)
    for group, spellings in names.items():
        for spelling in heard_of(spellings, foreign=foreign):
            called[spelling].append(group)
    found = Heard()
    for spelling, groups in called.items():
        found.add(spelling, groups)
    return found


def heard_of(names: Iterable[str], *, foreign: bool) -> set[str]:
    """The names as a whole, and their words."""
    whole = [name for name in map(name_key, names) if name and is_foreign(name) == foreign]
    words = (word for name in whole for word in name.split() if len(word) >= MIN_LETTERS or foreign)
    return {*whole, *words}


@dataclass(frozen=True)
class Called:
    """Groups ("country", "KP") of names that mean the same, and whom speakers stand for who were merged."""

    groups: dict[NameGroup, list[str]]
    merged: dict[int, int]

    @cached_property
    def by_terms(self) -> dict[Terms, list[NameGroup]]:
        return _of_terms({group: names for group, names in self.groups.items() if len(names) > 1})

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many speakers and countries each word stands."""
        return counted(group for group in self.groups.items() if group[0][0] != "organisation")

    @cached_property
    def words(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def latin(self) -> Heard:
        return heard(self.groups, foreign=False)

    @cached_property
    def foreign(self) -> Heard:
        return heard(self.groups, foreign=True)


def counted(groups: Iterable[tuple[NameGroup, list[str]]]) -> Counter[str]:
    return Counter(word for _, names in groups for word in words_of(names))


def words_of(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in exact_terms(name)}


def called(among: Keys | None = None) -> Called:
    """Of these alone, if they are given."""
    groups: dict[NameGroup, list[str]] = {}
    countries, organisations = (
        model._default_manager.filter(**({} if among is None else {"pk__in": among[kind]}))
        for kind, model in (("country", Country), ("organisation", Organisation))
    )
    for code, name, others, adjectives in countries.values_list("code", "name", "other_names", "adjectives"):
        groups["country", code] = [name, *others, *adjectives]
    merged = _add_speakers(groups, None if among is None else among["speaker"])
    for key, name, others in organisations.values_list("pk", "name", "other_names"):
        groups["organisation", key] = [name, *others]
    return Called(groups, merged)


def _of_terms(groups: dict[NameGroup, list[str]]) -> dict[Terms, list[NameGroup]]:
    found: dict[Terms, list[NameGroup]] = {}
    for group, names in groups.items():
        for terms in terms_of(names):
            found.setdefault(terms, []).append(group)
    return found


def terms_of(names: Iterable[str]) -> set[Terms]:
    """Also what a reader types who does not hold the shift key: us for US."""
    return {tuple(exact_terms(form)) for name in names for form in (name, name.lower())}


def _add_speakers(groups: dict[NameGroup, list[str]], among: Collection[int | str] | None) -> dict[int, int]:
    """Under the speaker that pages name, whom those stand for who were merged; unnamed sources have no spellings."""
    held: dict[NameGroup, dict[str, None]] = {}
    merged = {}
    speakers = Speaker.objects.named()
    if among is not None:
        speakers = speakers.filter(Q(pk__in=among) | Q(canonical__in=among))
    rows = speakers.order_by("pk", "other_names__pk").values_list(
        "pk", "canonical", "name", "other_names__name"
    )
    for key, canonical, *names in rows:
        held.setdefault(("speaker", canonical or key), {}).update(dict.fromkeys(filter(None, names)))
        if canonical:
            merged[key] = canonical
    groups.update({group: list(names) for group, names in held.items()})
    return merged


def changed_since(since: Since) -> list[NameChange]:
    """The kind and key of each row whose names changed, and of a speaker whom it stood or stands for."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, since)
        return [
            (kind, key if kind == "country" else int(key), canonical)
            for kind, key, canonical in cursor.fetchall()
        ]


def groups_changed(
    changes: Iterable[NameChange], stood_for: Mapping[int | str, Collection[int]]
) -> dict[str, set[int | str]]:
    """What changed, and of whom it stood or stands for, as keys by kind."""
    keys: dict[str, set[int | str]] = {kind: set() for kind in KINDS}
    for kind, key, canonical in changes:
        keys[kind].update({key, canonical or key})
        if kind == "speaker":
            keys[kind].update(stood_for.get(key, ()))
    return keys


_CHANGED = """
    SELECT 'country', code, NULL::bigint FROM archive_countryevent WHERE pgh_id > %(country)s
    UNION SELECT 'organisation', id::text, NULL FROM archive_organisationevent WHERE pgh_id > %(organisation)s
    UNION SELECT 'speaker', id::text, canonical_id FROM archive_speakerevent WHERE pgh_id > %(speaker)s
    UNION SELECT 'speaker', speaker_id::text, NULL FROM archive_speakernameevent WHERE pgh_id > %(speakername)s"""
