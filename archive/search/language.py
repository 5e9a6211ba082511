"""The query language: what a reader typed, as a small tree.

    query := all (OR all)*      all := item+      item := [-] atom
    atom  := word | word* | word~ | "exact phrase" | field:value | ( query )

All words must match; OR binds loosest; NOT is another way to write the minus, AND may be left out. Letters, a colon and a
blank are no field. Marks that do not match are read as they were probably meant. More terms than a query may have, without
OR or a field, are a text that somebody pasted.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple, TypeVar

from archive.query.dimensions import DIMENSIONS
from archive.search.analysis import STOP_WORDS, exact_terms, last_terms, word_readings, word_terms
from archive.search.designations import model, suffixed
from archive.search.letters import is_cjk
from archive.search.questions import asks, bare_word, only_asks
from archive.text.names import is_courtesy
from archive.text.tongue import gettext, noop

MAX_CHARACTERS = 5_000
MAX_TERMS = 20
MAX_DEPTH = 5
MIN_PREFIX = 3
MIN_FUZZY = 4
STATEMENT = 4  # terms that stand together: more than a name, or what is called so
ENOUGH = 4  # words in common with a long text that are no chance

LIKENESS = noop("So long a text is searched by its rarest words: quotes that share most of them come first.")
OPEN_QUOTE = noop("A quotation mark is not closed: all that follows it was searched as one phrase.")
STRAY_QUOTE = noop("A quotation mark has no other one: it was left out.")
STRAY = noop("A “)” has no “(”: it was left out.")
OPEN_BRACKET = noop("A “(” is not closed: it was read as closed at the end.")
EMPTY_BRACKETS = noop("There was nothing between parentheses: they were left out.")
ONE_SIDED = noop("OR needs something on both sides: it was left out.")
NOTHING_NEGATED = noop("The minus (or NOT) needs a word after it: it was left out.")

FIELDS = (
    *(each.name for each in DIMENSIONS),
    *("said_from", "said_to", "undated", "published_from", "published_to", "id"),
)


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str


class Word(Leaf):
    __slots__ = ()


class Prefix(Leaf):
    __slots__ = ()


class Fuzzy(Leaf):
    __slots__ = ()


class Phrase(Leaf):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter typed into the box; its value is still the reader's text."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A field whose value has been looked up: any of these parameter values."""

    name: str
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class Group:
    children: "tuple[Node, ...]"


class And(Group):
    __slots__ = ()


class Or(Group):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Most:
    """At least so many of the words; those with the rarest come first. A name of two words stands here twice."""

    words: "tuple[Node, ...]"
    least: int


Node = Word | Prefix | Fuzzy | Phrase | Field | Filter | Not | And | Or | Most
EVERYTHING = And(())
K = TypeVar("K", Field, Filter)


