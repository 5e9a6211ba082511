"""Hints for readers: another spelling when nothing was found, completions, whom a search names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.models import Country, Speaker
from archive.models.called import all_names, beginning
from archive.models.remembered import until_indexed
from archive.query import QuoteQuery
from archive.search.analysis import STOP_WORDS, Token, exact_terms, tokens
from archive.search.contract import Facet, IndexUnavailableError
from archive.search.engines import index_engine
from archive.search.finding import find
from archive.search.index.pending import state
from archive.search.language import MAX_CHARACTERS, QueryError, normalise

MAX_SUGGESTIONS = 8
MIN_LETTERS = 2
MAX_TRIES = 5
MAX_WRONG = 3


def did_you_mean(query: QuoteQuery) -> str:
    """For a query without results: nearly the same words, which have some; "" if there are none."""
    try:
        for text in _respelled(normalise(query.q)):
            if find(replace(query, q=text), stop=1).total:
                return text
    except (IndexUnavailableError, QueryError):
        pass
    return ""


def _respelled(text: str) -> Iterator[str]:
    """The text with every word that does not occur replaced by one that does, nearest first."""
    typed = list(tokens(text))
    index, epoch = index_engine(), state().epoch
    counts = index.frequencies(epoch, [token.term for token in typed])
    wrong = [token for token in typed if not counts[token.term]]
    if not 0 < len(wrong) <= MAX_WRONG:
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


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is "speaker", "country" or "word"; `value` is what its parameter (q for a word) would hold."""

    kind: str
    value: str
    label: str


def suggest(text: str) -> list[Suggestion]:
    """Speakers, countries and words that begin like what was typed, all with published quotes."""
    text = normalise(text)[:MAX_CHARACTERS]
    if len(text) < MIN_LETTERS:
        return []
    return [*_speakers(text), *_countries(text), *completions(text)]


def named(text: str, most: int) -> tuple[list[Speaker], list[Country]]:
    """The speakers that a search names, the most quoted first, and the countries."""
    names = all_names()
    speakers = Speaker.objects.called(text, names).order_by("-quote_count", "sort_key")
    return list(speakers[:most]), _public_countries(beginning("country", text, names))[:most]


def _public_countries(codes: list[str]) -> list[Country]:
    return list(Country.objects.public().filter(pk__in=codes)[:MAX_SUGGESTIONS]) if codes else []


def _speakers(text: str) -> list[Suggestion]:
    """The most quoted first; the counts of a search without words say who has published quotes at all."""
    named = Speaker.objects.known_as(beginning("speaker", text)).named()
    counts = _quoted()
    ids = sorted(set(named.values_list("pk", flat=True)) & counts.keys(), key=lambda key: (-counts[key], key))
    rows = Speaker.objects.in_bulk(ids[:MAX_SUGGESTIONS])
    return [Suggestion("speaker", rows[key].key, rows[key].name) for key in ids[:MAX_SUGGESTIONS]]


@until_indexed
def _quoted() -> Facet:
    return find(QuoteQuery(), stop=0, facets=["speaker"]).facets["speaker"]


def _countries(text: str) -> list[Suggestion]:
    """Those in one of whose names a word begins with the text."""
    codes = beginning("country", text)
    return [Suggestion("country", country.code, country.name) for country in _public_countries(codes)]


def completions(text: str) -> list[Suggestion]:
    """The text with its last word completed."""
    before, _, last = text.rpartition(" ")
    terms = exact_terms(last)
    if len(terms) != 1 or len(last) < MIN_LETTERS:
        return []
    try:
        now = state()
        words = index_engine().completions(now.epoch, terms[0], now.pending, MAX_SUGGESTIONS)
    except IndexUnavailableError:
        return []
    return [Suggestion("word", f"{before} {w}".strip(), w) for w in words if w not in STOP_WORDS]
