"""What only the database knows about a query: whom a name means, and how else it is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from django.db import connection
from django.db.models import Q

from archive.models import Country, Occasion, Organisation, Outlet, Role, Speaker, SpeakerName
from archive.search.analysis import exact_terms
from archive.search.dates import period
from archive.search.language import And, Field, Filter, Node, Not, Or, Phrase, QueryError, Word
from archive.text import slug

MAX_NAMED = 100
MAX_ADDED = 10
MAX_NAME_WORDS = 6

Terms = tuple[str, ...]
Lookup = Callable[[str], Iterable[int | str]]


def resolve(node: Node) -> Node:
    """The tree with every field looked up."""
    if isinstance(node, Field):
        return _filter(node)
    if isinstance(node, Not):
        return Not(resolve(node.child))
    if isinstance(node, And | Or):
        return type(node)(tuple(map(resolve, node.children)))
    return node


def _filter(field: Field) -> Filter:
    if field.name in _DAYS:
        try:
            return Filter(field.name, (period(field.value)[_DAYS[field.name]].isoformat(),))
        except ValueError as error:
            raise QueryError(f"{field.name}: {error}") from None
    values = tuple(_LOOKUPS.get(field.name, _as_typed)(field.value))
    if not values:
        raise QueryError(
            f"Nothing is found as {field.name} “{field.value}”: try a shorter name, or leave it out."
        )
    return Filter(field.name, values)


_DAYS = {"said_from": 0, "said_to": 1, "published_from": 0, "published_to": 1}


def _as_typed(value: str) -> list[int | str]:
    return [value.lower()]


def _leading_id(value: str) -> int | None:
    """12 of `12` and of `12-matthew-miller`."""
    number = value.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def _ids(value: str) -> list[int | str]:
    number = _leading_id(value)
    return [] if number is None else [number]


def _speakers(value: str) -> Iterable[int | str]:
    named = (
        Q(name__icontains=value) | Q(other_names__name__icontains=value) | Q(merged__name__icontains=value)
    )
    return (
        _ids(value)
        or Speaker.objects.canonical().public().filter(named).values_list("pk", flat=True)[:MAX_NAMED]
    )


def _organisations(value: str) -> Iterable[int | str]:
    return _ids(value) or _by_name(Organisation, value)


def _outlets(value: str) -> Iterable[int | str]:
    return _ids(value) or _by_name(Outlet, value)


def _by_name(model: type[Organisation] | type[Outlet], value: str) -> Iterable[int]:
    named = Q(name__icontains=value) | Q(other_names__icontains=value)
    return model.objects.public().filter(named).values_list("pk", flat=True)[:MAX_NAMED]


def _occasions(value: str) -> Iterable[int | str]:
    named = Occasion.objects.public().filter(name__icontains=value)
    return _ids(value) or named.values_list("pk", flat=True)[:MAX_NAMED]


def _countries(value: str) -> list[int | str]:
    if len(value) == 2 and value.isascii():
        return [value.upper()]
    wanted = tuple(exact_terms(value))
    return [key for kind, key in _spellings().groups_of(wanted) if kind == "country"]


def _places(value: str) -> list[int | str]:
    return _countries(value) or [str(key) for key in _organisations(value)]


def _roles(value: str) -> list[int | str]:
    wanted = slug(value)
    titles = (
        Role.objects.filter(title__icontains=value).values_list("title", flat=True).distinct()[:MAX_NAMED]
    )
    return list(dict.fromkeys([wanted, *map(slug, titles)])) if wanted else []


_LOOKUPS: dict[str, Lookup] = {
    "speaker": _speakers,
    "organisation": _organisations,
    "outlet": _outlets,
    "via": _organisations,
    "occasion": _occasions,
    "country": _countries,
    "mentions": _places,
    "role": _roles,
    "id": _ids,
}


# Other spellings

Group = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Names by their terms, and the groups ("country", "KP") of names that mean the same."""

    groups: dict[Group, list[str]]
    by_terms: dict[Terms, list[Group]]

    def groups_of(self, terms: Terms) -> list[Group]:
        return self.by_terms.get(terms, [])


