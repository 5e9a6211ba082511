"""Queries to answers: understood, masked, and asked of the engine that can answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from archive.models.remembered import made_of_less
from archive.query import QuoteQuery
from archive.search.analysis import word_terms
from archive.search.contract import (
    ARTICLES,
    QUOTES,
    Answer,
    Facet,
    IndexUnavailableError,
    Kind,
    Request,
    next_deadline,
)
from archive.search.engines import fallback, index_engine
from archive.search.index import pending
from archive.search.index.pending import MAX_PENDING, State, state
from archive.search.language import (
    EVERYTHING,
    And,
    Filter,
    Most,
    Node,
    Not,
    Or,
    QueryError,
    Word,
    is_stop_word,
    likeness,
    read,
    simplify,
)
from archive.search.spellings import expand, read_spellings
from archive.search.typed_fields import resolve

logger = logging.getLogger(__name__)

NOTICE = "The search index is being rebuilt: results come straight from the database, may be fewer, take longer, and may lack numbers beside the filters."


NONE_HAS_ALL = "Nothing has all of these words: what shares most of the rarest comes first."
SENTENCE = 6  # words that say something, from which on a query may be a sentence that somebody remembers
RAREST = 60  # words of a text that are looked for


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of published quotes in order, of `total`; counts by facet and parameter value.

    `added` are the spellings of names that were searched beside what the reader typed, `left_out` those that would
    have been. `may_name` is whether every word begins a word of a speaker's or a country's name, `alike` whether what
    was found shares words with a text that nothing holds as a whole.
    """

    ids: list[int]
    total: int
    facets: dict[str, Facet]
    notice: str | None = None
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What the reader typed, with the other spellings of the names in it unless they are switched off."""

    tree: Node = EVERYTHING
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False
    notes: tuple[str, ...] = ()

    @property
    def alike(self) -> bool:
        return isinstance(self.tree, Most)


def find(query: QuoteQuery, *, start: int = 0, stop: int = 20, facets: Sequence[str] = ()) -> Found:
    """Raises QueryError, whose message and corrected query are for the reader."""
    now = state()
    words = understand(query, now, QUOTES)
    request = Request(
        query, words.tree, now.epoch, now.pending, start=start, stop=stop, facets=facets, seen=now.seen
    )
    return _found(answer(request, QUOTES), words)


def find_articles(query: QuoteQuery, *, start: int = 0, stop: int = 20) -> Found:
    """Public articles whose readable text has the words, and that hold a quote which the filters find."""
    now = state()
    words = understand(query, now, ARTICLES)
    quotes = QuotesOf(now)
    narrowed = {name: value for name, value in query.active().items() if name in OF_QUOTES}
    ids = quotes.articles(QuoteQuery(**narrowed)) if narrowed else ()
    own = {name: value for name, value in query.active().items() if name in OF_ARTICLES}
    request = Request(
        QuoteQuery(**own, id=ids),
        quotes.in_articles(words.tree),
        now.epoch,
        pending.pending_articles() if now.changed else frozenset(),
        now.pending,
        start,
        stop,
        seen=now.seen,
    )
    return _found(answer(request, ARTICLES), words)


def _found(answered: tuple[Answer, str | None], words: "Understood") -> Found:
    answer, notice = answered
    notices = " ".join(filter(None, [notice, *words.notes])) or None
    return Found(
        answer.ids,
        answer.total,
        answer.facets,
        notices,
        words.added,
        words.left_out,
        words.may_name,
        words.alike,
    )


# What an article has by itself; whatever else is asked for, one of its quotes must have.
OF_ARTICLES = ("q", "outlet", "language", "published_from", "published_to", "sort")
OF_QUOTES = frozenset(field.name for field in fields(QuoteQuery)) - {*OF_ARTICLES, "expand"}


@dataclass(frozen=True, slots=True)
class QuotesOf:
    """Filters on quotes turned into the articles that hold such a quote."""

    now: State

    def articles(self, query: QuoteQuery, tree: Node = EVERYTHING) -> tuple[int, ...]:
        """Their ids, or one that no article has."""
        request = Request(
            query, tree, self.now.epoch, self.now.pending, stop=0, facets=["article"], seen=self.now.seen
        )
        found, _ = answer(request, QUOTES)
        return tuple(map(int, found.facets["article"])) or (0,)

    def in_articles(self, tree: Node) -> Node:
        if isinstance(tree, And | Or):
            return type(tree)(tuple(map(self.in_articles, tree.children)))
        if isinstance(tree, Not):
            return Not(self.in_articles(tree.child))
        if isinstance(tree, Filter) and tree.name not in OF_ARTICLES:
            return Filter("id", self.articles(QuoteQuery(), tree))
        return tree


def understand(query: QuoteQuery, now: State, kind: Kind) -> Understood:
    if not query.q.strip():
        return Understood()
    typed, notes = read(query.q)
    if simplify(typed) == EVERYTHING:
        raise QueryError(
            f"There is no word to search for in “{query.q.strip()[:80]}”: write a word or a name."
        )
    typed = resolve(typed)
    spellings = read_spellings.at(now.names)
    expanded, others = expand(typed, spellings)
    may_name = spellings.begin_with(query.q)
    if query.expand == "off":
        understood = Understood(simplify(typed), left_out=others, may_name=may_name, notes=notes)
    else:
        understood = Understood(simplify(expanded), others, may_name=may_name, notes=notes)
    return _by_likeness(understood, typed, now, kind)


def _by_likeness(understood: Understood, typed: Node, now: State, kind: Kind) -> Understood:
    """A text is searched by its rarest words; a sentence only if nothing has all of its words, whatever the filters."""
    words = _sentence(typed)
    if isinstance(typed, Most):
        return replace(understood, tree=_rarest(typed.words, now))
    request = Request(QuoteQuery(), understood.tree, now.epoch, stop=0, seen=now.seen)
    if not words or answer(request, kind)[0].total:
        return understood
    tree = _rarest(words, now)
    return (
        replace(understood, tree=tree, notes=(*understood.notes, NONE_HAS_ALL), added=())
        if tree.words
        else understood
    )


def _sentence(typed: Node) -> tuple[Word, ...]:
    """The words of a query that is nothing but enough of them."""
    children = typed.children if isinstance(typed, And) else ()
    words = tuple(child for child in children if isinstance(child, Word) and not is_stop_word(child))
    return words if len(words) >= SENTENCE and all(isinstance(child, Word) for child in children) else ()


def _rarest(words: tuple[Word, ...], now: State) -> Most:
    """Those of the index, the rarest first; all, without the index."""
    terms = [term for word in words for term in word_terms(word.text)]
    try:
        counts = index_engine().frequencies(now.epoch, terms)
        counted = [(counts[term], term) for term in terms if counts[term]]
    except IndexUnavailableError:
        counted = [(-len(term), term) for term in terms]
    return likeness(term for _, term in sorted(counted)[:RAREST])


def answer(request: Request, kind: Kind) -> tuple[Answer, str | None]:
    try:
        if max(len(request.hidden), len(request.hidden_quotes)) > MAX_PENDING:
            raise IndexUnavailableError("too many changes are waiting to be indexed")
        return index_engine().answer(kind, request), None
    except IndexUnavailableError as error:
        logger.warning("PostgreSQL answers: %s", error)
        made_of_less()
        return fallback().answer(kind, replace(request, deadline=next_deadline())), NOTICE
