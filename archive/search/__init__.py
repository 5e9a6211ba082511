"""Search: `find` answers every list of quotes, with or without words in it.

Behind it stand two engines of one contract: the Whoosh index, and PostgreSQL while the index is lost.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from archive.query import QuoteQuery
from archive.search.contract import FACETS, Answer, Facet, Request
from archive.search.engines.postgres import PostgresEngine
from archive.search.highlights import highlight
from archive.search.language import EVERYTHING, Node, QueryError, parse
from archive.search.names import expand as expand_names
from archive.search.names import resolve
from archive.search.pending import pending_quotes

__all__ = ["FACETS", "Found", "QueryError", "find", "highlight"]

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
    tree, added = understand(query.q, expand=expand)
    request = Request(query, tree, pending_quotes(), start, stop, facets)
    answer, notice = _answer(request)
    return Found(answer.ids, answer.total, answer.facets, notice, added)


def understand(text: str, *, expand: bool = True) -> tuple[Node, tuple[str, ...]]:
    if not text.strip():
        return EVERYTHING, ()
    tree = resolve(parse(text))
    return expand_names(tree) if expand else (tree, ())


def _answer(request: Request) -> tuple[Answer, str | None]:
    return PostgresEngine().search(request), None
