"""A search shown to its reader: said back in words, so that readers see how they were understood (plain text: escape it), and where
its words stand in a text, as offsets into it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import chain
from textwrap import shorten

from archive.query import QuoteQuery
from archive.query.dimensions import AFTER_WORDS, BEFORE_WORDS, Dimension
from archive.search.analysis import (
    STOP_WORDS,
    Forms,
    forms,
    forms_of,
    pieces,
    stem,
    within_one_edit,
)
from archive.search.compounds import Form
from archive.search.contract import How, sought
from archive.search.designations import Reading
from archive.search.language import (
    And,
    Field,
    Filter,
    Fuzzy,
    Leaf,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    is_stop_word,
    leaves,
    parse,
    plain_words,
    simplify,
    with_models,
)
from archive.text import isolated
from archive.text.tongue import day as in_words
from archive.text.tongue import gettext, month, ngettext, noop, pgettext, year

# From a parameter's name and one of its values to what readers call it: ("country", "KR") to "South Korea".
Label = Callable[[str, int | str], str]

BEGINNING = 60  # characters of a long text that are said back


def describe(
    query: QuoteQuery,
    label: Label,
    found: int | None = None,
    *,
    alike: bool = False,
    part: tuple[int, int] | None = None,
) -> str:
    """ "quotes by Matthew Miller with “ammunition”, said or reported in June 2024"; "quote by …" if one was found.

    `part` is how many of how many words each has, where none has all: that of the `Answer`.
    """
    words = _likeness(query.q) if alike else _with_some(query.q, *part) if part else _words_part(query.q)
    parts = [
        *(_part(query, each, label) for each in BEFORE_WORDS),
        words,
        *(_part(query, each, label) for each in AFTER_WORDS),
    ]
    what = (
        _chosen(len(query.id), found)
        if query.id
        else ngettext("quote", "quotes", 2 if found is None else found)
    )
    between = pgettext("between the parts of a search in words", " ")
    return ", ".join([between.join([what, *filter(None, parts)]), *_dates(query)])


def _chosen(number: int, found: int | None) -> str:
    chosen = ngettext("{number} chosen quote", "{number} chosen quotes", number).format(number=number)
    if found == 0:
        return gettext("quotes among {chosen}").format(chosen=chosen)
    if found == number:
        return ngettext("chosen quote", "chosen quotes", number)
    return gettext("of {chosen}").format(chosen=chosen) if found else chosen


def _likeness(text: str) -> str:
    beginning = isolated(shorten(text, BEGINNING, placeholder=" …"))
    return gettext("that share words with “{text}”").format(text=beginning)


def _with_some(text: str, held: int, words: int) -> str:
    searched = " ".join(leaf.text for leaf in plain_words(parse(text)))
    told = gettext("with {held} of your {words} words “{text}”")
    return told.format(held=held, words=words, text=isolated(searched))


def _part(query: QuoteQuery, dimension: Dimension, label: Label) -> str:
    values = getattr(query, dimension.name)
    if not values:
        return ""
    phrase = dimension.phrase
    return (gettext(phrase) if phrase != "{}" else phrase).format(
        _any(isolated(label(dimension.name, value)) for value in values)
    )


def _words_part(text: str) -> str:
    if not text.strip():
        return ""
    try:
        tree = simplify(parse(text))
    except QueryError:
        return _with(f"“{isolated(text)}”")
    if isinstance(tree, Most):
        return _likeness(text)
    alone = isinstance(tree, Not) or (
        isinstance(tree, And) and all(isinstance(c, Not) for c in tree.children)
    )
    return _said(tree) if alone else _with(_said(tree))


def _with(words: str) -> str:
    return gettext("with {words}").format(words=words)


def _any(names: Iterable[str]) -> str:
    *most, last = names
    return gettext(" or ").join([", ".join(most), last]) if most else last


# Words


def _said(node: Node) -> str:
    if isinstance(node, And):
        return _all(node)
    if isinstance(node, Or):
        return gettext(" or ").join(map(_grouped, node.children))
    if isinstance(node, Not):
        return gettext("without {words}").format(words=_grouped(node.child))
    return gettext("words of a text") if isinstance(node, Most) else _leaf(node)


def _all(node: And) -> str:
    wanted = [_grouped(child) for child in node.children if not isinstance(child, Not)]
    unwanted = [_said(child) for child in node.children if isinstance(child, Not)]
    return gettext(" and ").join([*wanted, *unwanted])


def _grouped(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, And | Or) else _said(node)


def _leaf(node: Leaf | Field | Filter) -> str:
    if isinstance(node, Field):
        return f"{node.name.replace('_', ' ')} “{isolated(node.value)}”"
    if isinstance(node, Filter):
        return f"{node.name} {_any(map(str, node.values))}"
    shape = _SHAPES.get(type(node))
    return (gettext(shape) if shape else "“{word}”").format(word=isolated(node.text))


_SHAPES = {
    Prefix: noop("a word beginning with “{word}”"),
    Fuzzy: noop("a word like “{word}”"),
    Phrase: noop("the exact words “{word}”"),
}


# Dates


def _dates(query: QuoteQuery) -> Iterable[str]:
    said = _between(query.said_from, query.said_to)
    if said:
        yield pgettext("in a search in words", "{how} {when}").format(how=_how_said(query), when=said)
    elif query.undated != "include":
        yield gettext("with no date said") if query.undated == "only" else gettext("with a date said")
    if published := _between(query.published_from, query.published_to):
        yield gettext("published {when}").format(when=published)


def _how_said(query: QuoteQuery) -> str:
    """A quote without a said date was matched by its publication: the sentence owns up to it."""
    if query.undated == "include":
        return gettext("said or reported")
    return gettext("said") if query.undated == "exclude" else gettext("with no date said, reported")


def _between(first: date | None, last: date | None) -> str:
    if first and last:
        return _period(first, last) or gettext("from {first} to {last}").format(
            first=in_words(first), last=in_words(last)
        )
    if first:
        return gettext("on or after {day}").format(day=in_words(first))
    return gettext("on or before {day}").format(day=in_words(last)) if last else ""


def _period(first: date, last: date) -> str:
    if first == last:
        return gettext("on {day}").format(day=in_words(first))
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == after.day == 1:
        if (after.year - first.year) * 12 + after.month - first.month == 1:
            return pgettext("a month", "in {month}").format(month=month(first))
        if first.month == after.month == 1 and after.year - first.year == 1:
            return pgettext("a year", "in {year}").format(year=year(first))
    return ""


# Where the words stand

Span = tuple[int, int]

PIECES = 4096  # of texts, remembered of each query
NOTHING: Forms = ((), 0, ())
LONGEST = 50_000  # characters of one line or quote that are looked at: marks are a comfort


def highlight(query: str, text: str, added: Iterable[str] = ()) -> list[Span]:
    """Spans in order, apart. `added` are the spellings that the search added to the query."""
    highlighter = _highlighter(query, tuple(added))
    return highlighter.spans(text) if highlighter else []


@lru_cache(maxsize=256)
def _highlighter(query: str, added: tuple[str, ...]) -> "Highlighter | None":
    try:
        return Highlighter([*leaves(with_models(parse(query))), *map(Phrase, added)])
    except QueryError:
        return None


class Highlighter:
    """What to look for, sorted by how it is looked for."""

    def __init__(self, wanted: list[Node]) -> None:
        self.stems: set[str] = set()
        self.exact: set[str] = set()
        self.prefixes: tuple[str, ...] = ()
        self.near: list[str] = []
        self.sequences: list[Reading] = []
        for leaf in [leaf for leaf in wanted if not is_stop_word(leaf)] or wanted:
            for how, terms in sought(leaf) if isinstance(leaf, Leaf) else ():
                self._want(how, terms)
        self._in_sequences = frozenset(chain.from_iterable(self.sequences))
        self._plain = self.stems | self.exact | self._in_sequences
        self._others: set[str] = set()  # pieces without anything of it: the same stand in most quotes

    def _want(self, how: How, terms: Reading) -> None:
        match how:
            case How.SEQUENCE:
                self.sequences.append(terms)
            case How.EXACT:
                self.exact.add(terms[0])
            case How.STEM:
                self.stems.add(stem(terms[0]))
            case How.BEGINNING:
                self.prefixes += terms
            case How.NEAR:
                self.near += terms

    def spans(self, text: str) -> list[Span]:
        text = text[:LONGEST]
        wanted = self._wanted(text)
        if not wanted:
            return []
        found = list(forms(text, partial(self._read, wanted)))
        spans = [(form.start, form.end) for form in found if self._matches(form.term)]
        if self.sequences:
            following = Following(found)
            spans += (span for terms in self.sequences for span in following.spans(terms))
        return list(_merged(sorted(spans)))

    def _wanted(self, text: str) -> set[str]:
        """The pieces of the text that have anything to do with it."""
        new = {*pieces(text)} - self._others
        wanted = {*filter(self._is_wanted, new)}
        if len(self._others) < PIECES:
            self._others |= new - wanted
        return wanted

    def _is_wanted(self, piece: str) -> bool:
        found, _, keys = forms_of(piece)
        loose = self.prefixes or self.near
        return not self._plain.isdisjoint(keys) or bool(
            loose and any(self._matches(form.term) for form in found)
        )

    def _read(self, wanted: set[str], piece: str) -> Forms:
        if piece in wanted:
            return forms_of(piece)
        return ((), forms_of(piece)[1], ()) if self.sequences else NOTHING

    def _matches(self, term: str) -> bool:
        return (
            (stem(term) in self.stems and term not in STOP_WORDS)
            or term in self.exact
            or bool(self.prefixes and term.startswith(self.prefixes))
            or bool(self.near and any(within_one_edit(word, term) for word in self.near))
        )


class Following:
    """Terms of a text by where they begin, to find one after another."""

    def __init__(self, found: list[Form]) -> None:
        self._at: dict[tuple[str, int], Form] = {(form.term, form.at): form for form in found}
        self._places: dict[str, list[Form]] = {}
        for form in found:
            self._places.setdefault(form.term, []).append(form)

    def spans(self, terms: Reading) -> Iterator[Span]:
        for first in self._places.get(terms[0], ()):
            last: Form | None = first
            for term in terms[1:]:
                last = self._at.get((term, last.at + max(last.span, 1))) if last else None
            if last:
                yield first.start, last.end


def _merged(spans: list[Span]) -> Iterator[Span]:
    if not spans:
        return
    (start, end), *rest = spans
    for next_start, next_end in rest:
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end
