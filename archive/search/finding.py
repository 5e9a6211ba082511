"""Queries to answers: understood, masked, and asked of the engine that can answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from archive.query import QuoteQuery
from archive.search.contract import Answer, Facet, IndexUnavailableError, Request, next_deadline
from archive.search.engines.postgres import PostgresEngine
from archive.search.engines.whoosh.engine import WhooshEngine
from archive.search.index import pending
from archive.search.index.pending import MAX_PENDING, State, state
from archive.search.language import EVERYTHING, And, Filter, Node, Not, Or, QueryError, parse, simplify
from archive.search.spellings import expand, read_spellings
from archive.search.typed_fields import resolve

logger = logging.getLogger(__name__)

NOTICE = "The search index is being rebuilt: results come straight from the database, take longer, and may lack numbers beside the filters."


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of published quotes in order, of `total`; counts by facet and parameter value.

    `added` are the spellings of names that were searched beside what the reader typed, `left_out` those that would
    have been. `may_name` is whether every word begins a word of a speaker's or a country's name.
    """

    ids: list[int]
    total: int
    facets: dict[str, Facet]
    notice: str | None = None
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What the reader typed, with the other spellings of the names in it unless they are switched off."""

    tree: Node = EVERYTHING
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False


def find(query: QuoteQuery, *, start: int = 0, stop: int = 20, facets: Sequence[str] = ()) -> Found:
    """Raises QueryError, whose message and corrected query are for the reader."""
    now = state()
    words = understand(query, now)
    request = Request(query, words.tree, now.epoch, now.pending, start=start, stop=stop, facets=facets)
    return _found(_answer(request, "search"), words)


def find_articles(query: QuoteQuery, *, start: int = 0, stop: int = 20) -> Found:
    """Public articles whose readable text has the words, and that hold a quote which the filters find."""
    now = state()
    words = understand(query, now)
    quotes = QuotesOf(now)
    narrowed = {name: value for name, value in query.active().items() if name in OF_QUOTES}
    ids = quotes.articles(QuoteQuery(**narrowed)) if narrowed else ()
    own = {name: value for name, value in query.active().items() if name in OF_ARTICLES}
    request = Request(
        QuoteQuery(**own, id=ids),
        quotes.in_articles(words.tree),
        now.epoch,
        pending.pending_articles() if now.changed else frozenset(),
        now.pending,
        start,
        stop,
    )
    return _found(_answer(request, "search_articles"), words)


def _found(answered: tuple[Answer, str | None], words: "Understood") -> Found:
    answer, notice = answered
    return Found(answer.ids, answer.total, answer.facets, notice, words.added, words.left_out, words.may_name)


# What an article has by itself; whatever else is asked for, one of its quotes must have.
OF_ARTICLES = ("q", "outlet", "language", "published_from", "published_to", "sort")
OF_QUOTES = frozenset(field.name for field in fields(QuoteQuery)) - {*OF_ARTICLES, "expand"}


@dataclass(frozen=True, slots=True)
class QuotesOf:
    """Filters on quotes turned into the articles that hold such a quote."""

    now: State

    def articles(self, query: QuoteQuery, tree: Node = EVERYTHING) -> tuple[int, ...]:
        """Their ids, or one that no article has."""
        request = Request(query, tree, self.now.epoch, self.now.pending, stop=0, facets=["article"])
        answer, _ = _answer(request, "search")
        return tuple(map(int, answer.facets["article"])) or (0,)

    def in_articles(self, tree: Node) -> Node:
        if isinstance(tree, And | Or):
            return type(tree)(tuple(map(self.in_articles, tree.children)))
        if isinstance(tree, Not):
            return Not(self.in_articles(tree.child))
        if isinstance(tree, Filter) and tree.name not in OF_ARTICLES:
            return Filter("id", self.articles(QuoteQuery(), tree))
        return tree


def understand(query: QuoteQuery, now: State) -> Understood:
    if not query.q.strip():
        return Understood()
    typed = parse(query.q)
    if simplify(typed) == EVERYTHING:
        raise QueryError(f"There is no word to search for in “{query.q.strip()}”: write a word or a name.")
    typed = resolve(typed)
    spellings = read_spellings(now.names)
    expanded, others = expand(typed, spellings)
    may_name = spellings.begin_with(query.q)
    if query.expand == "off":
        return Understood(simplify(typed), left_out=others, may_name=may_name)
    return Understood(simplify(expanded), others, may_name=may_name)


def _answer(request: Request, what: Literal["search", "search_articles"]) -> tuple[Answer, str | None]:
    try:
        if max(len(request.hidden), len(request.hidden_quotes)) > MAX_PENDING:
            raise IndexUnavailableError("too many changes are waiting to be indexed")
        return getattr(index_engine(), what)(request), None
    except IndexUnavailableError as error:
        logger.warning("PostgreSQL answers: %s", error)
        return getattr(PostgresEngine(), what)(replace(request, deadline=next_deadline())), NOTICE


def index_engine() -> WhooshEngine:
    return _index_engine(settings.SEARCH_INDEX_DIR)


def forget() -> None:
    """The files that this process holds open: it reads them again."""
    _index_engine.cache_clear()


@lru_cache(maxsize=4)
def _index_engine(home: Path) -> WhooshEngine:
    return WhooshEngine(home)
