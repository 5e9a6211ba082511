"""How else a name is written: DPRK, North Korea, 북한; and what sounds like it in another script: Столтенберг finds
Stoltenberg, and Kim Yo-jong 김여정.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from django.db import connection
from django.db.models import Model, Q

from archive.models import Country, Organisation, Speaker
from archive.models.remembered import Since, renewed
from archive.search.analysis import exact_terms, stem, word_terms
from archive.search.language import And, Node, Or, Phrase, Word, leaves
from archive.text import name_key
from archive.text.names import consonants, is_foreign, sound

MAX_ADDED = 10
SHORT = 2  # letters that are as often a word or part of a name
MAX_NAME_WORDS = 6
MIN_LETTERS = 3  # of a word that is compared by its sound
MOST = 3  # spellings that sound so
MIN_TYPED = 5  # letters of what is typed in Latin ones
_MODELS: dict[str, type[Model]] = {"country": Country, "speaker": Speaker, "organisation": Organisation}
KINDS = tuple(_MODELS)

Terms = tuple[str, ...]
Group = tuple[str, int | str]
Spelt = tuple[str, Group]


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of names, and names as a whole, by how they sound, each with what is called so. In lists: most sounds are
    of one name, and a set of one takes more than twice the memory."""

    closely: dict[str, list[Spelt]] = field(default_factory=lambda: defaultdict(list))
    roughly: dict[str, list[Spelt]] = field(default_factory=lambda: defaultdict(list))

    def add(self, spelling: str, groups: Iterable[Group]) -> None:
        spelt = [(spelling, group) for group in groups]
        self.closely[sound(spelling)] += spelt
        if rough := consonants(spelling):
            self.roughly[rough] += spelt


def like(typed: str, known: Heard, changed: Collection[Group], now: Heard) -> list[Spelt]:
    """Those that sound the same; for a word in another script else those whose consonants do. What has changed is called
    as it is `now`."""

    def among(one: dict[str, list[Spelt]], other: dict[str, list[Spelt]], key: str) -> set[Spelt]:
        kept = {spelt for spelt in one.get(key, ()) if spelt[1] not in changed}
        return kept.union(other.get(key, ()))

    found = among(known.closely, now.closely, sound(typed))
    if not found and is_foreign(typed):
        found = among(known.roughly, now.roughly, consonants(typed))
    return sorted(found, key=str)


def heard(names: Mapping[Group, Iterable[str]], *, foreign: bool) -> Heard:
    """Of names in Cyrillic or Hangul, or of all others."""
    called: dict[str, list[Group]] = defaultdict(list)
    for group, spellings in names.items():
        whole = [name for name in map(name_key, spellings) if name and is_foreign(name) == foreign]
        words = (word for name in whole for word in name.split() if len(word) >= MIN_LETTERS or foreign)
        for spelling in {*whole, *words}:
            called[spelling].append(group)
    found = Heard()
    for spelling, groups in called.items():
        found.add(spelling, groups)
    return found


