"""What published quotes say of themselves in words: the titles of roles, the reporting verbs, the languages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from archive.models.people import Role
from archive.models.remembered import Since, renewed
from archive.text import slug
from archive.text.verbs import printed_verb

PUBLIC = ("role", "quote", "attribution")  # what makes a role public


Held = dict[tuple[str, str], int]


class PublicWords(NamedTuple):
    """By their slugs; the codes of languages as they are written. `held`: of what a published quote says, by its kind, one
    quote that says it."""

    titles: dict[str, str]
    verbs: dict[str, str]
    languages: frozenset[str] = frozenset()
    held: Held = {}


_OF = "JOIN archive_quote q ON q.id = quote_id AND q.status = 'published'"
_HELD = (
    f"SELECT 'role', role_id::text, min(q.id) FROM archive_attribution {_OF} WHERE role_id IS NOT NULL",  # noqa: S608 (constants)
    f"SELECT 'printed', role_printed, min(q.id) FROM archive_attribution {_OF} WHERE role_id IS NULL",  # noqa: S608
    f"SELECT 'verb', s.text, min(q.id) FROM archive_quotespan s {_OF} WHERE part = 'cue' AND s.text ~ '[^ -~]'",  # noqa: S608
    "SELECT 'language', q.language, min(q.id) FROM archive_quote q WHERE q.status = 'published'",
)
# The same of all quotes: one is looked up for each role, instead of all.
_ALL_HELD = (
    f"SELECT 'role', r.id::text, min(q.id) FROM archive_role r CROSS JOIN LATERAL (SELECT q.id FROM archive_attribution {_OF} WHERE role_id = r.id LIMIT 1) q",  # noqa: S608
    *_HELD[1:],
)
_CHANGED = """
    SELECT pgh_obj_id FROM archive_quoteevent WHERE pgh_id > %(quote)s
    UNION SELECT quote_id FROM archive_attributionevent WHERE pgh_id > %(attribution)s"""


def _changed(old: PublicWords, since: Since) -> PublicWords | None:
    """With what the quotes that have changed say now; None if they may have been the last to say something."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, since)
        changed = {quote for (quote,) in cursor.fetchall()}
    held = {what: quote for what, quote in old.held.items() if quote not in changed} | _held(changed)
    return _printed(held) if held.keys() >= old.held.keys() else None


@renewed(_changed, *PUBLIC)
def public_words() -> PublicWords:
    """The titles that something published was said in: of roles, else as they are printed; the reporting verbs whose
    addresses lack their accents; the languages."""
    return _printed(_held())


def _held(among: Iterable[int] | None = None) -> Held:
    """In these quotes alone, if they are given."""
    parts, these, asked = _ALL_HELD, "", None
    if among is not None:
        parts, these, asked = _HELD, " AND q.id = ANY(%(these)s)", {"these": list(among)}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"{part}{these} GROUP BY 2" for part in parts), asked)
        return {(kind, text): quote for kind, text, quote in cursor.fetchall()}


def _printed(held: Held) -> PublicWords:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for kind, text in sorted(held, reverse=True):
        said[kind].append(text)
    titles = {slug(title): _in_one_line(title) for title in said["printed"]}
    roles = Role.objects.order_by("-title").values_list("pk", "title") if said["role"] else ()
    titles |= {slug(title): title for pk, title in roles if ("role", str(pk)) in held}
    verbs = {slug(verb): verb for verb in map(printed_verb, said["verb"])}
    return PublicWords(titles, verbs, frozenset(said["language"]), held)


def _in_one_line(printed: str) -> str:
    title = " ".join(printed.split())
    return title[:1].upper() + title[1:]
