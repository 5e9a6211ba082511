"""What a reader's search finds; a search that cannot be run is refused with a link to what was probably meant."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from archive import search
from archive.query import Asked, QuoteQuery
from archive.query.filters import Problem, Refused
from archive.search.contract import Place, Walk
from archive.text.tongue import gettext

T = TypeVar("T")


def ask(
    asked: Asked,
    start: int,
    stop: int,
    facets: Sequence[str] = (),
    most: int | None = None,
    these: Mapping[str, Collection[int | str]] | None = None,
) -> search.Found:
    """Raises Refused for words that cannot be searched for, with a link to what was probably meant."""
    return _mended(
        asked,
        lambda: search.find(asked.query, start=start, stop=stop, facets=facets, most=most, these=these),
    )


def ask_all(asked: Asked, after: Place | None = None) -> Walk:
    """All of it in steps; `after` is where an order by date goes on."""
    return _mended(asked, lambda: search.walk(asked.query, after))


def latest(asked: Asked, most: int) -> list[int]:
    """The quotes that were published here last, the last first."""
    return _mended(asked, lambda: search.find(replace(asked.query, sort="added"), stop=most)).ids


def among(asked: Asked, ids: Iterable[int]) -> set[int]:
    return _mended(asked, lambda: search.find_among(asked.query, ids))


def _mended(asked: Asked, answer: Callable[[], T]) -> T:
    try:
        return answer()
    except search.QueryError as error:
        words = working(asked.query, error.corrected)
        mended = Problem(error.message, asked.link(q=words), words or gettext("Search without words"))
        raise Refused([mended], words=asked.query.q) from None


def working(query: QuoteQuery, words: str) -> str:
    """The words, or what is left of them when all that cannot be searched for is taken away."""
    try:
        if words:
            search.find(replace(query, q=words), stop=0)
    except search.QueryError as error:
        return working(query, error.corrected)
    return words


def ask_articles(asked: Asked, start: int, stop: int) -> search.Found:
    """The same for articles."""
    return _mended(asked, lambda: search.find_articles(asked.query, start=start, stop=stop))
