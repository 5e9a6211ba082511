"""Queries to answers: understood, masked, and asked of the engine that can answer; and what a reader is told of one that cannot
be run."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from msgspec import structs

from archive.models.remembered import made_of_less
from archive.query import Asked, QuoteQuery
from archive.query.filters import Problem, Refused
from archive.search.analysis import word_terms
from archive.search.contract import (
    ARTICLES,
    QUOTES,
    Answer,
    Engine,
    IndexNotAskedError,
    IndexUnavailableError,
    Kind,
    Mask,
    Place,
    Request,
    next_deadline,
)
from archive.search.engines import fallback, index_engine
from archive.search.index import pending
from archive.search.index.pending import MAX_PENDING, State, state
from archive.search.language import (
    EVERYTHING,
    And,
    Field,
    Filter,
    Most,
    Node,
    Or,
    Phrase,
    QueryError,
    Word,
    likeness,
    plain_words,
    quoted_words,
    read,
    replaced,
    simplify,
    statements,
    with_models,
)
from archive.search.spellings import Spellings, announce, expand, read_spellings
from archive.search.typed_fields import looked_up
from archive.search.voices import apart_in, within_one
from archive.text import isolated
from archive.text.names import is_title
from archive.text.tongue import gettext, noop

logger = logging.getLogger(__name__)

NOTICE = noop(
    "The search index is being rebuilt: results come straight from the database, may be fewer, take longer, and may lack numbers beside the filters."
)
NONE_HAS_ALL = noop("Nothing has all of these words: what shares most of the rarest comes first.")
LEFT_OUT = noop("Nothing has “{}” beside these words: left out.")
SENTENCE = 6  # words that say something, from which on a query may be a sentence that somebody remembers
REMEMBERED = 9  # with so many it is one, in words that may be others: the rarest say more than the most
RAREST = 60  # words of a text that are looked for

Words = tuple[Word, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Understood:
    """What the reader typed, with the other spellings of the names in it unless they are switched off."""

    tree: Node = EVERYTHING
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False
    notes: tuple[str, ...] = ()
    part: tuple[int, int] | None = None

    @property
    def alike(self) -> bool:
        return isinstance(self.tree, Most) and not self.part


def find(
    query: QuoteQuery,
    *,
    start: int = 0,
    stop: int = 20,
    facets: Sequence[str] = (),
    most: int | None = None,
    these: Mapping[str, Collection[int | str]] | None = None,
) -> Answer:
    """Raises QueryError, whose message and corrected query are for the reader. Of each facet with `most` only the commonest
    values, what is selected and `these`."""
    now = state()
    words = understand(query, now, QUOTES)
    request = Request(
        query,
        words.tree,
        now.epoch,
        now.pending,
        start=start,
        stop=stop,
        facets=facets,
        seen=now.seen,
        most=most,
        these=these or {},
    )
    return _found(answer(request, QUOTES), words)


def walk(query: QuoteQuery, after: Place | None = None) -> tuple[Iterator[int], int, str | None]:
    """The ids of all of so many quotes, and what a reader is told of them. What goes wrong is raised here or while the ids
    are read."""
    now = state()
    words = understand(query, now, QUOTES)
    request = Request(query, words.tree, now.epoch, now.pending, seen=now.seen, after=after)
    request = replace(request, left_out=apart_in(request))
    (ids, total), notice = _answered(request, lambda engine, request: engine.walk(request))
    return ids, total, _notices(notice, words)


def _notices(notice: str | None, words: "Understood") -> str | None:
    return " ".join(map(gettext, filter(None, [notice, *words.notes]))) or None


def find_among(query: QuoteQuery, ids: Iterable[int]) -> set[int]:
    """Which of the quotes with these ids it finds."""
    wanted = set(ids).intersection(query.id) if query.id else set(ids)
    if not wanted:
        return set()
    return set(find(structs.replace(query, id=tuple(sorted(wanted))), stop=len(wanted)).ids)


def find_articles(query: QuoteQuery, *, start: int = 0, stop: int = 20) -> Answer:
    """Public articles whose readable text has the words, and that hold a quote which the filters find."""
    now = state()
    words = understand(query, now, ARTICLES)
    narrowed = {name: value for name, value in query.active().items() if name in OF_QUOTES}
    typed = tuple(filter(_asks_of_quotes, _children(words.tree)))
    ids = _articles_with(now, QuoteQuery(**narrowed), _all(typed)) if narrowed or typed else ()
    own = {name: value for name, value in query.active().items() if name in OF_ARTICLES}
    request = Request(
        QuoteQuery(**own, id=ids),
        _in_articles(now, _all(tuple(node for node in _children(words.tree) if node not in typed))),
        now.epoch,
        pending.pending_articles() if now.changed else Mask(),
        now.pending.ids,
        start,
        stop,
        seen=now.seen,
    )
    return _found(answer(request, ARTICLES), words)


def _found(answered: tuple[Answer, str | None], words: "Understood") -> Answer:
    found, notice = answered
    return replace(
        found,
        notice=_notices(notice, words),
        added=words.added,
        left_out=words.left_out,
        may_name=words.may_name,
        alike=words.alike,
        part=words.part,
    )


# What an article has by itself; whatever else is asked for, one of its quotes must have.
OF_ARTICLES = ("q", "outlet", "language", "published_from", "published_to", "sort")
OF_QUOTES = frozenset(QuoteQuery.__struct_fields__) - {*OF_ARTICLES, "expand"}


def _articles_with(now: State, query: QuoteQuery, tree: Node = EVERYTHING) -> tuple[int, ...]:
    """The articles that hold such a quote, or an id that no article has."""
    request = Request(query, tree, now.epoch, now.pending, stop=0, facets=["article"], seen=now.seen)
    found, _ = answer(request, QUOTES)
    return tuple(map(int, found.facets["article"])) or (0,)


def _in_articles(now: State, tree: Node) -> Node:
    """The tree with filters on quotes turned into the articles that hold such a quote."""

    def holding(typed: Filter) -> Filter:
        asks = _asks_of_quotes(typed)
        return Filter("id", _articles_with(now, QuoteQuery(), typed)) if asks else typed

    return replaced(tree, Filter, holding)


def _asks_of_quotes(node: Node) -> bool:
    return isinstance(node, Filter) and node.name not in OF_ARTICLES


def understand(query: QuoteQuery, now: State, kind: Kind) -> Understood:
    if not query.q.strip():
        return Understood()
    typed, notes, question = read(query.q)
    if simplify(typed) == EVERYTHING:
        raise QueryError(
            gettext("There is no word to search for in “{text}”: write a word or a name.").format(
                text=query.q.strip()[:80]
            )
        )
    if isinstance(typed, Most):
        return Understood(_rarest(typed.words, now), notes=notes)
    typed_for = replaced(typed, Field, looked_up)
    spellings = read_spellings.at(now.names).for_one_search()
    announce(spellings, typed_for, query.q)
    wording = _Wording(typed_for, spellings, query.expand == "on", now, kind)
    understood = replace(
        wording.understood(wording.typed), may_name=wording.spellings.begin_with(query.q), notes=notes
    )
    understood = wording.without_what_tells(understood, *statements(typed))
    words = plain_words(typed) or quoted_words(typed, REMEMBERED)
    loose = question or len(words) >= SENTENCE or any(is_title(word.text) for word in words)
    return wording.loosened(understood, words, question) if words and loose else understood


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the reader typed, and the ways to search for less of it where nothing has it all, whatever the filters."""

    typed: Node
    spellings: Spellings
    others: bool
    now: State
    kind: Kind

    def understood(self, typed: Node) -> Understood:
        """With the other spellings of the names in it, or knowing those that are left out."""
        expanded, others = expand(typed, self.spellings)
        if self.others:
            return Understood(simplify(with_models(expanded)), others)
        return Understood(simplify(with_models(typed)), left_out=others)

    def holds(self, tree: Node) -> bool:
        request = Request(QuoteQuery(), tree, self.now.epoch, self.now.pending, stop=0, seen=self.now.seen)
        return answer(request, self.kind)[0].total > 0

    def without_what_tells(
        self, understood: Understood, whole: tuple[Node, ...], beside: tuple[Word | Phrase, ...]
    ) -> Understood:
        """A statement that something has, with as much of the words that tell of it as it has too: names first."""
        if not (whole and beside) or self.holds(understood.tree) or not self.holds(_all(whole)):
            return understood
        kept = whole
        for word in sorted(beside, key=lambda word: not self._names(word)):
            more = (*kept, word)
            kept = more if self.holds(self.understood(_all(more)).tree) else kept
        lost = _left_out(word for word in beside if word not in kept)
        return replace(self.understood(_all(kept)), notes=(*understood.notes, lost))

    def loosened(self, understood: Understood, words: Words, question: bool) -> Understood:
        """Without titles; else, of a question or a sentence, its largest part that something has."""
        if self.holds(understood.tree):
            return understood
        named = tuple(word for word in words if not is_title(word.text))
        less = self.understood(_all(named))
        if any(map(self._names, named)) and len(named) < len(words) and self.holds(less.tree):
            notes = (*understood.notes, _left_out(word for word in words if is_title(word.text)))
            return replace(less, may_name=True, notes=notes, part=(len(named), len(words)))
        if not question and len(words) < SENTENCE:
            return understood
        if len(words) >= REMEMBERED:
            tree = _rarest(words, self.now)
            return replace(understood, tree=tree, notes=(*understood.notes, NONE_HAS_ALL), added=())
        return self.largest(understood)

    def _names(self, word: Word | Phrase) -> bool:
        return self.spellings.begin_with(word.text)

    def largest(self, understood: Understood) -> Understood:
        """The more words, the fewer quotes have them, so that halving finds the most."""
        parts = tuple(chain.from_iterable(map(_by_words, _children(understood.tree))))
        least, beyond = 0, len(parts)
        while beyond - least > 1:
            middle = (least + beyond) // 2
            least, beyond = (middle, beyond) if self.holds(Most(parts, middle)) else (least, middle)
        if not least:
            return understood
        return replace(understood, tree=Most(parts, least), part=(least, len(parts)))


