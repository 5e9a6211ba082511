"""A search in words: parameters and their values by the names that readers know."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from archive.models import Speaker
from archive.models.remembered import planned, until_indexed
from archive.models.told import shown_name
from archive.query import UNKNOWN_OUTLET, Asked, QuoteQuery
from archive.query.dimensions import DIMENSIONS, ON_THE_PAGE, Value
from archive.query.parameters import is_id
from archive.query.public_words import PublicWords, public_words
from archive.reading import phrases
from archive.reading.namesakes import noted, shared_names
from archive.text import name_key
from archive.text.tongue import country, day, gettext, noop

FACETS = {each.name: each.heading for each in ON_THE_PAGE if each.listed}
FIXED: dict[str, Mapping[Value, str]] = {
    **{each.name: each.labels for each in DIMENSIONS if each.labels},
    "undated": {"exclude": noop("Without undated quotes"), "only": noop("Only undated quotes")},
}
CHIPS = {
    "q": noop("Words"),
    **{each.name: each.heading for each in DIMENSIONS},
    "undated": noop("Date"),
    "id": noop("Hand-picked quote"),
}

DATES = {
    "said_from": noop("Said from"),
    "said_to": noop("Said to"),
    "published_from": noop("Published from"),
    "published_to": noop("Published to"),
}

CHOSEN = "chosen"  # speakers whom a reader chose: no parameter
LONGEST = 80  # characters of the words on a chip

Values = Mapping[str, Iterable[Value]]


_NAMES_OF = f"""
    SELECT 'speaker', id::text, name, type FROM archive_speaker WHERE id = ANY(%(speaker)s::bigint[])
    UNION ALL SELECT 'country', code, name, '' FROM archive_country WHERE code = ANY(%(country)s)
    UNION ALL SELECT 'organisation', id::text, name, '' FROM archive_organisation WHERE id = ANY(%(organisation)s::bigint[])
    UNION ALL SELECT 'outlet', id::text, name, '' FROM archive_outlet WHERE id = ANY(%(outlet)s::bigint[])
    UNION ALL SELECT 'occasion', id::text, name, '' FROM archive_occasion WHERE id = ANY(%(occasion)s::bigint[])
    UNION ALL SELECT 'printed', json_build_array({public_words.columns})::text, '', ''"""  # noqa: S608 (constants)
NAMED = ("speaker", "country", "organisation", "outlet", "occasion")

Names = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Chip:
    heading: str
    label: str
    remove: str
    name: str


class Labels:
    """The names of many values, looked up together; namesakes are told apart, unless they may stay `alike`."""

    def __init__(self, values: Values, *, alike: bool = False) -> None:
        wanted: defaultdict[str, set[Value]] = defaultdict(set)
        for name, ones in values.items():
            for one in ones:
                if name != CHOSEN and (name, one) != ("outlet", UNKNOWN_OUTLET):
                    wanted[kind_of(name, one)].add(one)
        known = any(wanted.get(kind) for kind in (*NAMED, "role", "verb"))
        self.names, self.printed = _names(wanted) if known else ({}, PublicWords({}, {}))
        if not alike:
            self._tell_apart(frozenset(map(str, values.get(CHOSEN, ()))))

    def _tell_apart(self, chosen: frozenset[str]) -> None:
        """By what else is known of them: speakers of one name who stand together here, and those who are chosen and
        share theirs with anybody."""
        speakers = {key: name_key(name) for (kind, key), name in self.names.items() if kind == "speaker"}
        here = Counter(speakers.values())
        anywhere = shared_names() if chosen else frozenset()
        alike = [k for k, name in speakers.items() if here[name] > 1 or (k in chosen and name in anywhere)]
        if alike:
            self.note(alike)

    def note(self, speakers: Iterable[Value]) -> None:
        """Says beside each what lists say: the office, the country, the years."""
        for key, note in noted(Speaker.objects.filter(pk__in=speakers)).items():
            name = self.names["speaker", str(key)]
            self.names["speaker", str(key)] = name if note in name else f"{name} ({note})"

    def each(self, name: str, values: Iterable[Value]) -> list[str]:
        return [self(name, value) for value in values]

    def __call__(self, name: str, value: Value) -> str:
        if value in FIXED.get(name, {}):
            return in_sentence_case(gettext(str(FIXED[name][value])))
        if name == "verb":
            return self.printed.verbs.get(str(value)) or str(value).replace("-", " ")
        if name == "language":
            return phrases.language(str(value))
        if name == "role":
            found = self.printed.titles.get(str(value))
        else:
            found = self.names.get((kind_of(name, value), str(value)))
        return found or str(value).replace("-", " ").capitalize()


def _names(wanted: Mapping[str, Iterable[Value]]) -> tuple[Names, PublicWords]:
    """By kind and id as text, what `str(row)` says; and the titles of public roles and the verbs by their slugs."""
    names, printed = _looked_up()
    asked = {kind: {str(key) for key in wanted.get(kind, ())} for kind in NAMED}
    new = {kind: [key for key in keys if (kind, key) not in names] for kind, keys in asked.items()}
    if not printed or any(new.values()):
        found, words = _read(new)
        names |= found
        printed[:] = [words]
    keys = [(kind, key) for kind in NAMED for key in asked[kind]]
    return {key: names[key] for key in keys if key in names}, printed[0]


@until_indexed
def _looked_up() -> tuple[Names, list[PublicWords]]:
    """Filled by those who ask: most pages name the same speakers, countries and outlets."""
    return {}, []


def _read(asked: Mapping[str, list[str]]) -> tuple[Names, PublicWords]:
    with planned() as cursor:
        cursor.execute(_NAMES_OF, asked)
        rows = cursor.fetchall()
    found = {
        (kind, key): country(name) if kind == "country" else shown_name(name, type_)
        for kind, key, name, type_ in rows
        if kind in NAMED
    }
    version = next(key for kind, key, *_ in rows if kind == "printed")
    return found, public_words.at(tuple(json.loads(version)))


def kind_of(name: str, value: Value) -> str:
    """What a value of a parameter is: a link of a chain is an organisation, a mention that or a country."""
    if name == "mentions":
        return "organisation" if is_id(str(value)) else "country"
    return "organisation" if name == "via" else name


def selected(query: QuoteQuery) -> dict[str, tuple[Value, ...]]:
    """The parameters of several values that are set."""
    found = {name: value for name, value in query.active().items() if isinstance(value, tuple)}
    return {**found, CHOSEN: query.speaker}


def selected_of_all(queries: Iterable[QuoteQuery]) -> dict[str, set[Value]]:
    """The same of many searches together."""
    found: defaultdict[str, set[Value]] = defaultdict(set)
    for query in queries:
        for name, values in selected(query).items():
            found[name].update(values)
    return found


def chips(asked: Asked, labels: Labels) -> list[Chip]:
    """One for every active filter, each with the address without it."""
    found = []
    for name, value in asked.query.active().items():
        if isinstance(value, tuple):
            found += [
                Chip(gettext(CHIPS[name]), labels(name, v), asked.toggled(name, v), name) for v in value
            ]
        elif name == "undated":
            found.append(Chip(gettext(CHIPS[name]), gettext(FIXED[name][value]), asked.cleared(name), name))
        elif name.endswith(("_from", "_to")):
            found.append(date_chip(asked, name, value))
        elif name == "q":
            found.append(
                Chip(
                    gettext(CHIPS[name]),
                    marked(shorten(value, LONGEST, placeholder=" …")),
                    asked.cleared(name),
                    name,
                )
            )
    return found


def in_sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def marked(text: str) -> str:
    """In quotation marks, unless it has its own."""
    return text if any(mark in text for mark in '"“”«»') else f"“{text}”"


def date_chip(asked: Asked, name: str, value: Any) -> Chip:
    return Chip(gettext(DATES[name]), day(value), asked.cleared(name), name)
