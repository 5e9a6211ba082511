"""Search in PostgreSQL: answers while the index is lost, and proves that the seam is one.

It searches the same documents by the same terms (index/projection.py), so that it finds the same. It is slower and a little
coarser: what is ordered by relevance is ordered by date, a near word differs by a letter of its own alphabet, and of the quotes that may
hold a phrase the newest are read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import starmap
from math import ceil
from time import monotonic
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from archive.models.searching import Searched, SearchedArticle, SearchedQuote
from archive.query import QuoteQuery
from archive.search.analysis import (
    one_edit_away,
    stem,
)
from archive.search.contract import (
    FILTERS,
    NUMBERS,
    QUOTES,
    STEP,
    Answer,
    Facet,
    How,
    Kind,
    Place,
    Request,
    RestingError,
    TooBroadError,
    Walk,
    next_deadline,
    ordinal,
    sought,
)
from archive.search.designations import Reading
from archive.search.index import pending, projection
from archive.search.index.pending import ANY
from archive.search.index.projection import literal
from archive.search.language import (
    EVERYTHING,
    And,
    Filter,
    Leaf,
    Most,
    Node,
    Not,
    Or,
)

MOST_READ = 2_000  # of the newest that may hold a phrase
FEW = 20_000  # rows that are sorted sooner than found in order
BOUNDS = {
    "said_from": "latest >= %s",
    "said_to": "earliest <= %s",
    "published_from": "published >= %s",
    "published_to": "published <= %s",
}
UNDATED = {"exclude": "NOT undated", "only": "undated", "include": "TRUE"}
NEWEST, OLDEST = "latest DESC NULLS LAST, id", "latest ASC NULLS LAST, id"
ADDED = "(SELECT published_at FROM archive_quote q WHERE q.id = {table}.id) DESC, id DESC"


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a WHERE, with its parameters."""

    sql: str = "TRUE"
    parameters: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} AND {other.sql})", self.parameters + other.parameters)

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} OR {other.sql})", self.parameters + other.parameters)

    def __invert__(self) -> "Condition":
        return Condition(f"(NOT {self.sql})", self.parameters)


NOTHING = Condition("FALSE")


class PostgresEngine:
    name = "postgres"

    def answer(self, kind: Kind, request: Request) -> Answer:
        return _search(SearchedQuote if kind == QUOTES else SearchedArticle, request)

    def walk(self, request: Request) -> Walk:
        """Each step asks anew for what comes after the last: nothing is left in the database if nobody goes on."""
        hidden = _hidden(SearchedQuote)
        with within_deadline(request):
            rows = Rows(SearchedQuote)
            found = rows.holding(request.tree) & hidden & _selected(request.query)
            if request.left_out:
                found &= ~Condition("id = ANY(%s)", (list(request.left_out),))
            total = rows.count(found)
            if request.query.sort == "added":
                return iter(rows.ids(found, ADDED, 0, ANY, total)), total
        return _steps(rows, found, request), total


def _steps(rows: "Rows", found: Condition, request: Request) -> Iterator[int]:
    sort, after = request.query.sort, request.after
    while True:
        with within_deadline(replace(request, deadline=next_deadline())):
            met = found & _beyond(sort, after) if after else found
            places = rows.places(met, OLDEST if sort == "oldest" else NEWEST, STEP)
        yield from (id_ for id_, _ in places)
        if len(places) < STEP:
            return
        last, day = places[-1]
        after = ordinal(day), last


def _order(sort: str) -> str:
    return {"oldest": OLDEST, "added": ADDED}.get(sort, NEWEST)


def _beyond(sort: str, after: Place) -> Condition:
    """What comes after a place in an order by date."""
    day, last = after
    if not day:
        return Condition("(latest IS NULL AND id > %s)", (last,))
    past = ">" if sort == "oldest" else "<"
    on = date.fromordinal(day)
    return Condition(f"(latest {past} %s OR latest = %s AND id > %s OR latest IS NULL)", (on, on, last))


def _search(model: type[Searched], request: Request) -> Answer:
    hidden = _hidden(model)
    with within_deadline(request):
        rows = Rows(model)
        words = rows.holding(request.tree) & hidden
        if request.left_out:
            words &= ~Condition("id = ANY(%s)", (list(request.left_out),))
        found = words & _selected(request.query)
        total = rows.count(found)
        ids = rows.ids(found, _order(request.query.sort), request.start, request.stop, total)
        return Answer(ids, total, _facets(rows, request, words))