def _left_out(words: Iterable[Word | Phrase]) -> str:
    return gettext(LEFT_OUT).format(isolated(" ".join(word.text for word in words)))


def _children(tree: Node) -> tuple[Node, ...]:
    return tree.children if isinstance(tree, And) else (tree,)


def _all(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _by_words(node: Node) -> tuple[Node, ...]:
    """Once for each word that was typed of it: a name of two words, which may have other spellings, is two."""
    typed = node.children[0] if isinstance(node, Or) else node
    return (node,) * len(_children(typed))


def _rarest(words: tuple[Node, ...], now: State) -> Most:
    """Those of the index, the rarest first; all, without the index or where it has none of them."""
    terms = [term for word in words if isinstance(word, Word) for term in word_terms(word.text)]
    try:
        counts = index_engine().frequencies(now.epoch, terms)
        standing = [(counts[term], term) for term in terms if counts[term]]
        counted = standing or [(0, term) for term in terms]
    except IndexUnavailableError:
        counted = [(-len(term), term) for term in terms]
    return likeness(term for _, term in sorted(counted)[:RAREST])


def answer(request: Request, kind: Kind) -> tuple[Answer, str | None]:
    def by(engine: Engine, request: Request) -> Answer:
        of_kind = partial(engine.answer, kind)
        return within_one(request, of_kind) if kind == QUOTES else of_kind(request)

    return _answered(request, by)


def _answered(request: Request, ask: Callable[[Engine, Request], T]) -> tuple[T, str | None]:
    """By the index, else by PostgreSQL, which is told."""
    try:
        if max(request.hidden.size, len(request.hidden_quotes)) > MAX_PENDING:
            raise IndexUnavailableError("too many changes are waiting to be indexed")
        return ask(index_engine(), request), None
    except IndexUnavailableError as error:
        level = logging.DEBUG if isinstance(error, IndexNotAskedError) else logging.WARNING
        logger.log(level, "PostgreSQL answers: %s", error)
        made_of_less()
        return ask(fallback(), replace(request, deadline=next_deadline())), NOTICE


# What a reader's search finds: one that cannot be run is refused, with a link to what was probably meant


def ask(
    asked: Asked,
    start: int,
    stop: int,
    facets: Sequence[str] = (),
    most: int | None = None,
    these: Mapping[str, Collection[int | str]] | None = None,
) -> Answer:
    """Raises Refused for words that cannot be searched for, with a link to what was probably meant."""
    return _mended(
        asked,
        lambda: find(asked.query, start=start, stop=stop, facets=facets, most=most, these=these),
    )


def ask_all(asked: Asked, after: Place | None = None) -> tuple[Iterator[int], int, str | None]:
    """All of it in steps; `after` is where an order by date goes on."""
    return _mended(asked, lambda: walk(asked.query, after))


def latest(asked: Asked, most: int) -> list[int]:
    """The quotes that were published here last, the last first."""
    return _mended(asked, lambda: find(structs.replace(asked.query, sort="added"), stop=most)).ids


def among(asked: Asked, ids: Iterable[int]) -> set[int]:
    return _mended(asked, lambda: find_among(asked.query, ids))


def _mended(asked: Asked, answer: Callable[[], T]) -> T:
    try:
        return answer()
    except QueryError as error:
        words = working(asked.query, error.corrected)
        mended = Problem(error.message, asked.link(q=words), words or gettext("Search without words"))
        raise Refused([mended], words=asked.query.q) from None


def working(query: QuoteQuery, words: str) -> str:
    """The words, or what is left of them when all that cannot be searched for is taken away."""
    try:
        if words:
            find(structs.replace(query, q=words), stop=0)
    except QueryError as error:
        return working(query, error.corrected)
    return words


def ask_articles(asked: Asked, start: int, stop: int) -> Answer:
    """The same for articles."""
    return _mended(asked, lambda: find_articles(asked.query, start=start, stop=stop))
