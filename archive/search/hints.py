"""Hints for readers: another spelling when nothing was found, and whom a search names."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from django.db.models import Model

from archive.models import Country, Occasion, Organisation, Speaker
from archive.models.called import all_names, beginning, nearly
from archive.query import QuoteQuery
from archive.search.analysis import Token, tokens
from archive.search.contract import IndexUnavailableError
from archive.search.engines import index_engine
from archive.search.finding import find
from archive.search.index.pending import state
from archive.search.language import QueryError, normalise

MAX_TRIES = 5
_NAMED: dict[str, type[Model]] = {
    "speaker": Speaker,
    "organisation": Organisation,
    "country": Country,
    "occasion": Occasion,
}
MAX_WRONG = 3


def did_you_mean(query: QuoteQuery) -> str:
    """For a query that nothing has as a whole: nearly the same words, which something has; "" if there are none."""
    typed = normalise(query.q)
    try:
        for text in chain(_respelled(typed), _names_nearly(typed)):
            found = find(replace(query, q=text), stop=1)
            if found.total and not found.part:
                return text
    except (IndexUnavailableError, QueryError):
        pass
    return ""


def _names_nearly(text: str) -> Iterator[str]:
    """Public names that are written nearly like the text."""
    names = all_names()
    for kind, model in _NAMED.items():
        if keys := nearly(names.get(kind, []), text):
            yield from map(str, model._default_manager.public().filter(pk__in=keys)[:MAX_TRIES])  # type: ignore[attr-defined]


def _respelled(text: str) -> Iterator[str]:
    """The text with every word that does not occur replaced by one that does, nearest first."""
    typed = list(tokens(text))
    index, epoch = index_engine(), state().epoch
    counts = index.frequencies(epoch, [token.term for token in typed])
    wrong = [token for token in typed if not counts[token.term]]
    # Any letter is one letter away from any other.
    if not 0 < len(wrong) <= MAX_WRONG or any(len(token.term) == 1 for token in wrong):
        return
    others = index.corrections(epoch, [token.term for token in wrong])
    if not all(others):
        return
    for choice in range(min(MAX_TRIES, max(map(len, others)))):
        words = [near[min(choice, len(near) - 1)] for near in others]
        yield _replaced(text, wrong, words)


def _replaced(text: str, wrong: list[Token], words: list[str]) -> str:
    for token, word in reversed(list(zip(wrong, words, strict=True))):
        text = f"{text[: token.start]}{word}{text[token.end :]}"
    return text


def named(text: str, most: int) -> tuple[list[Speaker], list[Country]]:
    """The speakers that a search names, the most quoted first, and the countries."""
    names = all_names()
    speakers = Speaker.objects.called(text, names).order_by("-quote_count", "sort_key")
    codes = beginning("country", text, names)
    return list(speakers[:most]), list(Country.objects.public().filter(pk__in=codes)[:most] if codes else [])
