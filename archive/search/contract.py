"""What an engine is asked and what it answers: the whole width of the seam."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic, thread_time
from typing import Protocol

from archive.query import QuoteQuery
from archive.search.language import Node, QueryError

# Parameters that take several values, each a column of the index; "period" is only counted: every year and
# every month that the time of saying touches, as a link to it finds them.
FILTERS = (
    "speaker", "role", "country", "organisation", "mentions", "outlet", "via", "type", "kind", "verb",
    "translated",
    "language", "source", "record", "occasion",
)  # fmt: skip
FACETS = (*FILTERS, "period", "statement", "article")
ARTICLE_FACETS = ("outlet", "language", "quote")
UNDATED = "undated"

# A reader's search is refused as too broad when the index worked on it for so long, or PostgreSQL took so long.
# Work is counted, not time: on a busy machine a narrow search waits for its turn.
WORK_SECONDS, DEADLINE_SECONDS = 1.0, 2.0

Facet = dict[int | str, int]


class IndexUnavailableError(Exception):
    """The index is missing, corrupt, or of another database or version."""


class RestingError(Exception):
    """Neither the index nor the rows that stand in for it are there yet: the worker is making them."""

    resting = True  # known by this to what answers errors, which knows nothing of search


def next_deadline() -> float:
    return monotonic() + DEADLINE_SECONDS


@dataclass(frozen=True, slots=True)
class Request:
    """`tree` holds the words of `query.q`, with fields and names resolved; `hidden` ids must not show anywhere.

    Of articles, those that hold one of the `hidden_quotes` must not show either. `epoch` names the state of the database that the index must have been built from,
    `seen` the change that it must know of: the copy of an index on another host falls behind, and would show what was withdrawn.
    """

    query: QuoteQuery
    tree: Node
    epoch: str = ""
    hidden: frozenset[int] = frozenset()
    hidden_quotes: frozenset[int] = frozenset()
    start: int = 0
    stop: int = 20
    facets: Sequence[str] = ()
    deadline: float = field(default_factory=next_deadline)
    seen: int = 0
    worked: float = field(default_factory=thread_time)

    def check_work(self) -> None:
        """Asked by the thread that made the request."""
        if thread_time() > self.worked + WORK_SECONDS:
            raise TooBroadError


class TooBroadError(QueryError):
    def __init__(self) -> None:
        super().__init__("This search is too broad to finish in time: add a word, a name or a date.")


@dataclass(frozen=True, slots=True)
class Answer:
    ids: list[int]
    total: int
    facets: dict[str, Facet]


class Engine(Protocol):
    name: str

    def search(self, request: Request) -> Answer:
        """Raises QueryError for what a reader can mend, IndexUnavailableError for what an operator must."""
        ...

    def search_articles(self, request: Request) -> Answer:
        """The same for articles; of the query, only what an article has by itself counts, and `id`."""
        ...


def ordinal(day: date | None) -> int:
    """Days as numbers; 0 is an unknown day."""
    return day.toordinal() if day else 0
