"""Lists in the order of the alphabet or of their numbers, a page at a time."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from archive import search
from archive.models.called import all_names, nearly
from archive.models.remembered import until_indexed
from archive.query import QuoteQuery
from archive.text.tongue import gettext

ROWS = 80
MEANT = 3  # names that are offered for one that nobody has
OTHER = "other"  # initials that are no Latin letter
Counts = dict[str, search.Facet]
Key = tuple[Any, ...]  # of a row, what it is sorted by, and its quotes where the index does not count them


@until_indexed
def counts_of(query: QuoteQuery | None = None, **facets: str) -> Counts:
    """Under each name what the index counts anyway; nothing while PostgreSQL answers, which may leave numbers out."""
    found = search.find(query or QuoteQuery(), stop=0, facets=tuple(facets.values()))
    return {} if found.notice and not query else {name: found.facets[facet] for name, facet in facets.items()}


def led_to(model: Any, counts: Counts) -> Any:
    """The rows that a published quote leads to; without counts each brings its own, which costs more."""
    if not counts:
        return model.objects.public().with_all_counts()
    keys = {key for facet in counts.values() for key in facet}
    numbers = model._meta.pk.name == "id"
    return model.objects.filter(pk__in=[key for key in keys if str(key).isdecimal() == numbers])


def with_counts(rows: Iterable[Any], counts: Counts) -> list[Any]:
    shown = list(rows)
    for row in shown:
        for name, facet in counts.items():
            setattr(row, name, facet.get(row.pk) or facet.get(str(row.pk)) or 0)
    return shown


def meant(rows: Any, kind: str, text: str) -> list[Any]:
    """Of public rows those that are called nearly so."""
    return list(rows.with_keys(nearly(all_names().get(kind, []), text))[:MEANT])


class Roll:
    """Rows with a `sort_key`, by name or by number of quotes. What only a look at all of them tells is found out once, so that
    a page of a roll that is kept costs its own rows alone."""

    def __init__(self, rows: QuerySet[Any], counts: Counts, keys: list[Key] | None = None) -> None:
        self.rows, self.counts = rows, counts
        self._keys = _keys_of(rows, counts) if keys is None else keys

    def among(self, known: Iterable[Any]) -> "Roll":
        """Of these alone."""
        places = sorted(self._places[pk] for pk in known if pk in self._places)
        return Roll(self.rows, self.counts, [self._keys[at] for at in places])

    def pks(self, letter: str, *, by_quotes: bool) -> list[Any]:
        """Those of an initial, or all."""
        lettered = self._by_quotes if by_quotes else self._by_name
        return lettered.get(letter, [])

    @cached_property
    def initials(self) -> list[tuple[str, str]]:
        held = sorted(filter(None, self._by_name), key=place)
        return [(one, gettext("Other") if one == OTHER else one.capitalize()) for one in held]

    @cached_property
    def _places(self) -> dict[Any, int]:
        return {key[0]: at for at, key in enumerate(self._keys)}

    @cached_property
    def _by_name(self) -> dict[str, list[Any]]:
        return _by_initial(self._keys)

    @cached_property
    def _by_quotes(self) -> dict[str, list[Any]]:
        numbers = self.counts.get("quote_count", search.Facet())
        return _by_initial(
            sorted(self._keys, key=lambda key: -(numbers.get(key[0], 0) if self.counts else key[2]))
        )


def of_all(rows: QuerySet[Any], counts: Counts) -> Roll:
    """Those that are counted, where that is most: to send their numbers to PostgreSQL takes ten times as long as to read all."""
    counted = set().union(*counts.values())
    keys = [key for key in _keys_of(rows, counts) if key[0] in counted]
    return Roll(rows.model._default_manager.all(), counts, keys)


def _keys_of(rows: QuerySet[Any], counts: Counts) -> list[Key]:
    """By name."""
    columns = ("pk", "sort_key") if counts else ("pk", "sort_key", "quote_count")
    return list(rows.order_by("sort_key", "pk").values_list(*columns))


def _by_initial(keys: list[Key]) -> dict[str, list[Any]]:
    """Under "" all."""
    found: dict[str, list[Any]] = {"": [pk for pk, *_ in keys]}
    for pk, sort_key, *_ in keys:
        found.setdefault(initial(sort_key), []).append(pk)
    return found


def listed(roll: Roll, page: dict[str, Any]) -> dict[str, Any]:
    """Of one initial if the page asks for it, by name or by number of quotes."""
    by_quotes = page["order"] == "quotes"
    shown = Paginator(roll.pks(page["letter"], by_quotes=by_quotes), ROWS).get_page(page["page"])
    found = roll.rows.in_bulk(list(shown.object_list))
    shown.object_list = with_counts((found[pk] for pk in shown.object_list if pk in found), roll.counts)
    return {
        "groups": {"": shown.object_list} if by_quotes else lettered(shown),
        "page": shown,
        "initials": roll.initials,
        "asked_for": page,
        "q": page["q"],
        "notes": {},
    }


def lettered(shown: "Page[Any] | Sequence[Any]") -> dict[str, list[Any]]:
    letters: dict[str, list[Any]] = {}
    for row in shown:
        letters.setdefault(letter(row.sort_key), []).append(row)
    return letters


def letter(sort_key: str) -> str:
    first = sort_key[:1].upper()
    return first if first.isalpha() else "0–9"


def initial(sort_key: str) -> str:
    return _initial(sort_key[:1])


@lru_cache(maxsize=1 << 10)
def _initial(sign: str) -> str:
    first = letter(sign)
    return first if first.isascii() and first.isalpha() else OTHER


def place(one: str) -> tuple[bool, str]:
    return one == OTHER, one
