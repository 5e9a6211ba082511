"""What an engine is asked, what it answers, and how an index is kept: the whole width of the seam."""

import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from heapq import nsmallest
from time import monotonic, thread_time
from typing import Final, Literal, Protocol
from zlib import crc32

from archive.query import QuoteQuery
from archive.query.dimensions import DIMENSIONS
from archive.search.analysis import last_terms, readings, word_readings
from archive.search.designations import Reading
from archive.search.language import Fuzzy, Leaf, Node, Phrase, Prefix, QueryError, is_stop_word
from archive.search.letters import is_single
from archive.text.tongue import gettext

# Each a column of the index; "period" is only counted: every year and every month that the time of saying touches, as a
# link to it finds them.
FILTERS = tuple(each.name for each in DIMENSIONS)
FACETS = (*FILTERS, "period", "article")
ARTICLE_FACETS = ("outlet", "language", "quote")

# What is searched, and the facets of each.
Kind = Literal["quotes", "articles"]
QUOTES: Final = "quotes"
ARTICLES: Final = "articles"
FACETS_OF: Mapping[Kind, Sequence[str]] = {QUOTES: FACETS, ARTICLES: ARTICLE_FACETS}
UNDATED = "undated"
# Facets whose values are ids.
NUMBERS = frozenset({"article", "quote", *(each.name for each in DIMENSIONS if each.numbers)})

# A reader's search is refused as too broad when the index worked on it for so long, or PostgreSQL took so long.
# Work is counted, not time: on a busy machine a narrow search waits for its turn.
WORK_SECONDS, DEADLINE_SECONDS = 1.0, 2.0

Values = tuple[int | str, ...]
Place = tuple[int, int]  # of a quote by date: its day as a number, 0 if it has none, and its id
STEP = 2_000  # ids of a walk that are in memory at a time
WHOLE = frozenset({"period"})  # facets that are never cut short: a drawing shows all of them


class Facet(dict[int | str, int]):
    """Quotes by value, of `many` values: it may hold the commonest alone."""

    def __init__(
        self, counts: Mapping[int | str, int] | Iterable[tuple[int | str, int]] = (), many: int | None = None
    ) -> None:
        super().__init__(counts)
        self.many = len(self) if many is None else many


def commonest(
    counts: Mapping[int | str, int], most: int | None, these: Collection[int | str], many: int
) -> Facet:
    """Those of the commonest and of `these` that there are; of equally common ones the first by their letters."""
    if most is None:
        return Facet(counts, many)
    first = nsmallest(most, counts, key=lambda value: (-counts[value], str(value)))
    return Facet({value: counts[value] for value in (*first, *these) if value in counts}, many)


class IndexUnavailableError(Exception):
    """The index is missing, corrupt, or of another database or version."""


class IndexAwayError(IndexUnavailableError):
    """The index is there, its servers are not: waiting helps, building a new one does not."""


class IndexNotAskedError(IndexAwayError):
    """Nobody asks servers that did not answer a moment ago, which was told then."""


class RestingError(Exception):
    """Neither the index nor the rows that stand in for it are there yet: the worker is making them."""

    resting = True  # known by this to what answers errors, which knows nothing of search


class How(Enum):
    """How terms are looked for."""

    SEQUENCE = auto()  # each right behind the one before
    EXACT = auto()
    STEM = auto()  # of no stop word
    BEGINNING = auto()
    NEAR = auto()  # a letter changed, added or left out


@lru_cache(maxsize=1 << 12)
def sought(leaf: Leaf) -> tuple[tuple[How, Reading], ...]:
    """How every engine looks for a leaf, and what is marked of it: any of these ways finds it."""
    if isinstance(leaf, Prefix | Fuzzy):
        how = How.BEGINNING if isinstance(leaf, Prefix) else How.NEAR
        return tuple((how, (term,)) for term in last_terms(leaf.text))
    ways = readings(leaf.text) if isinstance(leaf, Phrase) else word_readings(leaf.text)
    return tuple((_how(leaf, terms), terms) for terms in ways if terms)


