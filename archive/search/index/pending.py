"""Changes that the index does not know yet: outbox rows, and the quotes that each of them touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from archive.models import Article, Epoch, Quote
from archive.models.remembered import once, planned
from archive.search.contract import NUMBERS, Mask
from archive.search.engines import index_engine
from archive.search.index.locks import worker_runs

# One query a kind, from the ids of what changed to the ids of quotes whose documents hold something of it; more quotes show it
# (`SHOWN_IN` in models/outbox.py), such as the country that a role is of. A speaker stands for all merged with it.
_QUOTES_OF = {
    "quote": """
        SELECT x.id::bigint AS id FROM changed x WHERE x.kind = 'quote'
        UNION SELECT m.quote_id FROM changed x
        JOIN archive_match m ON m.turn_id = x.id::bigint WHERE x.kind = 'quote'""",
    "article": "SELECT q.id FROM changed x JOIN archive_quote q ON q.article_id = x.id::bigint WHERE x.kind = 'article'",
    "outlet": """
        SELECT q.id FROM changed x JOIN archive_article a ON a.outlet_id = x.id::bigint
        JOIN archive_quote q ON q.article_id = a.id WHERE x.kind = 'outlet'""",
    "country": "SELECT a.quote_id FROM changed x JOIN archive_attribution a ON a.country_id = x.id WHERE x.kind = 'country'",
    "occasion": "SELECT q.id FROM changed x JOIN archive_quote q ON q.occasion_id = x.id::bigint WHERE x.kind = 'occasion'",
    "role": "SELECT a.quote_id FROM changed x JOIN archive_attribution a ON a.role_id = x.id::bigint WHERE x.kind = 'role'",
    "speaker": """
        SELECT a.quote_id FROM changed x
        JOIN archive_speaker s ON s.id = x.id::bigint
        JOIN archive_speaker t ON COALESCE(s.canonical_id, s.id) IN (t.id, t.canonical_id) OR t.id = s.id
        JOIN archive_attribution a ON a.speaker_id = t.id WHERE x.kind = 'speaker'""",
    "organisation": """
        SELECT a.quote_id FROM changed x
        JOIN archive_attribution a ON a.organisation_id = x.id::bigint WHERE x.kind = 'organisation'
        UNION SELECT v.quote_id FROM changed x
        JOIN archive_via v ON v.organisation_id = x.id::bigint WHERE x.kind = 'organisation'
        UNION SELECT a.quote_id FROM changed x
        JOIN archive_role r ON r.organisation_id = x.id::bigint
        JOIN archive_attribution a ON a.role_id = r.id WHERE x.kind = 'organisation'
        UNION SELECT a.quote_id FROM changed x
        JOIN archive_speaker s ON s.organisation_id = x.id::bigint
        JOIN archive_speaker t ON COALESCE(s.canonical_id, s.id) IN (t.id, t.canonical_id)
        JOIN archive_attribution a ON a.speaker_id = t.id WHERE x.kind = 'organisation'""",
}
# The same to the ids of articles. Kinds that stand in neither list reach no document: their names are looked up.
_ARTICLES_OF = {
    "article": "SELECT x.id::bigint AS id FROM changed x WHERE x.kind = 'article'",
    "quote": "SELECT q.article_id FROM changed x JOIN archive_quote q ON q.id = x.id::bigint WHERE x.kind = 'quote'",
    "outlet": "SELECT a.id FROM changed x JOIN archive_article a ON a.outlet_id = x.id::bigint WHERE x.kind = 'outlet'",
    "organisation": """
        SELECT a.id FROM changed x
        JOIN archive_article a ON a.agency_id = x.id::bigint WHERE x.kind = 'organisation'""",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Outbox rows and the ids of the quotes and articles, public or not, whose documents they may have changed.

    `own` are the quotes that changed themselves: another article may hold them now.
    """

    rows: list[int]
    quotes: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    articles: frozenset[int] = frozenset()


# With more, masking costs more than asking PostgreSQL, which needs no mask.
MAX_PENDING = 10_000
ANY = 2**63 - 1