def _hidden(model: type[Searched]) -> Condition:
    """Writes what has changed; or, if that is too much, the condition that leaves it out."""
    if not projection.answers() and not projection.fill_small():
        raise RestingError
    articles = model is SearchedArticle
    if projection.catch_up(model, pending.waiting(articles=articles, most=projection.AT_ONCE + 1)):
        return Condition()
    changed_ids = pending.changed_ids(articles=articles)
    return ~Condition(f"id IN (SELECT id FROM ({changed_ids}) AS c)")  # noqa: S608 (constants)


@contextmanager
def within_deadline(request: Request) -> Iterator[None]:
    """Every query of the block ends by the request's deadline, or raises TooBroadError."""

    def limited(execute: Any, sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        left = request.deadline - monotonic()
        if left <= 0:
            raise TooBroadError
        _limit(context["cursor"].cursor, f"{ceil(left * 1000)}ms")
        return execute(sql, parameters, many, context)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (usual,) = cursor.fetchone()
        try:
            with connection.execute_wrapper(limited):
                yield
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TooBroadError from error
            raise
        _limit(cursor, usual)


def _limit(cursor: Any, value: str) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [value])


# Filters


def _selected(query: QuoteQuery, without: str = "") -> Condition:
    met = Condition(UNDATED[query.undated])
    if query.id:
        met &= Condition("id = ANY(%s)", (list(query.id),))
    for name, test in BOUNDS.items():
        if day := getattr(query, name):
            met &= Condition(test, (day,))
    for name in FILTERS:
        if name != without and (values := getattr(query, name)):
            met &= _any_value(name, values)
    return met


def _any_value(name: str, values: Iterable[int | str]) -> Condition:
    return Condition("values && %s", ([f"{name}:{value}" for value in values],))


def _typed(node: Filter) -> Condition:
    if node.name in FILTERS:
        return _any_value(node.name, node.values)
    if node.name == "id":
        return Condition("id = ANY(%s)", ([int(value) for value in node.values],))
    if node.name == "undated":
        return Condition(UNDATED[str(node.values[0])])
    return Condition(BOUNDS[node.name], (str(node.values[0]),))


