"""The names of many things of several kinds, with one query."""

import json
from collections.abc import Iterable, Mapping
from operator import itemgetter

from django.db import connection
from django.db.models import Value

from archive.models.people import Role, shown_name
from archive.models.quotes import Attribution, Quote
from archive.models.remembered import remembered
from archive.text import slug
from archive.text.tongue import country

PUBLIC = ("role", "quote", "attribution")  # what makes a role public


@remembered(*PUBLIC)
def public_titles() -> dict[str, str]:
    """The titles that something published was said in, by their slugs: of roles, else as they are printed."""
    printed = Attribution.objects.filter(quote__status=Quote.Status.PUBLISHED, role=None).order_by()
    held = Role.objects.public().order_by().values_list("title", Value(True))
    found = sorted(printed.values_list("role_printed", Value(False)).union(held), reverse=True)
    return {
        slug(title): title if is_role else _in_one_line(title)
        for title, is_role in sorted(found, key=itemgetter(1))
    }


def _in_one_line(printed: str) -> str:
    title = " ".join(printed.split())
    return title[:1].upper() + title[1:]


@remembered("quote", "article")
def public_languages() -> frozenset[str]:
    """The codes of published quotes and their articles, as they are written."""
    codes = Quote.objects.published().order_by().values_list("language", "article__language").distinct()
    return frozenset(code for pair in codes for code in pair)


_NAMES = f"""
    SELECT 'speaker', id::text, name, type FROM archive_speaker WHERE id = ANY(%(speaker)s::bigint[])
    UNION ALL SELECT 'country', code, name, '' FROM archive_country WHERE code = ANY(%(country)s)
    UNION ALL SELECT 'organisation', id::text, name, '' FROM archive_organisation WHERE id = ANY(%(organisation)s::bigint[])
    UNION ALL SELECT 'outlet', id::text, name, '' FROM archive_outlet WHERE id = ANY(%(outlet)s::bigint[])
    UNION ALL SELECT 'occasion', id::text, name, '' FROM archive_occasion WHERE id = ANY(%(occasion)s::bigint[])
    UNION ALL SELECT 'roles', json_build_array({public_titles.columns})::text, '', ''"""  # noqa: S608 (constants)
NAMED = ("speaker", "country", "organisation", "outlet", "occasion")

Names = dict[tuple[str, str], str]


def names(wanted: Mapping[str, Iterable[int | str]]) -> tuple[Names, dict[str, str]]:
    """By kind and id as text, what `str(row)` says; and the titles of public roles by their slugs."""
    asked = {kind: list(map(str, wanted.get(kind, ()))) for kind in NAMED}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, asked)
        rows = cursor.fetchall()
    found = {
        (kind, key): country(name) if kind == "country" else shown_name(name, type_)
        for kind, key, name, type_ in rows
        if kind in NAMED
    }
    version = next(key for kind, key, *_ in rows if kind == "roles")
    return found, public_titles.at(tuple(json.loads(version)))