@dataclass(frozen=True)
class Called:
    """Groups ("country", "KP") of names that mean the same, and whom speakers stand for who were merged."""

    groups: dict[Group, list[str]]
    merged: dict[int, int]

    @cached_property
    def by_terms(self) -> dict[Terms, list[Group]]:
        return _by_terms({group: names for group, names in self.groups.items() if len(names) > 1})

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many speakers and countries each word stands."""
        return _counted(group for group in self.groups.items() if group[0][0] != "organisation")

    @cached_property
    def words(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def latin(self) -> Heard:
        return heard(self.groups, foreign=False)

    @cached_property
    def foreign(self) -> Heard:
        return heard(self.groups, foreign=True)


@dataclass(frozen=True)
class Spellings:
    """Names that were read together, and of groups that have `changed` since then the names of `now`."""

    known: Called
    changed: frozenset[Group] = frozenset()
    now: Called = field(default_factory=lambda: Called({}, {}))

    def named(self, terms: Terms) -> list[Group]:
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
        return _counted(
            (group, groups.get(group, [])) for group in self.changed if group[0] != "organisation"
        )

    def others(self, terms: Terms, public: Set[Group]) -> list[str]:
        """The other names of what the terms name and something published leads to."""
        names: dict[Terms, str] = {}
        for group in self.named(terms):
            if group in public:
                for name in (self.now if group in self.changed else self.known).groups[group]:
                    names.setdefault(_matched(name), name)
        return [name for key, name in names.items() if key not in ((), terms, _stemmed(terms))][:MAX_ADDED]


def _place(group: Group) -> tuple[int, int | str]:
    return KINDS.index(group[0]), group[1]


def _counted(groups: Iterable[tuple[Group, list[str]]]) -> Counter[str]:
    return Counter(
        word for _, names in groups for word in {word for name in names for word in exact_terms(name)}
    )


def _beginning(words: list[str], term: str) -> Iterator[str]:
    """Of sorted words."""
    at = bisect_left(words, term)
    while at < len(words) and words[at].startswith(term):
        yield words[at]
        at += 1


def _matched(name: str) -> Terms:
    """What a name is searched by: one word in any form, several words exactly."""
    return _stemmed(tuple(exact_terms(name)))


def _stemmed(terms: Terms) -> Terms:
    return (stem(terms[0]),) if len(terms) == 1 else terms


def expand(node: Node, spellings: Spellings) -> tuple[Node, tuple[str, ...]]:
    """The tree with the other spellings of the names in it, and the names that were added."""
    runs = list(_runs(node))
    typed = {_typed(run) for run in runs if not spellings.named(_terms(run))}
    heard_so = {text: spellings.sounding(text) for text in typed}
    named = {group for run in runs for group in spellings.named(_terms(run))}
    public = _public(named | {group for found in heard_so.values() for _, group in found})
    expansion = Expansion(spellings, public, heard_so, whole=node)
    expanded = expansion.of(node)
    return expanded, tuple(expansion.added)


def _runs(node: Node) -> Iterator[list[Word]]:
    words = [leaf for leaf in leaves(node) if isinstance(leaf, Word)]
    for at in range(len(words)):
        for end in range(at + 1, min(at + MAX_NAME_WORDS, len(words)) + 1):
            yield words[at:end]


def _public(named: Set[Group]) -> Set[Group]:
    """Of what a search names, looked up together: nothing else lends its names."""
    return {
        (kind, key)
        for kind, model in _MODELS.items()
        if (keys := [key for other, key in named if other == kind])
        for key in model._default_manager.public().filter(pk__in=keys).values_list("pk", flat=True)  # type: ignore[attr-defined]
    }


def _typed(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _terms(words: Sequence[Word]) -> Terms:
    return tuple(chain.from_iterable(word_terms(word.text) for word in words))


class Expansion:
    def __init__(
        self, spellings: Spellings, public: Set[Group], heard: dict[str, list[Spelt]], whole: Node
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
    known = spellings.known
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, since)
        rows = cursor.fetchall()
    keys: dict[str, set[int | str]] = {kind: set() for kind in KINDS}
    for kind, key, canonical in rows:
        one = key if kind == "country" else int(key)
        keys[kind].update({one, canonical or one, known.merged.get(one, one)})
    changed = frozenset((kind, key) for kind, found in keys.items() for key in found)
    return Spellings(known, changed, _called(keys))


@renewed(_since, "country", "organisation", "speaker", "speakername")
def read_spellings() -> Spellings:
    return Spellings(_called())


_CHANGED = """
    SELECT 'country', code, NULL::bigint FROM archive_countryevent WHERE pgh_id > %(country)s
    UNION SELECT 'organisation', id::text, NULL FROM archive_organisationevent WHERE pgh_id > %(organisation)s
    UNION SELECT 'speaker', id::text, canonical_id FROM archive_speakerevent WHERE pgh_id > %(speaker)s
    UNION SELECT 'speaker', speaker_id::text, NULL FROM archive_speakernameevent WHERE pgh_id > %(speakername)s"""


def _called(among: Mapping[str, Collection[int | str]] | None = None) -> Called:
    """Of these alone, if they are given."""
    groups: dict[Group, list[str]] = {}
    countries, organisations = (
        model._default_manager.filter(**({} if among is None else {"pk__in": among[kind]}))
        for kind, model in (("country", Country), ("organisation", Organisation))
    )
    for code, name, others, adjectives in countries.values_list("code", "name", "other_names", "adjectives"):
        groups["country", code] = [name, *others, *adjectives]
    merged = _add_speakers(groups, None if among is None else among["speaker"])
    for key, name, others in organisations.values_list("pk", "name", "other_names"):
        groups["organisation", key] = [name, *others]
    return Called(groups, merged)


def _by_terms(groups: dict[Group, list[str]]) -> dict[Terms, list[Group]]:
    """Also under what a reader types who does not hold the shift key: us for US."""
    found: dict[Terms, list[Group]] = {}
    for group, names in groups.items():
        for terms in {tuple(exact_terms(form)) for name in names for form in (name, name.lower())}:
            found.setdefault(terms, []).append(group)
    return found


def _add_speakers(groups: dict[Group, list[str]], among: Collection[int | str] | None) -> dict[int, int]:
    """Under the speaker that pages name, whom those stand for who were merged; unnamed sources have no spellings."""
    held: dict[Group, dict[str, None]] = {}
    merged = {}
    speakers = Speaker.objects.named()
    if among is not None:
        speakers = speakers.filter(Q(pk__in=among) | Q(canonical__in=among))
    rows = speakers.order_by("pk").values_list("pk", "canonical", "name", "other_names__name")
    for key, canonical, *names in rows:
        held.setdefault(("speaker", canonical or key), {}).update(dict.fromkeys(filter(None, names)))
        if canonical:
            merged[key] = canonical
    groups.update({group: list(names) for group, names in held.items()})
    return merged