# Words


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of quotes or of articles, and what they hold."""

    model: type[Searched]
    known: dict[Node, Condition] = field(default_factory=dict)

    def ids(self, met: Condition, order: str, start: int, stop: int, total: int) -> list[int]:
        """A few are read, then put in order: the planner takes rare words for common ones, and would look for them by day."""
        if start >= min(stop, total):
            return []
        table, first = self._table, ""
        if total <= FEW:
            first = f"WITH met AS MATERIALIZED (SELECT id, latest FROM {table} WHERE {met.sql}) "  # noqa: S608 (constants)
            table, met = "met", Condition("TRUE", met.parameters)
        sql = f"{first}SELECT id FROM {table} WHERE {met.sql} ORDER BY {order.format(table=table)} LIMIT %s OFFSET %s"  # noqa: S608
        return [row[0] for row in self._rows(sql, *met.parameters, stop - start, start)]

    def places(self, met: Condition, order: str, most: int) -> list[tuple[int, date | None]]:
        """Of the first of them the id and the day."""
        sql = f"SELECT id, latest FROM {self._table} WHERE {met.sql} ORDER BY {order} LIMIT %s"  # noqa: S608
        return self._rows(sql, *met.parameters, most)

    def count(self, met: Condition) -> int:
        sql = f"SELECT count(*) FROM {self._table} WHERE {met.sql}"  # noqa: S608 (constants)
        return int(self._rows(sql, *met.parameters)[0][0])

    def values(self, met: Condition, names: list[str], most: int, these: list[str]) -> list[tuple[Any, ...]]:
        """Of each facet the commonest and `these`, each with its number and that of all values of its facet."""
        counted = (
            f"SELECT split_part(value, ':', 1) AS name, value, count(*) AS n FROM {self._table}, unnest(values) value "  # noqa: S608
            f"WHERE {met.sql} AND split_part(value, ':', 1) = ANY(%s) GROUP BY value"
        )
        ordered = (
            "SELECT *, count(*) OVER (PARTITION BY name) AS many, row_number() OVER "  # noqa: S608 (constants)
            f'(PARTITION BY name ORDER BY n DESC, value COLLATE "C") AS place FROM ({counted}) AS counted'
        )
        sql = f"SELECT name, value, n, many FROM ({ordered}) AS ordered WHERE place <= %s OR value = ANY(%s)"  # noqa: S608
        return self._rows(sql, *met.parameters, names, most, these)

    @property
    def _table(self) -> str:
        return self.model._meta.db_table

    def _rows(self, sql: str, *parameters: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def holding(self, node: Node) -> Condition:
        if node == EVERYTHING:
            return Condition()
        if isinstance(node, And):
            return _joined((self.holding(child) for child in node.children), Condition.__and__, Condition())
        if isinstance(node, Or):
            return _joined((self.holding(child) for child in node.children), Condition.__or__, NOTHING)
        if isinstance(node, Not):
            return ~self.holding(node.child)
        if isinstance(node, Filter):
            return _typed(node)
        if isinstance(node, Most):
            return self._most(node)
        if isinstance(node, Leaf):
            return _joined(starmap(self._met, sought(node)), Condition.__or__, NOTHING)
        raise TypeError(f"{node} was not looked up")

    def _met(self, how: How, terms: Reading) -> Condition:
        match how:
            case How.SEQUENCE:
                return Condition("id = ANY(%s)", (self._phrase(terms),))
            case How.EXACT:
                return _exact([literal(terms[0])])
            case How.STEM:
                return Condition("stems @@ %s::tsquery", (literal(stem(terms[0])),))
            case How.BEGINNING:
                return _exact([f"{literal(terms[0])}:*"])
            case How.NEAR:
                return _exact(map(literal, one_edit_away(terms[0])))

    def _most(self, node: Most) -> Condition:
        words = [self.holding(word) for word in node.words]
        counted = " + ".join(f"({word.sql})::int" for word in words)
        parameters = tuple(value for word in words for value in word.parameters)
        return _joined(words, Condition.__or__, NOTHING) & Condition(f"{counted} >= {node.least}", parameters)

    def _phrase(self, terms: Reading) -> list[int]:
        """Where each term begins right after the one before it."""
        together = " & ".join(literal(term) for term in dict.fromkeys(terms))
        held: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(dict)
        met = Condition("exact @@ %s::tsquery", (together,))
        for key, word, places, weights in self._places(met, "lexeme = ANY(%s)", list(set(terms))):
            held[key][word] = [
                (at, _SPAN[weight]) for at, weight in zip(places or (), weights or (), strict=True)
            ]
        return [key for key, words in held.items() if _follow(terms, words)]

    def _places(
        self, met: Condition, wanted: str, parameter: Any
    ) -> list[tuple[int, str, list[int], list[str]]]:
        sql = (
            f"SELECT id, lexeme, positions, weights FROM (SELECT id, exact FROM {self._table} WHERE {met.sql} "  # noqa: S608
            f"ORDER BY {NEWEST} LIMIT {MOST_READ}) AS newest, unnest(exact) WHERE {wanted}"
        )
        return self._rows(sql, *met.parameters, parameter)


_SPAN = {"D": 1, "C": 2, "B": 3, "A": 4}


def _follow(terms: Reading, words: dict[str, list[tuple[int, int]]]) -> bool:
    ends = {at + span for at, span in words.get(terms[0], ())}
    for term in terms[1:]:
        ends = {at + span for at, span in words.get(term, ()) if at in ends}
    return bool(ends)


def _exact(terms: Iterable[str]) -> Condition:
    if query := " | ".join(terms):
        return Condition("exact @@ %s::tsquery", (query,))
    return NOTHING


def _joined(
    parts: Iterable[Condition], join: Callable[[Condition, Condition], Condition], start: Condition
) -> Condition:
    met = None
    for part in parts:
        met = part if met is None else join(met, part)
    return start if met is None else met


# Facets


def _facets(rows: Rows, request: Request, words: Condition) -> dict[str, Facet]:
    """Those that the deadline leaves time for. A facet leaves out its own selection."""
    counts = {name: Facet() for name in request.facets}
    own = {name for name in request.facets if getattr(request.query, name, None)}
    others = [name for name in request.facets if name not in own]
    with suppress(TooBroadError):
        for most in {request.limit(name) for name in others}:
            names = [name for name in others if request.limit(name) == most]
            counts |= _counted(rows, words & _selected(request.query), request, names)
        for name in own:
            counts |= _counted(rows, words & _selected(request.query, without=name), request, [name])
    return counts


def _counted(rows: Rows, met: Condition, request: Request, names: list[str]) -> dict[str, Facet]:
    """Of facets that are limited alike."""
    most = request.limit(names[0])
    these = [f"{name}:{value}" for name in names for value in request.kept(name)]
    found = {name: Facet() for name in names}
    for name, pair, count, many in rows.values(met, names, ANY if most is None else most, these):
        value = pair.partition(":")[2]
        found[name][int(value) if name in NUMBERS else value] = count
        found[name].many = many
    return found
