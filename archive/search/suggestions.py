"""What a reader may be about to type, or may have meant: people, countries and occasions by name, and words of the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model
from msgspec.structs import replace

from archive.models import Country, Occasion, Organisation, Speaker
from archive.models.called import Names, all_names, beginning, nearly
from archive.query import QuoteQuery
from archive.reading.namesakes import noted
from archive.search.analysis import STOP_WORDS, exact_terms, tokens
from archive.search.contract import Facet, IndexUnavailableError
from archive.search.engines import index_engine
from archive.search.finding import find
from archive.search.index.pending import state
from archive.search.language import MAX_CHARACTERS, QueryError, normalise
from archive.text import Term
from archive.text.tongue import day, gettext

MOST = 5  # of each kind
MOST_WORDS = 8
MIN_LETTERS = 2
FINISHED = 3  # words that complete others: each is a search of its own
MAX_TRIES = 5  # other spellings of what finds nothing
_NAMED: dict[str, type[Model]] = {
    "speaker": Speaker,
    "organisation": Organisation,
    "country": Country,
    "occasion": Occasion,
}
MAX_WRONG = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`name` is a parameter, `value` what it would hold, `words` what is searched for beside it."""

    name: str
    value: str
    label: str
    note: str = ""
    words: str = ""


def suggest(text: str) -> list[Suggestion]:
    """Of things with published quotes those that the text names, or its end, and words that begin like its last."""
    text = normalise(text)[:MAX_CHARACTERS]
    if len(text) < MIN_LETTERS:
        return []
    names = all_names()
    for words, named in _ends(text):
        if found := [*_named(named, words, names)]:
            return [*found, *completions(text)]
    return completions(text)


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """The text as a name, then each of its ends as one, with the words before it."""
    words = text.split()[-MOST_WORDS:]
    for at in range(len(words)):
        if len(named := " ".join(words[at:])) >= MIN_LETTERS:
            yield " ".join(words[:at]), named


def _counts(**these: list[Any]) -> dict[str, Facet]:
    """A search without words says which have published quotes at all."""
    return (
        find(QuoteQuery(), stop=0, facets=[*these], most=0, these=these).facets if any(these.values()) else {}
    )


def _named(text: str, words: str, names: Names) -> Iterator[Suggestion]:
    known = Speaker.objects.known_as(beginning("speaker", text, names)).named()
    countries, occasions = (beginning(kind, text, names) for kind in ("country", "occasion"))
    counts = _counts(
        speaker=list(known.values_list("pk", flat=True)),
        country=countries,
        mentions=countries,
        occasion=list(map(int, occasions)),
    )
    if not counts:
        return
    speakers = _most_quoted(known, counts["speaker"])
    notes = noted(speakers)
    for speaker in speakers:
        yield Suggestion("speaker", speaker.key, speaker.name, notes.get(speaker.pk, ""), words)
    named = {**counts["mentions"], **counts["country"]}
    for country in _most_quoted(Country.objects.with_keys(countries), named):
        yield Suggestion("country", country.code, str(country), gettext("quotes said for it"), words)
    for occasion in _most_quoted(Occasion.objects.with_keys(occasions), counts["occasion"]):
        yield Suggestion("occasion", occasion.key, occasion.name, _day_of(occasion), words)


def _most_quoted(rows: Any, counts: dict[int | str, int]) -> list[Any]:
    keys = sorted(
        set(rows.values_list("pk", flat=True)) & counts.keys(), key=lambda key: (-counts[key], str(key))
    )
    return list(rows.in_order(keys[:MOST]))


def _day_of(occasion: Occasion) -> str:
    return day(occasion.date) if occasion.date and occasion.precision == "day" else ""


def completions(text: str) -> list[Suggestion]:
    """The text with its last word completed; of several words, as far as that finds anything."""
    before, _, last = text.rpartition(" ")
    terms = exact_terms(last)
    if len(terms) != 1 or len(last) < MIN_LETTERS:
        return []
    try:
        now = state()
        if now.pending.values:  # of the words of so many quotes nobody knows yet which may be shown
            return []
        words = index_engine().completions(now.epoch, terms[0], now.pending.ids, MOST_WORDS)
    except IndexUnavailableError:
        return []
    found = [Suggestion("q", f"{before} {word}".strip(), word) for word in words if word not in STOP_WORDS]
    return list(_finding(found[:FINISHED])) if before else found


def _finding(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    for one in found:
        try:
            if find(QuoteQuery(q=one.value), stop=0).total:
                yield one
        except QueryError:
            continue


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


def _replaced(text: str, wrong: list[Term], words: list[str]) -> str:
    for token, word in reversed(list(zip(wrong, words, strict=True))):
        text = f"{text[: token.start]}{word}{text[token.end :]}"
    return text


def named(text: str, most: int) -> tuple[list[Speaker], list[Country]]:
    """The speakers that a search names, the most quoted first, and the countries."""
    names = all_names()
    speakers = Speaker.objects.called(text, names).order_by("-quote_count", "sort_key")
    codes = beginning("country", text, names)
    return list(speakers[:most]), list(Country.objects.public().filter(pk__in=codes)[:most] if codes else [])
