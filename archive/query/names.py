"""The names of many things of several kinds, with one query."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection
from django.db.models import Value

from archive.models.people import Role, shown_name
from archive.models.quotes import Attribution, Quote, QuoteSpan
from archive.models.remembered import remembered
from archive.text import slug
from archive.text.tongue import country
from archive.text.verbs import printed_verb

PUBLIC = ("role", "quote", "attribution")  # what makes a role public


class Printed(NamedTuple):
    """By their slugs."""

    titles: dict[str, str]
    verbs: dict[str, str]


@remembered(*PUBLIC)
def public_words() -> Printed:
    """The titles that something published was said in: of roles, else as they are printed; and the reporting verbs
    whose addresses lack their accents."""
    published = {"quote__status": Quote.Status.PUBLISHED}
    printed = Attribution.objects.filter(**published, role=None).values_list("role_printed", Value("printed"))
    cues = QuoteSpan.objects.filter(**published, part="cue", text__regex="[^ -~]").values_list(
        "text", Value("verb")
    )
    roles = Role.objects.public().values_list("title", Value("role"))
    found = sorted(printed.order_by().union(roles.order_by(), cues.order_by()), reverse=True)
    titles = {slug(title): _in_one_line(title) for title, kind in found if kind == "printed"}
    verbs = {slug(verb): verb for verb in (printed_verb(cue) for cue, kind in found if kind == "verb")}
    return Printed(titles | {slug(title): title for title, kind in found if kind == "role"}, verbs)


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
    UNION ALL SELECT 'printed', json_build_array({public_words.columns})::text, '', ''"""  # noqa: S608 (constants)
NAMED = ("speaker", "country", "organisation", "outlet", "occasion")

Names = dict[tuple[str, str], str]


def names(wanted: Mapping[str, Iterable[int | str]]) -> tuple[Names, Printed]:
    """By kind and id as text, what `str(row)` says; and the titles of public roles and the verbs by their slugs."""
    asked = {kind: list(map(str, wanted.get(kind, ()))) for kind in NAMED}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, asked)
        rows = cursor.fetchall()
    found = {
        (kind, key): country(name) if kind == "country" else shown_name(name, type_)
        for kind, key, name, type_ in rows
        if kind in NAMED
    }
    version = next(key for kind, key, *_ in rows if kind == "printed")
    return found, public_words.at(tuple(json.loads(version)))