# What the index holds of each kind that very many quotes may have: values of facets, at least of all that _QUOTES_OF finds.
# As for them, a speaker stands for all merged with it, among them the one that the index has.
_VALUES_OF_QUOTES = {
    **{
        kind: f"SELECT '{kind}' AS name, x.id AS value FROM changed x WHERE x.kind = '{kind}'"  # noqa: S608 (constants)
        for kind in ("article", "outlet", "country", "occasion")
    },
    "organisation": """
        SELECT each, x.id FROM changed x, unnest(ARRAY['organisation', 'via']) each WHERE x.kind = 'organisation'
        UNION SELECT 'speaker', COALESCE(t.canonical_id, t.id)::text FROM changed x
        JOIN archive_role r ON r.organisation_id = x.id::bigint
        JOIN archive_attribution a ON a.role_id = r.id
        JOIN archive_speaker t ON t.id = a.speaker_id WHERE x.kind = 'organisation'
        UNION SELECT 'speaker', COALESCE(s.canonical_id, s.id)::text FROM changed x
        JOIN archive_speaker s ON s.organisation_id = x.id::bigint WHERE x.kind = 'organisation'""",
    "role": """
        SELECT 'speaker', COALESCE(t.canonical_id, t.id)::text FROM changed x
        JOIN archive_attribution a ON a.role_id = x.id::bigint
        JOIN archive_speaker t ON t.id = a.speaker_id WHERE x.kind = 'role'""",
    "speaker": """
        SELECT 'speaker', t.id::text FROM changed x
        JOIN archive_speaker s ON s.id = x.id::bigint
        JOIN archive_speaker t ON COALESCE(s.canonical_id, s.id) IN (t.id, t.canonical_id) OR t.id = s.id
        WHERE x.kind = 'speaker'""",
}
_VALUES_OF_ARTICLES = {
    "outlet": "SELECT 'outlet' AS name, x.id AS value FROM changed x WHERE x.kind = 'outlet'"
}


# The histories of the tables that spellings.py reads.
_NAMES = ", ".join(
    f"(SELECT max(pgh_id) FROM archive_{table}event)"  # noqa: S608 (constants)
    for table in ("country", "organisation", "speaker", "speakername")
)


@dataclass(frozen=True, slots=True)
class State:
    """What an answer depends on beside the index; `pending` are the quotes that it must not show."""

    epoch: str
    seen: int
    names: tuple[int | None, ...]
    changed: bool
    pending: Mask


@once
def state() -> State:
    """Every search asks: with one query that is quick when nothing is pending."""
    with planned() as cursor:
        cursor.execute(_STATE)
        epoch, seen, known, changed, *names = cursor.fetchone()
    if not changed:
        return State(epoch, seen, tuple(names), changed, Mask())
    with connection.cursor() as cursor:
        mask = _mask(cursor, _QUOTES_OF, _VALUES_OF_QUOTES, known)
        return State(epoch, seen, tuple(names), changed, mask)


_STATE = f"SELECT value::text, seen, known_quotes, EXISTS (SELECT FROM archive_outbox), {_NAMES} FROM archive_epoch"  # noqa: S608 (constants)


def changed_ids(*, articles: bool) -> str:
    """A query for the ids of all quotes, or all articles, whose change is waiting."""
    changed, queries = _changed("archive_outbox"), _ARTICLES_OF if articles else _QUOTES_OF
    return f"WITH {changed} {' UNION '.join(queries.values())}"


def pending_articles() -> Mask:
    with connection.cursor() as cursor:
        cursor.execute("SELECT known_articles FROM archive_epoch")
        return _mask(cursor, _ARTICLES_OF, _VALUES_OF_ARTICLES, cursor.fetchone()[0])


def _mask(
    cursor: CursorWrapper, ids_of: Mapping[str, str], values_of: Mapping[str, str], known: int | None
) -> Mask:
    """By ids, but of new ones, which the index lacks; of very many by what they have in common, as a renamed speaker."""
    ids = _some(cursor, ids_of.values(), known)
    if len(ids) <= MAX_PENDING:
        return Mask(ids)
    ids = _some(cursor, (sql for kind, sql in ids_of.items() if kind not in values_of), known)
    cursor.execute(f"WITH {_changed('archive_outbox')} {' UNION '.join(values_of.values())}")
    found: defaultdict[str, list[int | str]] = defaultdict(list)
    for name, value in cursor.fetchall():
        found[name].append(int(value) if name in NUMBERS else value)
    return Mask(ids, tuple((name, tuple(values)) for name, values in found.items()))


def _some(cursor: CursorWrapper, queries: Iterable[str], known: int | None) -> frozenset[int]:
    changed, union = _changed("archive_outbox"), " UNION ".join(queries)
    cursor.execute(
        f"WITH {changed} SELECT id FROM ({union}) AS found WHERE id <= %s LIMIT {MAX_PENDING + 1}",  # noqa: S608
        [ANY if known is None else known],
    )
    return frozenset(row[0] for row in cursor.fetchall())


def waiting(*, articles: bool = False, most: int | None = None) -> frozenset[int]:
    """The ids of all quotes, or all articles, whose change is waiting: new ones too."""
    with connection.cursor() as cursor:
        cursor.execute(f"{changed_ids(articles=articles)} LIMIT %s", [most])
        return frozenset(row[0] for row in cursor.fetchall())


