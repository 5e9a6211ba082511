"""The documents as rows of the database, for the engine that answers while the index is lost.

The worker fills them once and changes them with the index; few that it has not come to yet are written by the search itself.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db import Error as DatabaseError
from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from archive.models import Epoch, Quote
from archive.models.searching import Searched, SearchedArticle, SearchedQuote
from archive.search.analysis import ANALYSIS_VERSION, SPAN_BITS, placed, remembered_placed, run_on, stems
from archive.search.contract import Document
from archive.search.index import pending
from archive.search.index.articles import article_documents
from archive.search.index.documents import DOCUMENT_VERSION, documents
from archive.search.index.locks import writing_alone

PROJECTION_VERSION = 1
VERSION = f"{PROJECTION_VERSION}.{DOCUMENT_VERSION}.{ANALYSIS_VERSION}"

READ: dict[type[Searched], Callable[[Iterable[int]], Iterable[Document]]] = {
    SearchedQuote: documents,
    SearchedArticle: article_documents,
}
CHUNK = 250  # of the worker, which indexes nothing meanwhile
AT_ONCE = 1_000  # documents that a search makes for itself

# PostgreSQL's own bounds on a text's places, the places of one term, and the length of a term.
LAST_PLACE, MOST_PLACES, LONGEST = 16_383, 255, 500
WEIGHTS = {0: "", 1: "", 2: "C", 3: "B"}


def is_whole() -> bool:
    return Epoch.objects.filter(searched=VERSION).exists()


def answers() -> bool:
    """Whether all documents are there, be they of an older release."""
    return Epoch.objects.exclude(searched="").exists()


def fill() -> Iterator[int]:
    """Writes all documents, a chunk each time that it is asked for the next; how many there were in each.

    Those of an older release answer meanwhile, as a whole: of a rolling upgrade no reader notices.
    """
    for model, source in ((SearchedQuote, "archive_quote"), (SearchedArticle, "archive_article")):
        last = 0
        while ids := _next_ids(source, last):
            last = ids[-1]
            with writing_alone():
                replace(model, ids)
            yield len(ids)
    Epoch.objects.update(searched=VERSION)


def _next_ids(table: str, last: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id > %s ORDER BY id LIMIT %s", [last, CHUNK])  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def fill_small() -> bool:
    """Fills the projection of an archive that is small enough to be read by one search; False if it is not, or if the
    worker, whose search servers may hang, writes for longer than readers wait."""
    if Quote.objects.published()[: AT_ONCE + 1].count() > AT_ONCE:
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            for _ in fill():
                pass
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return False
        raise
    return True


# The changes that this process wrote last, by model: until others wait, it need not write them again.
_written: dict[type[Searched], tuple[int, int]] = {}


def catch_up(model: type[Searched], ids: Collection[int]) -> bool:
    """Writes what the worker has not come to yet; False if that is too much, or the database takes no rows."""
    if len(ids) > AT_ONCE:
        return False
    waiting = pending.last_and_count()
    if not ids or _written.get(model) == waiting:
        return True
    try:
        with transaction.atomic():
            replace(model, ids)
    except DatabaseError:
        return False
    _written[model] = waiting
    return True


def replace(model: type[Searched], ids: Collection[int]) -> None:
    """The rows with these ids by those of the documents that there are now."""
    wanted = sorted(ids)
    for at in range(0, len(wanted), AT_ONCE):
        _replace(model, wanted[at : at + AT_ONCE])


def _replace(model: type[Searched], ids: list[int]) -> None:
    rows = [_row(document) for document in READ[model](ids)]
    table = model._meta.db_table
    gone = list(set(ids) - {row[0] for row in rows})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [gone])  # noqa: S608 (constants)
        if rows:
            cursor.execute(_WRITE.format(table=table), [list(column) for column in zip(*rows, strict=True)])


# One statement: of several, the history's triggers cannot be told who changes what.
_WRITE = """
INSERT INTO {table} (id, exact, stems, values, earliest, latest, published, undated)
SELECT id, exact::tsvector, stems::tsvector, string_to_array(held, E'\\x1f'), earliest, latest, published, undated
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::date[], %s::date[], %s::date[], %s::boolean[])
  AS row(id, exact, stems, held, earliest, latest, published, undated)
ON CONFLICT (id) DO UPDATE SET exact = excluded.exact, stems = excluded.stems, values = excluded.values,
  earliest = excluded.earliest, latest = excluded.latest, published = excluded.published, undated = excluded.undated"""


def _row(document: Document) -> tuple[Any, ...]:
    terms, places = run_on(*placed(document.words), map(remembered_placed, document.about))
    values = "\x1f".join(f"{name}:{value}" for name, held in document.facets.items() for value in held)
    days = (document.earliest, document.latest, document.published, document.undated)
    return document.id, _vector(terms, places), _lexemes(stems(terms)), values, *days


def _vector(terms: list[str], places: list[int]) -> str:
    held: dict[str, list[str]] = defaultdict(list)
    for term, place in zip(terms, places, strict=True):
        at, span = (place >> SPAN_BITS) + 1, place & ((1 << SPAN_BITS) - 1)
        known = held[term]
        if at <= LAST_PLACE and len(known) < MOST_PLACES:
            known.append(f"{at}{WEIGHTS.get(span, 'A')}")
    return " ".join(
        f"{literal(term)}:{','.join(at)}" if at else literal(term)
        for term, at in held.items()
        if len(term) < LONGEST
    )


def _lexemes(terms: Iterable[str]) -> str:
    return " ".join(literal(term) for term in dict.fromkeys(terms) if len(term) < LONGEST)


def literal(term: str) -> str:
    """As PostgreSQL reads a term of a vector or a query."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
