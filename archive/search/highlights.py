"""Where the words of a query stand in a text, as offsets into it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from archive.search.analysis import (
    STOP_WORDS,
    Form,
    Forms,
    Reading,
    forms,
    forms_of,
    is_single,
    last_terms,
    readings,
    stem,
    within_one_edit,
    word_readings,
)
from archive.search.language import (
    Fuzzy,
    Node,
    Phrase,
    Prefix,
    QueryError,
    Word,
    is_stop_word,
    leaves,
    parse,
    with_models,
)

Span = tuple[int, int]

PIECES = 4096  # of texts, remembered of each query
LONGEST = 50_000  # characters of one line or quote that are looked at: marks are a comfort


def highlight(query: str, text: str, added: Iterable[str] = ()) -> list[Span]:
    """Spans in order, apart. `added` are the spellings that the search added to the query."""
    marker = _marker(query, tuple(added))
    return marker.spans(text) if marker else []


@lru_cache(maxsize=256)
def _marker(query: str, added: tuple[str, ...]) -> "Marker | None":
    try:
        return Marker([*leaves(with_models(parse(query))), *map(Phrase, added)])
    except QueryError:
        return None


class Marker:
    """What to look for, sorted by how it is looked for."""

    def __init__(self, wanted: list[Node]) -> None:
        self.stems: set[str] = set()
        self.exact: set[str] = set()
        self.prefixes: tuple[str, ...] = ()
        self.near: list[str] = []
        self.sequences: list[Reading] = []
        for leaf in [leaf for leaf in wanted if not is_stop_word(leaf)] or wanted:
            if isinstance(leaf, Prefix):
                self.prefixes += last_terms(leaf.text)
            elif isinstance(leaf, Fuzzy):
                self.near += last_terms(leaf.text)
            elif isinstance(leaf, Phrase | Word):
                for terms in readings(leaf.text) if isinstance(leaf, Phrase) else word_readings(leaf.text):
                    self._want(leaf, terms)
        self._in_sequences = frozenset(chain.from_iterable(self.sequences))
        self._read = lru_cache(maxsize=PIECES)(self._looked_for)  # the same words stand in most quotes

    def _want(self, leaf: Word | Phrase, terms: Reading) -> None:
        if len(terms) > 1:
            self.sequences.append(terms)
        elif not terms:
            pass
        elif isinstance(leaf, Phrase) or terms[0] in STOP_WORDS:
            self.exact.add(terms[0])
        elif is_single(terms[0]):
            self.prefixes += terms
        else:
            self.stems.add(stem(terms[0]))

    def spans(self, text: str) -> list[Span]:
        found = list(forms(text[:LONGEST], self._read))
        spans = [(form.start, form.end) for form in found if self._matches(form.term)]
        if self.sequences:
            following = Following(found)
            spans += (span for terms in self.sequences for span in following.spans(terms))
        return list(_merged(sorted(spans)))

    def _looked_for(self, piece: str) -> Forms:
        found, width = forms_of(piece)
        wanted = (form for form in found if form.term in self._in_sequences or self._matches(form.term))
        return tuple(wanted), width

    def _matches(self, term: str) -> bool:
        return (
            (stem(term) in self.stems and term not in STOP_WORDS)
            or term in self.exact
            or bool(self.prefixes and term.startswith(self.prefixes))
            or any(within_one_edit(word, term) for word in self.near)
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
