"""How else a name is written: DPRK, North Korea, 북한; and what sounds like it in another script: Столтенберг finds
Stoltenberg, and Kim Yo-jong 김여정.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from archive.models.remembered import Instant, Renewed, Since, Version
from archive.search import name_rows
from archive.search.analysis import exact_terms, stem, word_terms
from archive.search.language import And, Node, Or, Phrase, Word, leaves
from archive.search.name_groups import (
    KINDS,
    MODELS,
    TABLES,
    Called,
    Heard,
    NameGroup,
    Spelt,
    Terms,
    called,
    changed_since,
    counted,
    groups_changed,
)
from archive.search.name_rows import Learned
from archive.text import name_key
from archive.text.names import consonants, is_foreign, sound

MAX_ADDED = 10
SHORT = 2  # letters that are as often a word or part of a name
MAX_NAME_WORDS = 6
MOST = 3  # spellings that sound so
MIN_TYPED = 5  # letters of what is typed in Latin ones

TypedName = tuple[Terms, str]  # what a name is compared by, and as it was typed


def like(typed: str, known: Heard, changed: Collection[NameGroup], now: Heard) -> list[Spelt]:
    """Those that sound the same; for a word in another script else those whose consonants do. What has changed is called
    as it is `now`."""

    def among(one: dict[str, list[Spelt]], other: dict[str, list[Spelt]], key: str) -> set[Spelt]:
        kept = {spelt for spelt in one.get(key, ()) if spelt[1] not in changed}
        return kept.union(other.get(key, ()))

    found = among(known.closely, now.closely, sound(typed))
    if not found and is_foreign(typed):
        found = among(known.roughly, now.roughly, consonants(typed))
    return sorted(found, key=str)


@dataclass(frozen=True)
class Spellings:
    """Names that were read together, and of groups that have `changed` since then the names of `now`."""

    known: Called | Learned
    changed: frozenset[NameGroup] = frozenset()
    now: Called = field(default_factory=lambda: Called({}, {}))

    def for_one_search(self) -> "Spellings":
        return self

    def about(self, runs: Iterable[TypedName] = (), texts: Iterable[str] = ()) -> None:
        """What will be asked, together: who looks names up does it with one query."""

    def named(self, terms: Terms) -> list[NameGroup]:
        kept = (group for group in self.known.by_terms.get(terms, ()) if group not in self.changed)
        return sorted([*kept, *self.now.by_terms.get(terms, ())], key=_place)

    def sounding(self, text: str) -> list[Spelt]:
        """Spellings in other scripts than the text."""
        typed = name_key(text)
        if is_foreign(typed):
            return like(typed, self.known.latin, self.changed, self.now.latin) if len(typed) > 1 else []
        if len(typed) < MIN_TYPED:
            return []
        return like(typed, self.known.foreign, self.changed, self.now.foreign)

    def begin_with(self, text: str) -> bool:
        """Whether each word of the text begins a word of some speaker's or country's name."""
        terms = exact_terms(text)
        return bool(terms) and all(map(self._begins, terms))

    def _begins(self, term: str) -> bool:
        known = _beginning(self.known.words, term)
        return any(self.known.counts[word] > self._lost[word] for word in known) or any(
            _beginning(self.now.words, term)
        )

    @cached_property
    def _lost(self) -> Counter[str]:
        """Of how many groups that have changed each word was."""
        groups = self.known.groups
        return counted((group, groups.get(group, [])) for group in self.changed if group[0] != "organisation")

    def others(self, terms: Terms, public: Set[NameGroup]) -> list[str]:
        """The other names of what the terms name and something published leads to."""
        names: dict[Terms, str] = {}
        for group in self.named(terms):
            if group in public:
                for name in (self.now if group in self.changed else self.known).groups[group]:
                    names.setdefault(_matched(name), name)
        return [name for key, name in names.items() if key not in ((), terms, _stemmed(terms))][:MAX_ADDED]


def _beginning(words: list[str], term: str) -> Iterator[str]:
    """Of sorted words."""
    at = bisect_left(words, term)
    while at < len(words) and words[at].startswith(term):
        yield words[at]
        at += 1


class Looked(Spellings):
    """The same of names that are looked up as they are asked, for one search. What nobody has announced is asked by itself."""

    def for_one_search(self) -> Spellings:
        return Looked(Learned(), self.changed, self.now)

    def about(self, runs: Iterable[TypedName] = (), texts: Iterable[str] = ()) -> None:
        of_runs = (key for terms, typed in runs for key in (name_rows.of_terms(terms), *_of_sounds(typed)))
        self._learn(chain(of_runs, chain.from_iterable(map(_of_words, texts))))

    def named(self, terms: Terms) -> list[NameGroup]:
        self._learn([name_rows.of_terms(terms)])
        return super().named(terms)

    def sounding(self, text: str) -> list[Spelt]:
        self._learn(_of_sounds(text))
        return super().sounding(text)

    def begin_with(self, text: str) -> bool:
        self._learn(_of_words(text))
        return super().begin_with(text)

    def _learn(self, keys: Iterable[str]) -> None:
        """Where the rows are being made anew, all names are read: once for this search, which goes on with them, and those that follow."""
        wanted = set(keys)
        while isinstance(self.known, Learned) and not self.known.learn(wanted, self.changed):
            read_spellings.forget()
            anew = read_spellings().for_one_search()
            self.__dict__.clear()
            self.__dict__.update(anew.__dict__)


def _of_words(text: str) -> Iterator[str]:
    """Where `begin_with` looks."""
    return map(name_rows.of_word, exact_terms(text))


def _of_sounds(text: str) -> Iterator[str]:
    """Where `sounding` looks."""
    typed = name_key(text)
    if not is_foreign(typed):
        if len(typed) >= MIN_TYPED:
            yield name_rows.of_sound(typed, foreign=True)
    elif len(typed) > 1:
        yield name_rows.of_sound(typed, foreign=False)
        yield name_rows.of_consonants(typed)


def _place(group: NameGroup) -> tuple[int, int | str]:
    return KINDS.index(group[0]), group[1]


def _matched(name: str) -> Terms:
    """What a name is searched by: one word in any form, several words exactly."""
    return _stemmed(tuple(exact_terms(name)))


def _stemmed(terms: Terms) -> Terms:
    return (stem(terms[0]),) if len(terms) == 1 else terms


def expand(node: Node, spellings: Spellings) -> tuple[Node, tuple[str, ...]]:
    """The tree with the other spellings of the names in it, and the names that were added."""
    runs = list(_runs(node))
    spellings.about((_terms(run), _typed(run)) for run in runs)
    typed = {_typed(run) for run in runs if not spellings.named(_terms(run))}
    heard_so = {text: spellings.sounding(text) for text in typed}
    named = {group for run in runs for group in spellings.named(_terms(run))}
    public = _public(named | {group for found in heard_so.values() for _, group in found})
    expansion = Expansion(spellings, public, heard_so, whole=node)
    expanded = expansion.of(node)
    return expanded, tuple(expansion.added)


def announce(spellings: Spellings, node: Node, typed: str = "") -> None:
    """All that a search will ask: of the names in the tree, of each word of it, and of all that was typed."""
    words = (leaf.text for leaf in leaves(node) if isinstance(leaf, Word))
    spellings.about(((_terms(run), _typed(run)) for run in _runs(node)), chain([typed], words))


def _runs(node: Node) -> Iterator[list[Word]]:
    words = [leaf for leaf in leaves(node) if isinstance(leaf, Word)]
    for at in range(len(words)):
        for end in range(at + 1, min(at + MAX_NAME_WORDS, len(words)) + 1):
            yield words[at:end]


def _public(named: Set[NameGroup]) -> Set[NameGroup]:
    """Of what a search names, looked up together: nothing else lends its names."""
    return {
        (kind, key)
        for kind, model in MODELS.items()
        if (keys := [key for other, key in named if other == kind])
        for key in model._default_manager.public().filter(pk__in=keys).values_list("pk", flat=True)  # type: ignore[attr-defined]
    }


def _typed(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _terms(words: Sequence[Word]) -> Terms:
    return tuple(chain.from_iterable(word_terms(word.text) for word in words))


class Expansion:
    def __init__(
        self, spellings: Spellings, public: Set[NameGroup], heard: dict[str, list[Spelt]], whole: Node
    ) -> None:
        self.spellings, self.public, self.heard, self.whole = spellings, public, heard, whole
        self.added: dict[str, None] = {}

    def of(self, node: Node) -> Node:
        if isinstance(node, Or):
            return Or(tuple(map(self.of, node.children)))
        if isinstance(node, And):
            children = tuple(self._runs(node.children))
            return children[0] if len(children) == 1 else And(children)
        return next(self._runs((node,)))

    def _runs(self, children: tuple[Node, ...]) -> Iterator[Node]:
        """The children, each run of words that is a name replaced by any of its spellings."""
        at = 0
        while at < len(children):
            length, others = self._name_at(children[at : at + MAX_NAME_WORDS])
            if others and len(self.added) < MAX_ADDED:
                self.added |= dict.fromkeys(others)
                typed = children[at : at + length]
                yield Or((typed[0] if length == 1 else And(typed), *map(_spelling, others)))
            else:
                length = 1
                yield self.of(children[at]) if isinstance(children[at], And | Or) else children[at]
            at += length

    def _name_at(self, nodes: tuple[Node, ...]) -> tuple[int, list[str]]:
        """How many of the first nodes make up a name, at most, and its other spellings."""
        words = _words_at_start(nodes)
        shortest = 2 if words and self._may_be_a_word(words[0]) else 1
        for length in range(len(words), shortest - 1, -1):
            terms = _terms(words[:length])
            if others := self.spellings.others(terms, self.public) or self._sounding(_typed(words[:length])):
                return length, others
        return 1, []

    def _sounding(self, text: str) -> list[str]:
        found = [name for name, group in self.heard.get(text, ()) if group in self.public]
        return [name.title() for name in dict.fromkeys(found)][:MOST]

    def _may_be_a_word(self, word: Word) -> bool:
        """Two letters are the alias of a name in capitals, or alone: "Jong Un" is not the United Nations."""
        letters = "".join(filter(str.isalpha, word.text))
        return len(letters) <= SHORT and word.text.isascii() and not letters.isupper() and word != self.whole


def _words_at_start(nodes: Sequence[Node]) -> list[Word]:
    words: list[Word] = []
    for node in nodes:
        if not isinstance(node, Word):
            break
        words.append(node)
    return words


def _spelling(name: str) -> Node:
    return Phrase(name) if len(name.split()) > 1 else Word(name)


def _since(spellings: Spellings, since: Since) -> Spellings:
    """Of what changed, and of whom it stood or stands for, the names are read anew."""
    known, changes = spellings.known, changed_since(since)
    stood_for = {key: [into] for _, key, _ in changes if (into := known.merged.get(key))}  # type: ignore[arg-type]
    return Spellings(known, *_changed(groups_changed(changes, stood_for)))


def _changed(keys: dict[str, set[int | str]]) -> tuple[frozenset[NameGroup], Called]:
    return frozenset((kind, key) for kind, found in keys.items() for key in found), called(keys)


def _looked_up(since: Since) -> Spellings | None:
    if not name_rows.made_of(since):
        return None
    changes = changed_since(since)
    return Looked(Learned(), *_changed(groups_changed(changes, name_rows.stood_for(changes))))


class _Read(Renewed[Spellings]):
    """Where the worker keeps rows of all names, a process reads only what changed since they were made; else all."""

    def _of(self, version: Version, now: Instant | None) -> Spellings:
        then = name_rows.version_of(now.spelled, now.epoch) if now else None
        since = self._since(then, version) if then else None
        if since and (looked := _looked_up(since)):
            self._whole = None
            return looked
        return super()._of(version, now)


read_spellings = _Read(lambda: Spellings(called()), _since, TABLES)