class QueryError(ValueError):
    """What is wrong with a query, in a sentence for its reader, and one that works instead ("" if there is none)."""

    def __init__(self, message: str, corrected: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.corrected = corrected


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_IN_THOUSANDS = re.compile(
    r"(?<![^\s(-])(?<![^\s(]-)\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![^\s)])"
)  # 12 500 is 12,500
_NAMES = "|".join(FIELDS)  # one that ends the search lacks its value
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
      | "(?P<phrase>[^"]*)"
      | (?P<unclosed>")
      | (?P<open>\() | (?P<close>\))
      | (?P<not>-(?=[^\s-])|NOT(?=\s|\(|$)) | (?P<or>OR(?=\s|\(|\)|$)) | (?P<and>AND(?=\s|\(|\)|$))
      | (?P<field>[A-Za-z_]+(?=:\S)(?!://)|(?i:{_NAMES})(?=:\s*\Z)):
      | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)


_TERMS = frozenset(["phrase", "unclosed", "field", "word"])


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


# A query as it was understood, what was not read as it stands, and whether it is a question: then without what only asks.
ReadQuery = tuple[Node, tuple[str, ...], bool]


def parse(text: str) -> Node:
    return read(text)[0]


@lru_cache(maxsize=256)
def read(text: str) -> ReadQuery:
    """Raises QueryError with a corrected query that parses. Kept: a page reads its query to find and to mark, and each filter
    and page of the same search again."""
    text = normalise(text)
    try:
        return _read(text)
    except QueryError as error:
        raise QueryError(error.message, _settled(text, error.corrected)) from None


def normalise(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_QUOTES).replace("\0", " ").strip()
    return _IN_THOUSANDS.sub(lambda figures: ",".join(figures.group().split()), text)


def leaves(node: Node) -> Iterator[Node]:
    """Every leaf that a hit may hold: what stands under a Not is left out."""
    if isinstance(node, And | Or | Most):
        for child in node.words if isinstance(node, Most) else node.children:
            yield from leaves(child)
    elif not isinstance(node, Not):
        yield node


def replaced(node: Node, kind: type[K], by: Callable[[K], Node]) -> Node:
    """The tree with other leaves in the place of those of one kind."""
    if isinstance(node, Not):
        return Not(replaced(node.child, kind, by))
    if isinstance(node, And | Or):
        return type(node)(tuple(replaced(child, kind, by) for child in node.children))
    return by(node) if isinstance(node, kind) else node


def simplify(node: Node) -> Node:
    """Without words that say nothing: punctuation, and stop words unless there is nothing else."""
    if isinstance(node, And):
        children = tuple(child for child in map(simplify, node.children) if child != EVERYTHING)
        kept = tuple(child for child in children if not is_stop_word(child)) or children
        return kept[0] if len(kept) == 1 else And(kept)
    if isinstance(node, Or):
        parts = tuple(part for part in map(simplify, node.children) if part != EVERYTHING) or (EVERYTHING,)
        return parts[0] if len(parts) == 1 else Or(parts)
    if isinstance(node, Not):
        child = simplify(node.child)
        return EVERYTHING if child == EVERYTHING else Not(child)
    if isinstance(node, Most):
        return node if node.words else EVERYTHING
    return EVERYTHING if isinstance(node, Word | Phrase) and not word_terms(node.text) else node


def with_models(node: Node) -> Node:
    """MiG 31 may be MiG31: each of the two words, or the one that they make."""
    if isinstance(node, Or):
        return Or(tuple(map(with_models, node.children)))
    if not isinstance(node, And):
        return Not(with_models(node.child)) if isinstance(node, Not) else node
    together: list[list[str]] = [[] for _ in node.children]
    for at in range(len(node.children) - 1):
        for size, named in _models_of([*map(_model_word, node.children[at : at + 3])]):
            for each in together[at : at + size]:
                each.append(named)
    return And(tuple(map(_or_models, node.children, together)))


def _models_of(words: list[str]) -> Iterator[tuple[int, str]]:
    """What the first two of some words, or all three, may make: S300 and S300PMU."""
    if named := model(*words[:2]):
        yield 2, named
        if len(words) > 2 and (whole := suffixed(named, words[2])):
            yield 3, whole
    elif words[0][-1:].isdecimal() and (whole := suffixed(*words[:2])):
        yield 2, whole


def _model_word(node: Node) -> str:
    return node.text if isinstance(node, Word) and not (is_stop_word(node) and len(node.text) > 1) else ""


def _or_models(node: Node, together: list[str]) -> Node:
    # A stop word is not looked for beside other words.
    together = [] if is_stop_word(node) else together
    return Or((node, *map(Word, dict.fromkeys(together)))) if together else with_models(node)


def is_stop_word(node: Node | Leaf) -> bool:
    """Courtesy titles too."""
    return isinstance(node, Word) and (STOP_WORDS.issuperset(word_terms(node.text)) or is_courtesy(node.text))


def single_term(node: Node) -> str:
    """The one term of a word that says something."""
    if isinstance(node, Or):  # a word and the other spellings of the name that it is
        node = node.children[0]
    terms = () if not isinstance(node, Word) or is_stop_word(node) else word_readings(node.text)[0]
    return terms[0] if len(terms) == 1 else ""


def plain_words(node: Node) -> tuple[Word, ...]:
    """The words of a query that is nothing else, without those that say nothing."""
    children = node.children if isinstance(node, And) else (node,)
    words = tuple(child for child in children if isinstance(child, Word))
    return tuple(word for word in words if not is_stop_word(word)) if len(words) == len(children) else ()


def statements(node: Node) -> tuple[tuple[Word | Phrase, ...], tuple[Word | Phrase, ...]]:
    """What was pasted as it was said, in its marks or in a script without blanks, and what is typed beside it."""
    children = node.children if isinstance(node, And) else ()
    told = tuple(child for child in children if isinstance(child, Word | Phrase))
    if len(told) < len(children):
        return (), ()
    whole = tuple(child for child in told if len(exact_terms(child.text)) >= STATEMENT)
    return whole, tuple(child for child in told if child not in whole)


def quoted_words(node: Node, least: int) -> tuple[Word, ...]:
    """The words of a statement of so many that was pasted in its marks, and of what says there whose it is."""
    children = node.children if isinstance(node, And) else ()
    texts = [child.text.split() for child in children if isinstance(child, Word | Phrase)]
    told = any(isinstance(child, Word) for child in children) and len(texts) == len(children)
    if not told or max(map(len, texts)) < least:
        return ()
    words = (Word(text) for each in texts for text in each)
    return tuple(word for word in words if not is_stop_word(word))


def _settled(text: str, suggestion: str) -> str:
    for _ in range(MAX_DEPTH):
        try:
            _read(suggestion)
        except QueryError as error:
            suggestion = error.corrected
        else:
            return suggestion
    return " ".join(exact_terms(text[:MAX_CHARACTERS])[:MAX_TERMS])


def _read(text: str) -> ReadQuery:
    if len(text) > MAX_CHARACTERS:
        cut = text[:MAX_CHARACTERS].rsplit(None, 1)[0]
        advice = gettext("A search may have {most} characters; this one has {number}.")
        raise QueryError(advice.format(most=f"{MAX_CHARACTERS:,}", number=f"{len(text):,}"), cut)
    tokens = _tokens(text)
    if _is_pasted(text, tokens):
        return likeness(exact_terms(text)), (LIKENESS,), False
    parser = _Parser(text, tokens)
    tree, notes = parser.any_of(0), tuple(parser.notes)
    kept = _asked_for(tree) if asks(text) else ()
    if kept:
        return And(kept) if len(kept) > 1 else kept[0], notes, True
    return tree, notes, False


def _asked_for(node: Node) -> tuple[Word | Phrase, ...]:
    """Of a question of words and phrases, what does not only ask."""
    children = node.children if isinstance(node, And) else (node,)
    told = tuple(child for child in children if isinstance(child, Word | Phrase))
    if len(told) < len(children):
        return ()
    said = [each for each in told if isinstance(each, Phrase) or not is_stop_word(each)]
    return tuple(
        each if isinstance(each, Phrase) else Word(bare_word(each.text))
        for at, each in enumerate(said)
        if isinstance(each, Phrase) or not only_asks(each.text, first=not at)
    )


def essential(words: str) -> str:
    """Of the words of a question those that say what is asked for."""
    told = [word for word in words.split() if not is_stop_word(Word(word))]
    return " ".join(bare_word(word) for at, word in enumerate(told) if not only_asks(word, first=not at))


def likeness(terms: Iterable[str]) -> Most:
    """What a quote has that shares most of the words."""
    words = tuple(Word(term) for term in dict.fromkeys(terms) if term not in STOP_WORDS)
    return Most(words, max(min(len(words), 2), min(len(words) // 4, ENOUGH)))


def _is_pasted(text: str, tokens: list[_Token]) -> bool:
    """Whether it is so long that it was not typed: then an OR at its end, or among capitals, is a word."""
    inside = [token for at, token in enumerate(tokens) if token.kind != "or" or 0 < at < len(tokens) - 1]
    long = sum(token.kind in _TERMS for token in tokens) > MAX_TERMS
    return long and (text.isupper() or not any(map(_is_operator, inside)))


def _is_operator(token: _Token) -> bool:
    """What nobody writes in a text: there, a minus or a bracket stands for itself."""
    return token.kind == "or" or (token.kind == "field" and token.text.lower() in FIELDS)


def _tokens(text: str) -> list[_Token]:
    """Without brackets that close nothing."""
    found: list[_Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if depth < 0:
            kind, depth = "stray", 0
        if kind == "unclosed":
            found.append(_Token("unclosed", text[match.end() :], match.start(), len(text)))
            break
        if kind not in {"space", "and"}:
            found.append(
                _Token(kind, match.group(kind) if kind != "stray" else ")", match.start(), match.end())
            )
    return found


class _Parser:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.notes: dict[str, None] = dict.fromkeys([STRAY] if any(t.kind == "stray" for t in tokens) else [])
        self.tokens = [token for token in tokens if token.kind != "stray"]
        self.at = 0
        self.terms = 0

    def note(self, message: str) -> Node:
        """Nothing, where something was left out or read as it was meant."""
        self.notes[message] = None
        return EVERYTHING

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def wrong(self, message: str, token: _Token, instead: str = "") -> QueryError:
        """An error whose correction replaces the token."""
        return QueryError(
            message, " ".join(f"{self.text[: token.start]}{instead}{self.text[token.end :]}".split())
        )

    def any_of(self, depth: int) -> Node:
        parts = [self.all_of(depth)]
        while (token := self.peek()) and token.kind == "or":
            self.take()
            parts.append(self.all_of(depth))
        kept = [part for part in parts if part != EVERYTHING]
        if len(kept) < len(parts) and len(parts) > 1:
            self.note(ONE_SIDED)
        return Or(tuple(kept)) if len(kept) > 1 else kept[0] if kept else EVERYTHING

    def all_of(self, depth: int) -> Node:
        items: list[Node] = []
        while (token := self.peek()) and token.kind not in {"or", "close"}:
            items.append(self.item(depth))
        items = [item for item in items if item != EVERYTHING]
        return items[0] if len(items) == 1 else And(tuple(items))

    def item(self, depth: int) -> Node:
        token = self.take()
        if token.kind == "not":
            return self.negated(depth)
        if token.kind == "open":
            return self.group(token, depth)
        return self.leaf(token)

    def negated(self, depth: int) -> Node:
        follows = self.peek()
        if follows is None or follows.kind in {"or", "close", "not"}:
            return self.note(NOTHING_NEGATED)
        child = self.item(depth)
        return EVERYTHING if child == EVERYTHING else Not(child)

    def group(self, opening: _Token, depth: int) -> Node:
        if depth >= MAX_DEPTH:
            raise self.wrong(
                gettext("Parentheses may stand {most} deep; these go deeper.").format(most=MAX_DEPTH), opening
            )
        node = self.any_of(depth + 1)
        if self.peek() is None:
            self.note(OPEN_BRACKET)
        else:
            self.take()
        return self.note(EMPTY_BRACKETS) if node == EVERYTHING else node

    def leaf(self, token: _Token) -> Node:
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise QueryError(
                gettext("A search may have {most} terms; this one has more.").format(most=MAX_TERMS),
                self.text[: token.start].strip(),
            )
        if token.kind == "unclosed":
            self.note(OPEN_QUOTE if token.text.strip() else STRAY_QUOTE)
            return Phrase(token.text.strip()) if token.text.strip() else EVERYTHING
        if token.kind == "field":
            return self.field(token)
        return Phrase(token.text) if token.kind == "phrase" else self.word(token)

    def field(self, token: _Token) -> Node:
        name = token.text.lower()
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1)
            hint = (
                gettext("Did you mean {field}:?").format(field=near[0])
                if near
                else gettext("The fields are {fields}.").format(fields=", ".join(FIELDS))
            )
            raise self.wrong(
                gettext("There is no field “{field}:”. {hint}").format(field=token.text, hint=hint),
                token,
                f"{near[0]}:" if near else f"{token.text} ",
            )
        value = self.peek()
        if (
            value is None
            or value.kind not in {"word", "phrase"}
            or value.start != token.end
            or not value.text.strip()
        ):
            raise self.wrong(
                gettext("“{field}:” needs a value right after it.").format(field=token.text), token
            )
        return Field(name, self.take().text.strip())

    def word(self, token: _Token) -> Node:
        body = token.text.rstrip("*~")
        if "*" in body or (len(token.text) - len(body) > 1):
            kept = body.split("*")[0] or body.replace("*", "")
            raise self.wrong(gettext("A * or ~ may stand once, at the end of a word."), token, kept)
        if body == token.text or not body or is_cjk(body[-1]):
            return Word(body)
        if token.text.endswith("*"):
            advice = gettext("“{word}” is too short: a * needs {least} letters before it.")
            return Prefix(self.long_enough(body, MIN_PREFIX, advice, token))
        advice = gettext("“{word}” is too short: a ~ needs {least} letters before it.")
        return Fuzzy(self.long_enough(body, MIN_FUZZY, advice, token))

    def long_enough(self, body: str, least: int, advice: str, token: _Token) -> str:
        if max(map(len, last_terms(body)), default=0) < least:
            raise self.wrong(advice.format(word=token.text, least=least), token, body)
        return body
