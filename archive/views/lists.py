"""Lists in the order of the alphabet, a page at a time."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from archive import search
from archive.query import QuoteQuery

ROWS = 200
Counts = dict[str, search.Facet]


def counts_of(**facets: str) -> Counts:
    """Under each name what the index counts anyway; nothing while PostgreSQL answers, which may leave numbers out."""
    found = search.find(QuoteQuery(), stop=0, facets=tuple(facets.values()))
    return {} if found.notice else {name: found.facets[facet] for name, facet in facets.items()}


def led_to(model: Any, counts: Counts) -> QuerySet[Any]:
    """The rows that a published quote leads to; without counts each brings its own, which costs more."""
    if not counts:
        return model.objects.public().with_all_counts()  # type: ignore[no-any-return]
    keys = {key for facet in counts.values() for key in facet}
    numbers = model._meta.pk.name == "id"
    return model.objects.filter(pk__in=[key for key in keys if str(key).isdecimal() == numbers])  # type: ignore[no-any-return]


def with_counts(rows: Iterable[Any], counts: Counts) -> list[Any]:
    shown = list(rows)
    for row in shown:
        for name, facet in counts.items():
            setattr(row, name, facet.get(row.pk) or facet.get(str(row.pk)) or 0)
    return shown


def a_to_z(rows: QuerySet[Any], page: dict[str, Any], counts: Counts) -> dict[str, Any]:
    """Rows with a `sort_key`, under the first letter of it."""
    shown = Paginator(rows, ROWS).get_page(page["page"])
    shown.object_list = with_counts(shown.object_list, counts)
    letters: dict[str, list[Any]] = {}
    for row in shown:
        letters.setdefault(letter(row.sort_key), []).append(row)
    return {"letters": letters, "page": shown, "q": page["q"], "notes": {}}


def letter(sort_key: str) -> str:
    first = sort_key[:1].upper()
    return first if first.isalpha() else "0–9"
