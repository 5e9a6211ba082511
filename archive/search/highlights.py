"""Where the words of a query stand in a text, as offsets into it."""

from collections.abc import Iterable

from archive.search.analysis import Token, exact_terms, is_cjk, tokens, within_one_edit
from archive.search.analysis import stems as stems_of
from archive.search.language import Fuzzy, Node, Phrase, Prefix, QueryError, Word, is_stop_word, leaves, parse

Span = tuple[int, int]


def highlight(query: str, text: str, added: Iterable[str] = ()) -> list[Span]:
    """Spans in order, apart. `added` are the spellings that the search added to the query."""
    try:
        wanted = [*leaves(parse(query)), *map(Phrase, added)]
    except QueryError:
        return []
    found = list(tokens(text))
    telling = [leaf for leaf in wanted if not is_stop_word(leaf)] or wanted
    spans = (span for leaf in telling for span in _places(leaf, found))
    return _merged(sorted(spans))


def _places(leaf: Node, found: list[Token]) -> list[Span]:
    if not isinstance(leaf, Word | Phrase | Prefix | Fuzzy):
        return []
    terms = exact_terms(leaf.text)
    if not terms:
        return []
    if len(terms) > 1 or isinstance(leaf, Phrase) or is_cjk(leaf.text[0]):
        return _sequences(terms, found)
    return [(token.start, token.end) for token in found if _matches(leaf, terms[0], token.term)]


def _matches(leaf: Node, wanted: str, term: str) -> bool:
    if isinstance(leaf, Prefix):
        return term.startswith(wanted)
    if isinstance(leaf, Fuzzy):
        return term[0] == wanted[0] and within_one_edit(wanted, term)
    return term == wanted or (bool(stems_of([wanted])) and stems_of([wanted]) == stems_of([term]))


def _sequences(terms: list[str], found: list[Token]) -> list[Span]:
    size = len(terms)
    all_terms = [token.term for token in found]
    starts = (at for at in range(len(found) - size + 1) if all_terms[at] == terms[0])
    return [
        (found[at].start, found[at + size - 1].end) for at in starts if all_terms[at : at + size] == terms
    ]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
