"""The names of many things of several kinds, with one query."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db import connection

from archive.models.people import Role, shown_name

_NAMES = """
    SELECT 'speaker', id::text, name, type FROM archive_speaker WHERE id = ANY(%(speaker)s::bigint[])
    UNION ALL SELECT 'country', code, name, '' FROM archive_country WHERE code = ANY(%(country)s)
    UNION ALL SELECT 'organisation', id::text, name, '' FROM archive_organisation WHERE id = ANY(%(organisation)s::bigint[])
    UNION ALL SELECT 'outlet', id::text, name, '' FROM archive_outlet WHERE id = ANY(%(outlet)s::bigint[])
    UNION ALL SELECT 'occasion', id::text, name, '' FROM archive_occasion WHERE id = ANY(%(occasion)s::bigint[])
    UNION ALL SELECT 'roles', max(pgh_id)::text, '', '' FROM archive_roleevent"""
NAMED = ("speaker", "country", "organisation", "outlet", "occasion")

Names = dict[tuple[str, str], str]


def names(wanted: Mapping[str, Iterable[int | str]]) -> tuple[Names, dict[str, str]]:
    """By kind and id as text, what `str(row)` says; and the titles of all roles by their slugs."""
    asked = {kind: list(map(str, wanted.get(kind, ()))) for kind in NAMED}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, asked)
        rows = cursor.fetchall()
    found = {(kind, key): shown_name(name, type_) for kind, key, name, type_ in rows if kind in NAMED}
    return found, _titles(next(key for kind, key, *_ in rows if kind == "roles"))


@lru_cache(maxsize=1)
def _titles(version: str | None) -> dict[str, str]:
    """`version` is that of the history of roles: it says when to read them again."""
    return Role.titles_by_slug()