def expand(node: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree with the other spellings of the names in it, and the names that were added."""
    added: dict[str, None] = {}
    expanded = _expanded(node, added)
    return expanded, tuple(added)


def _expanded(node: Node, added: dict[str, None]) -> Node:
    if isinstance(node, Or):
        return Or(tuple(_expanded(child, added) for child in node.children))
    if isinstance(node, And):
        children = tuple(_runs(node.children, added))
        return children[0] if len(children) == 1 else And(children)
    return next(_runs((node,), added))


def _runs(children: tuple[Node, ...], added: dict[str, None]) -> Iterator[Node]:
    """The children, each run of words that is a name replaced by any of its spellings."""
    at = 0
    while at < len(children):
        length, others = _name_at(children[at : at + MAX_NAME_WORDS])
        if others and len(added) < MAX_ADDED:
            added |= dict.fromkeys(others)
            typed = children[at : at + length]
            yield Or((typed[0] if length == 1 else And(typed), *map(_spelling, others)))
        else:
            length = 1
            yield _expanded(children[at], added) if isinstance(children[at], And | Or) else children[at]
        at += length


def _spelling(name: str) -> Node:
    return Phrase(name) if len(name.split()) > 1 else Word(name)


def _name_at(nodes: tuple[Node, ...]) -> tuple[int, list[str]]:
    """How many of the first nodes make up a name, at most, and its other spellings."""
    words = [node.text for node in nodes if isinstance(node, Word)]
    if not words or not isinstance(nodes[0], Word):
        return 1, []
    until = next((at for at, node in enumerate(nodes) if not isinstance(node, Word)), len(nodes))
    for length in range(until, 0, -1):
        terms = tuple(chain.from_iterable(map(exact_terms, words[:length])))
        if others := _others(terms):
            return length, others
    return 1, []


def _others(terms: Terms) -> list[str]:
    spellings = _spellings()
    names: dict[Terms, str] = {}
    for group in spellings.groups_of(terms):
        if group[0] != "speaker" or Speaker.objects.public().filter(pk=group[1]).exists():
            names |= {tuple(exact_terms(name)): name for name in spellings.groups[group]}
    return [name for key, name in names.items() if key and key != terms][:MAX_ADDED]


def _spellings() -> Spellings:
    """Read again whenever the history of one of the tables has grown."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return _read_spellings(*cursor.fetchone())


_VERSION = """SELECT
    (SELECT max(pgh_id) FROM archive_countryevent), (SELECT max(pgh_id) FROM archive_organisationevent),
    (SELECT max(pgh_id) FROM archive_speakerevent), (SELECT max(pgh_id) FROM archive_speakernameevent)"""


@lru_cache(maxsize=1)
def _read_spellings(*version: int | None) -> Spellings:
    groups: dict[Group, list[str]] = {}
    for code, name, others in Country.objects.values_list("code", "name", "other_names"):
        groups["country", code] = [name, *others]
    for key, name, others in Organisation.objects.values_list("pk", "name", "other_names"):
        groups["organisation", key] = [name, *others]
    _add_speakers(groups)
    by_terms: dict[Terms, list[Group]] = {}
    for group, names in groups.items():
        for terms in {tuple(exact_terms(name)) for name in names}:
            by_terms.setdefault(terms, []).append(group)
    return Spellings(groups, by_terms)


def _add_speakers(groups: dict[Group, list[str]]) -> None:
    """Under the speaker that pages name; unnamed sources have no spellings."""
    for key, canonical, name in Speaker.objects.named().values_list("pk", "canonical", "name"):
        groups.setdefault(("speaker", canonical or key), []).append(name)
    names = SpeakerName.objects.values_list("speaker", "speaker__canonical", "name")
    for key, canonical, name in names:
        groups.setdefault(("speaker", canonical or key), []).append(name)
