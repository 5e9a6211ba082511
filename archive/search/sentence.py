"""Says back in words what was searched, so that readers see how they were understood. Plain text: escape it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from textwrap import shorten

from archive.query import QuoteQuery
from archive.query.dimensions import DIMENSIONS, Dimension, after_words, before_words
from archive.search.language import (
    And,
    Field,
    Filter,
    Fuzzy,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    Word,
    parse,
    plain_words,
    simplify,
)
from archive.text import isolated

# From a parameter's name and one of its values to what readers call it: ("country", "KR") to "South Korea".
Label = Callable[[str, int | str], str]

BEGINNING = 60  # characters of a long text that are said back


def describe(
    query: QuoteQuery,
    label: Label,
    found: int | None = None,
    *,
    alike: bool = False,
    share: tuple[int, int] | None = None,
) -> str:
    """ "quotes by Matthew Miller with “ammunition”, said or reported in June 2024"; "quote by …" if one was found.

    `share` is how many of how many words each has, where none has all.
    """
    words = _likeness(query.q) if alike else _share(query.q, *share) if share else _words_part(query.q)
    parts = [
        *(_part(query, each, label) for each in before_words()),
        words,
        *(_part(query, each, label) for each in after_words()),
    ]
    parts = ["quote" if found == 1 else "quotes", *filter(None, parts)]
    if query.id:
        chosen = f"{len(query.id)} chosen quote{'s' if len(query.id) > 1 else ''}"
        parts[0] = f"quotes among {chosen}" if found == 0 else f"of {chosen}" if found else chosen
    return ", ".join([" ".join(parts), *_dates(query)])


def _likeness(text: str) -> str:
    return f"that share words with “{isolated(shorten(text, BEGINNING, placeholder=' …'))}”"


def _share(text: str, held: int, words: int) -> str:
    searched = " ".join(leaf.text for leaf in plain_words(parse(text)))
    return f"with {held} of your {words} words “{isolated(searched)}”"


def _part(query: QuoteQuery, dimension: Dimension, label: Label) -> str:
    values = getattr(query, dimension.name)
    if not values:
        return ""
    of_speakers = sum(bool(getattr(query, each.name)) for each in DIMENSIONS if each.joint)
    several = of_speakers + bool(query.speaker) > 1
    phrase = dimension.joint if several and dimension.joint else dimension.phrase
    return phrase.format(_any(isolated(label(dimension.name, value)) for value in values))


def _words_part(text: str) -> str:
    words = _words(text)
    return words if words.startswith(("without", "that share")) or not words else f"with {words}"


def _any(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


# Words


def _words(text: str) -> str:
    if not text.strip():
        return ""
    try:
        tree = simplify(parse(text))
        return _likeness(text) if isinstance(tree, Most) else _said(tree)
    except QueryError:
        return f"“{isolated(text)}”"


def _said(node: Node) -> str:
    if isinstance(node, And):
        return _all(node)
    if isinstance(node, Or):
        return " or ".join(map(_grouped, node.children))
    if isinstance(node, Not):
        return f"without {_grouped(node.child)}"
    return "words of a text" if isinstance(node, Most) else _leaf(node)


def _all(node: And) -> str:
    wanted = [_grouped(child) for child in node.children if not isinstance(child, Not)]
    unwanted = [_said(child) for child in node.children if isinstance(child, Not)]
    return " and ".join(filter(None, [" and ".join(wanted), *unwanted]))


def _grouped(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, And | Or) else _said(node)


def _leaf(node: Word | Prefix | Fuzzy | Phrase | Field | Filter) -> str:
    if isinstance(node, Field):
        return f"{node.name.replace('_', ' ')} “{isolated(node.value)}”"
    if isinstance(node, Filter):
        return f"{node.name} {_any(map(str, node.values))}"
    shape = {Prefix: "a word beginning with “{}”", Fuzzy: "a word like “{}”", Phrase: "the exact words “{}”"}
    return shape.get(type(node), "“{}”").format(isolated(node.text))


# Dates


def _dates(query: QuoteQuery) -> Iterable[str]:
    said = _between(query.said_from, query.said_to)
    if said:
        yield f"{_how_said(query)} {said}"
    elif query.undated != "include":
        yield "with no date said" if query.undated == "only" else "with a date said"
    if published := _between(query.published_from, query.published_to):
        yield f"published {published}"


def _how_said(query: QuoteQuery) -> str:
    """A quote without a said date was matched by its publication: the sentence owns up to it."""
    return {"include": "said or reported", "exclude": "said", "only": "with no date said, reported"}[
        query.undated
    ]


def _between(first: date | None, last: date | None) -> str:
    if first and last:
        return _period(first, last) or f"from {_day(first)} to {_day(last)}"
    if first:
        return f"on or after {_day(first)}"
    return f"on or before {_day(last)}" if last else ""


def _period(first: date, last: date) -> str:
    if first == last:
        return f"on {_day(first)}"
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == after.day == 1:
        if (after.year - first.year) * 12 + after.month - first.month == 1:
            return f"in {first:%B} {first.year}"
        if first.month == after.month == 1 and after.year - first.year == 1:
            return f"in {first.year}"
    return ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
