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
from archive.search.spellings import expand, read_spellings

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
    """What the reader typed as a tree, with and without other spellings of the names in it."""

    typed: Node = EVERYTHING
    expanded: Node = EVERYTHING
    spellings: tuple[str, ...] = ()
    may_name: bool = False


def find(query: QuoteQuery, *, start: int = 0, stop: int = 20, facets: Sequence[str] = ()) -> Found:
    """Raises QueryError, whose message and corrected query are for the reader."""
    now = state()
    words, all_spellings = understand(query.q, now), query.expand == "on"
    tree = words.expanded if all_spellings else words.typed
    answer, notice = _answer(Request(query, tree, now.epoch, now.pending, start, stop, facets))
    added, left_out = (words.spellings, ()) if all_spellings else ((), words.spellings)
    return Found(answer.ids, answer.total, answer.facets, notice, added, left_out, words.may_name)


def understand(text: str, now: State) -> Understood:
    if not text.strip():
        return Understood()
    typed = resolve(parse(text))
    spellings = read_spellings(now.names)
    expanded, added = expand(typed, spellings)
    return Understood(simplify(typed), simplify(expanded), added, spellings.begin_with(text))


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