def _how(leaf: Leaf, terms: Reading) -> How:
    if len(terms) > 1:
        return How.SEQUENCE
    if not isinstance(leaf, Phrase) and is_single(terms[0]):
        return How.BEGINNING
    return How.EXACT if isinstance(leaf, Phrase) or is_stop_word(leaf) else How.STEM


def next_deadline() -> float:
    return monotonic() + DEADLINE_SECONDS


@dataclass(frozen=True, slots=True)
class Mask:
    """Documents that must not show: those with these ids, and those with any of these values of a facet."""

    ids: frozenset[int] = frozenset()
    values: tuple[tuple[str, Values], ...] = ()

    @property
    def size(self) -> int:
        return len(self.ids) + sum(len(values) for _, values in self.values)


@dataclass(frozen=True, slots=True)
class Request:
    """`tree` holds the words of `query.q`, with fields and names resolved; what is `hidden` must not show anywhere, since it
    changed; the quotes `left_out` are found by each value alone, and are not what all of them together ask for.

    Of articles, those that hold one of the `hidden_quotes` must not show either. `epoch` names the state of the database that the index must have been built from,
    `seen` the change that it must know of: the copy of an index on another host falls behind, and would show what was withdrawn.

    Of each facet the `most` common values are counted, those that the query has and `these`; all without `most`.
    `after` is where a walk by date goes on.
    """

    query: QuoteQuery
    tree: Node
    epoch: str = ""
    hidden: Mask = Mask()
    hidden_quotes: frozenset[int] = frozenset()
    start: int = 0
    stop: int = 20
    facets: Sequence[str] = ()
    deadline: float = field(default_factory=next_deadline)
    seen: int = 0
    worked: float = field(default_factory=thread_time)
    left_out: frozenset[int] = frozenset()
    most: int | None = None
    these: Mapping[str, Collection[int | str]] = field(default_factory=dict)
    after: Place | None = None

    def limit(self, facet: str) -> int | None:
        return None if facet in WHOLE else self.most

    def kept(self, facet: str) -> Collection[int | str]:
        """Values that are counted however rare they are."""
        return {*self.these.get(facet, ()), *getattr(self.query, facet, ())}

    def check_work(self) -> None:
        """Asked by the thread that made the request."""
        if thread_time() > self.worked + WORK_SECONDS:
            raise TooBroadError


class TooBroadError(QueryError):
    def __init__(self) -> None:
        super().__init__(gettext("This search is too broad to finish in time: add a word, a name or a date."))


# Ids in order, a few in memory at a time; those after a place, if one was given; and how many quotes there are in all.
Walk = tuple[Iterator[int], int]


@dataclass(frozen=True, slots=True)
class Answer:
    """Ids of published quotes in order, of `total`; counts by facet and parameter value. This an engine gives; `find` adds
    what readers are told of it.

    `added` are the spellings of names that were searched beside what the reader typed, `left_out` those that would
    have been. `may_name` is whether every word begins a word of a speaker's or a country's name, `alike` whether what
    was found shares words with a text that nothing holds as a whole. `part` is how many of how many words of a question
    or a sentence each has, where none has all.
    """

    ids: list[int]
    total: int
    facets: dict[str, Facet]
    notice: str | None = None
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    may_name: bool = False
    alike: bool = False
    part: tuple[int, int] | None = None


