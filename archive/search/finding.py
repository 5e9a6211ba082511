"""Queries to answers: understood, masked, and asked of the engine that can answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from archive.query import QuoteQuery
from archive.search.contract import Answer, Facet, IndexUnavailableError, Request
from archive.search.engines.postgres import PostgresEngine
from archive.search.engines.whoosh.engine import WhooshEngine
from archive.search.language import EVERYTHING, Node, parse, simplify
from archive.search.names import resolve
from archive.search.outbox import MAX_PENDING, State, state
from archive.search.spellings import expand as expand_names
from archive.search.spellings import read_spellings

logger = logging.getLogger(__name__)

NOTICE = "The search index is being rebuilt: results come straight from the database and may take longer."


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of published quotes in order, of `total`; counts by facet and parameter value.

    `added` are the spellings that were searched beside what the reader typed.
    """

    ids: list[int]
    total: int
    facets: dict[str, Facet]
    notice: str | None = None
    added: tuple[str, ...] = ()


def find(
    query: QuoteQuery, *, start: int = 0, stop: int = 20, facets: Sequence[str] = (), expand: bool = True
) -> Found:
    """Raises QueryError, whose message and corrected query are for the reader."""
    now = state()
    tree, added = understand(query.q, now, expand=expand)
    request = Request(query, tree, now.epoch, now.pending, start, stop, facets)
    answer, notice = _answer(request)
    return Found(answer.ids, answer.total, answer.facets, notice, added)


def understand(text: str, now: State, *, expand: bool = True) -> tuple[Node, tuple[str, ...]]:
    if not text.strip():
        return EVERYTHING, ()
    tree: Node = resolve(parse(text))
    added: tuple[str, ...] = ()
    if expand:
        tree, added = expand_names(tree, read_spellings(now.names))
    return simplify(tree), added


def _answer(request: Request) -> tuple[Answer, str | None]:
    try:
        if len(request.hidden) > MAX_PENDING:
            raise IndexUnavailableError("too many changes are waiting to be indexed")
        return index_engine().search(request), None
    except IndexUnavailableError as error:
        logger.warning("PostgreSQL answers: %s", error)
        return PostgresEngine().search(request), NOTICE


def index_engine() -> WhooshEngine:
    return _index_engine(settings.SEARCH_INDEX_DIR)


def forget() -> None:
    """The files that this process holds open: it reads them again."""
    _index_engine.cache_clear()


@lru_cache(maxsize=4)
def _index_engine(home: Path) -> WhooshEngine:
    return WhooshEngine(home)