def all_rows() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM archive_outbox")
        return [row[0] for row in cursor.fetchall()]


def _row(sql: str, *parameters: int) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def count_pending() -> int:
    return int(_row("SELECT count(*) FROM archive_outbox")[0])


# Left out between the numbers of changes that two states of the index know of.
GAP = 1_000_000


def leave_gap() -> int:
    """A number that no change ever has: those of before are lower, those of afterwards higher.

    A database that is put back by hand to an older state gives its next changes numbers far below it, so that the
    index is known to be newer. No clock is asked: clocks are set back."""
    return int(_row("SELECT setval('archive_outbox_id_seq', nextval('archive_outbox_id_seq') + %s)", GAP)[0])


def is_before(number: int) -> bool:
    """Whether the database is an older one than that which gave the number."""
    return bool(_row("SELECT COALESCE(pg_sequence_last_value('archive_outbox_id_seq'), 0) < %s", number)[0])


def newest() -> int:
    """The id of the last change that is waiting; 0 if none is."""
    return int(_row("SELECT COALESCE(max(id), 0) FROM archive_outbox")[0])


def last_and_count() -> tuple[int, int]:
    """The id of the last change that is waiting, and how many are: other changes wait where either is another."""
    newest, count = _row("SELECT COALESCE(max(id), 0), count(*) FROM archive_outbox")
    return int(newest), int(count)


def waits(row: int) -> bool:
    """Whether that change or an older one is waiting."""
    return bool(_row("SELECT EXISTS (SELECT FROM archive_outbox WHERE id <= %s)", row)[0])


def read_changes(limit: int) -> Changes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM archive_outbox ORDER BY id LIMIT %s", [limit])
        rows = [row[0] for row in cursor.fetchall()]
    if not rows:
        return Changes([])
    own = {"quote": _QUOTES_OF["quote"]}
    return Changes(rows, *(_ids_of(rows, queries) for queries in (_QUOTES_OF, own, _ARTICLES_OF)))


# Each generation has a second of its own, so that HTTP can say when the archive changed last.
_REMOVE = """
WITH removed AS (DELETE FROM archive_outbox WHERE id = ANY(%s))
UPDATE archive_epoch SET seen = COALESCE(NULLIF(%s, 0), seen),
    generation = greatest(generation + 1, extract(epoch FROM clock_timestamp())::bigint)"""


def remove(rows: list[int], seen: int = 0) -> None:
    """Exactly these: others may have been written, with smaller ids, since they were read.

    `seen` is what the marker of the index says that has them: no index that knows of less may answer from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [rows, seen])


def will_know(changes: Changes) -> None:
    """Said, for good, before the documents are even read: whoever is withdrawn after that must be left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE archive_epoch SET known_quotes = known_quotes + greatest(%(quotes)s - known_quotes, 0),"
            " known_articles = known_articles + greatest(%(articles)s - known_articles, 0)"
            " WHERE known_quotes < %(quotes)s OR known_articles < %(articles)s",
            {"quotes": max(changes.quotes, default=0), "articles": max(changes.articles, default=0)},
        )


def may_know_any() -> None:
    Epoch.objects.update(known_quotes=None, known_articles=None)


def knows_all() -> None:
    """Told while nobody else writes to the index."""
    quotes, articles = (
        model._default_manager.aggregate(newest=Max("pk", default=0))["newest"] for model in (Quote, Article)
    )
    Epoch.objects.update(known_quotes=quotes, known_articles=articles)


def renew_pages() -> None:
    """What they read beside the noted tables has changed: no copy of before is taken for fresh."""
    remove([])


def _ids_of(rows: Iterable[int], queries: Mapping[str, str]) -> frozenset[int]:
    source = "(SELECT * FROM archive_outbox WHERE id = ANY(%s)) AS outbox"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {_changed(source)} {' UNION '.join(queries.values())}", [list(rows)])
        return frozenset(row[0] for row in cursor.fetchall())


def _changed(source: str) -> str:
    return f"changed AS (SELECT DISTINCT kind, object_id AS id FROM {source})"  # noqa: S608 (constants)


PATIENCE_SECONDS = 1.0  # that a save waits, so that editors see their change in search at once
PAUSE_SECONDS = 0.01


def shown_at_once(row: int) -> bool:
    """Waits until searches show what was changed up to that row of the outbox; False if they do not yet."""
    until = monotonic() + PATIENCE_SECONDS
    if not waits(row) or not index_engine().answers(state().epoch):
        return True
    while worker_runs() and monotonic() < until:
        sleep(PAUSE_SECONDS)
        if not waits(row):
            return True
    return False