class Engine(Protocol):
    name: str

    def answer(self, kind: Kind, request: Request) -> Answer:
        """Raises QueryError for what a reader can mend, IndexUnavailableError for what an operator must.

        Of articles, only what an article has by itself counts of the query, and `id`.
        """
        ...

    def walk(self, request: Request) -> Walk:
        """All quotes that it finds as things are now; `start`, `stop` and `facets` count for nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """A quote or an article. `words` is what a card prints as said, or what may be read of an article; `about` is all else
    that a search for words finds it by, each a run of its own.

    `facets` holds, for each name of contract.FACETS, the values that the parameter of that name would select.
    Days: an undated quote has the day of publication in `earliest` and `latest`; None is not known.
    `added` is the second in which a quote was published here.
    """

    id: int
    words: str
    about: tuple[str, ...] = ()
    facets: dict[str, Values] = field(default_factory=dict)
    earliest: date | None = None
    latest: date | None = None
    published: date | None = None
    undated: bool = False
    added: int = 0

    @property
    def print(self) -> int:
        """The same number for the same document, and hardly ever for two: the check compares it."""
        days = (self.earliest, self.latest, self.published, self.undated, self.added)
        return crc32(repr((self.words, self.about, sorted(self.facets.items()), days)).encode())


Read = Callable[[Iterable[int]], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Marker:
    """Written last: an index without it was never finished, one with another epoch is of another database.

    `seen` is the number of the newest change that the index may know of.
    """

    version: str
    epoch: str
    seen: int


class NewerIndexError(IndexUnavailableError):
    """This process runs an older program than that which built the index."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an index holds, and where it lies."""

    quotes: int = 0
    segments: int = 0
    deleted: int = 0
    place: str = ""
    bytes: int = 0


class Building(Protocol):
    """A new index beside the one in use."""

    place: str

    def add(self, kind: Kind, documents: Iterator[Document]) -> int:
        """How many there were."""
        ...

    def publish(self, epoch: str, seen: int, read: Mapping[Kind, Read]) -> None:
        """Puts it in the place of the one in use, with what was replaced there meanwhile, read anew where it must be."""
        ...


class Index(Engine, Protocol):
    """An engine with documents of its own, which the worker keeps. All may raise IndexUnavailableError."""

    def answers(self, epoch: str) -> bool:
        """Whether it would answer for this state of the database; raises nothing."""
        ...

    # Its words

    def frequencies(self, epoch: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many quotes each stands; 0 for what occurs nowhere."""
        ...

    def standing(self, epoch: str, terms: Iterable[str]) -> tuple[int, dict[str, int]]:
        """How many quotes there are, and in how many each stands in any form."""
        ...

    def corrections(self, epoch: str, terms: Sequence[str]) -> list[list[str]]:
        """For each the words one edit away, the most frequent first."""
        ...

    def completions(self, epoch: str, prefix: str, hidden: Collection[int], limit: int) -> list[str]:
        """The most frequent words that begin so and stand in a quote that may be shown."""
        ...

    # For the worker, which alone writes to the index in use

    def marker(self) -> Marker:
        """Asked before anything is written."""
        ...

    def mark(self, marker: Marker) -> None: ...

    def replace(self, kind: Kind, ids: Collection[int], seen: int, read: Read) -> None:
        """The documents with these ids by those that there are now; they are read after the change `seen`."""
        ...

    def purge(self) -> None:
        """Leaves nothing of the documents that were deleted: for a text that was removed for good."""
        ...

    def holding(self, quotes: Collection[int]) -> set[int]:
        """The articles that the index knows to hold any of these quotes."""
        ...

    def withdraw(self) -> None:
        """The index in use is no longer in use, for good."""
        ...

    # For operators

    def building(self, seen: int) -> AbstractContextManager[Building]:
        """Documents are read after the change `seen`. Without `publish`, nothing is left of it."""
        ...

    def held(self) -> Held: ...

    def prints(self, kind: Kind) -> list[tuple[int, int]]:
        """Of each document: its id and its `print`."""
        ...

    def damaged(self) -> list[str]:
        """What is wrong with its bytes."""
        ...


def check_version(version: str, own: str) -> None:
    """Raises IndexUnavailableError for an index of another version than the program's."""
    if version != own:
        one, two = ([int(number) for number in each.split(".")] for each in (version, own))
        kind = NewerIndexError if one > two else IndexUnavailableError
        raise kind(f"the index has version {version}, the program {own}")


# What a full disk, a quota or a disk that may only be read says: waiting helps, building a new index does not.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def no_room(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def ordinal(day: date | None) -> int:
    """Days as numbers; 0 is an unknown day."""
    return day.toordinal() if day else 0
