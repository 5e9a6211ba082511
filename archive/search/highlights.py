"""Where the words of a query stand in a text, as offsets into it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.search.analysis import STOP_WORDS, Token, exact_terms, is_cjk, stem, tokens, within_one_edit
from archive.search.language import Fuzzy, Node, Phrase, Prefix, QueryError, Word, is_stop_word, leaves, parse

Span = tuple[int, int]


def highlight(query: str, text: str, added: Iterable[str] = ()) -> list[Span]:
    """Spans in order, apart. `added` are the spellings that the search added to the query."""
    marker = _marker(query, tuple(added))
    return marker.spans(text) if marker else []


@lru_cache(maxsize=256)
def _marker(query: str, added: tuple[str, ...]) -> "Marker | None":
    try:
        return Marker([*leaves(parse(query)), *map(Phrase, added)])
    except QueryError:
        return None


class Marker:
    """What to look for, sorted by how it is looked for."""

    def __init__(self, wanted: list[Node]) -> None:
        self.stems: set[str] = set()
        self.exact: set[str] = set()
        self.prefixes: tuple[str, ...] = ()
        self.near: list[str] = []
        self.sequences: list[list[str]] = []
        self._known: dict[str, bool] = {}
        for leaf in [leaf for leaf in wanted if not is_stop_word(leaf)] or wanted:
            if isinstance(leaf, Word | Phrase | Prefix | Fuzzy) and (terms := exact_terms(leaf.text)):
                self._want(leaf, terms)

    def _want(self, leaf: Word | Phrase | Prefix | Fuzzy, terms: list[str]) -> None:
        if isinstance(leaf, Prefix) or (is_cjk(terms[0]) and len(terms[0]) == 1):
            self.prefixes += (terms[-1],)
        elif isinstance(leaf, Fuzzy):
            self.near.append(terms[-1])
        elif len(terms) > 1:
            self.sequences.append(terms)
        elif isinstance(leaf, Phrase) or terms[0] in STOP_WORDS:
            self.exact.add(terms[0])
        else:
            self.stems.add(stem(terms[0]))

    def spans(self, text: str) -> list[Span]:
        found = list(tokens(text))
        spans = [(token.start, token.end) for token in found if self._is_wanted(token.term)]
        for terms in self.sequences:
            spans += _sequences(terms, found)
        return list(_merged(sorted(spans)))

    def _is_wanted(self, term: str) -> bool:
        return (
            stem(term) in self.stems
            or term in self.exact
            or bool(self.prefixes and term.startswith(self.prefixes))
            or bool(
                self.near and any(term[0] == word[0] and within_one_edit(word, term) for word in self.near)
            )
        )


def _sequences(terms: list[str], found: list[Token]) -> Iterator[Span]:
    size = len(terms)
    all_terms = [token.term for token in found]
    for at in range(len(found) - size + 1):
        if all_terms[at] == terms[0] and all_terms[at : at + size] == terms:
            yield found[at].start, found[at + size - 1].end


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
