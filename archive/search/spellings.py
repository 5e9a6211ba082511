"""How else a name is written: DPRK, North Korea, 북한."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from archive.models import Country, Organisation, Speaker, SpeakerName
from archive.search.analysis import exact_terms
from archive.search.language import And, Node, Or, Phrase, Word

MAX_ADDED = 10
MAX_NAME_WORDS = 6

Terms = tuple[str, ...]
Group = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Names by their terms, and the groups ("country", "KP") of names that mean the same."""

    groups: dict[Group, list[str]]
    by_terms: dict[Terms, list[Group]]

    def groups_of(self, terms: Terms) -> list[Group]:
        return self.by_terms.get(terms, [])


def expand(node: Node, spellings: Spellings) -> tuple[Node, tuple[str, ...]]:
    """The tree with the other spellings of the names in it, and the names that were added."""
    expansion = Expansion(spellings)
    expanded = expansion.of(node)
    return expanded, tuple(expansion.added)


class Expansion:
    def __init__(self, spellings: Spellings) -> None:
        self.spellings = spellings
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
        words: list[str] = []
        for node in nodes:
            if not isinstance(node, Word):
                break
            words.append(node.text)
        for length in range(len(words), 0, -1):
            terms = tuple(chain.from_iterable(map(exact_terms, words[:length])))
            if others := self._others(terms):
                return length, others
        return 1, []

    def _others(self, terms: Terms) -> list[str]:
        names: dict[Terms, str] = {}
        for group in self.spellings.groups_of(terms):
            if group[0] != "speaker" or Speaker.objects.public().filter(pk=group[1]).exists():
                names |= {tuple(exact_terms(name)): name for name in self.spellings.groups[group]}
        return [name for key, name in names.items() if key and key != terms][:MAX_ADDED]


def _spelling(name: str) -> Node:
    return Phrase(name) if len(name.split()) > 1 else Word(name)


@lru_cache(maxsize=1)
def read_spellings(version: tuple[int | None, ...]) -> Spellings:
    """`version` is that of the tables below: it says when to read them again."""
    groups: dict[Group, list[str]] = {}
    for code, name, others in Country.objects.values_list("code", "name", "other_names"):
        groups["country", code] = [name, *others]
    for key, name, others in Organisation.objects.values_list("pk", "name", "other_names"):
        groups["organisation", key] = [name, *others]
    _add_speakers(groups)
    by_terms: dict[Terms, list[Group]] = {}
    groups = {group: names for group, names in groups.items() if len(names) > 1}
    for group, names in groups.items():
        for terms in {tuple(exact_terms(name)) for name in names}:
            by_terms.setdefault(terms, []).append(group)
    return Spellings(groups, by_terms)


def _add_speakers(groups: dict[Group, list[str]]) -> None:
    """Under the speaker that pages name; unnamed sources have no spellings."""
    for key, canonical, name in Speaker.objects.named().values_list("pk", "canonical", "name"):
        groups.setdefault(("speaker", canonical or key), []).append(name)
    names = SpeakerName.objects.values_list("speaker", "speaker__canonical", "name")
    for key, canonical, name in names:
        groups.setdefault(("speaker", canonical or key), []).append(name)
