"""The words of the index: how often one occurs, how one begins, and which are spelled nearly alike."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from archive.search.analysis import STOP_WORDS, stem
from archive.search.engines.whoosh import docsets
from archive.search.engines.whoosh.reader import SegmentView, Snapshot
from archive.search.engines.whoosh.schema import EXACT_FIELD, TEXT_FIELD
from archive.search.engines.whoosh.terms import near_words

MAX_LOOKED_AT = 40


def frequency(snapshot: Snapshot, word: str, field: str = EXACT_FIELD) -> int:
    lists = (view.data.terms(field) for view in snapshot.segments)
    return sum(terms.frequency(at) for terms in lists if (at := terms.find(word)) >= 0)


def standing(snapshot: Snapshot, word: str) -> int:
    """In how many documents any form of it stands."""
    if word in STOP_WORDS:
        return frequency(snapshot, word)
    return frequency(snapshot, stem(word), TEXT_FIELD)


def corrections(snapshot: Snapshot, word: str) -> list[str]:
    """Words one edit away, the most frequent first."""
    found: Counter[str] = Counter()
    for view in snapshot.segments:
        terms = view.data.terms(EXACT_FIELD)
        for at in near_words(terms, word):
            found[terms.words[at]] += terms.frequency(at)
    return [near for near, _ in found.most_common()]


def completions(snapshot: Snapshot, prefix: str, hidden: Iterable[int], limit: int) -> list[str]:
    """The most frequent words that begin so and stand in a quote that may be shown."""
    found: Counter[str] = Counter()
    for view in snapshot.segments:
        found.update(_begun(view, prefix))
    hidden = frozenset(hidden)
    words = [word for word, _ in found.most_common(MAX_LOOKED_AT)]
    return [word for word in words if any(_shown(v, word, hidden) for v in snapshot.segments)][:limit]


def _begun(view: SegmentView, prefix: str) -> dict[str, int]:
    terms = view.data.terms(EXACT_FIELD)
    first, end = terms.prefixed(prefix)
    frequencies = terms.frequencies(first, end)
    best = np.argsort(-frequencies, kind="stable")[:MAX_LOOKED_AT].tolist()
    return {terms.words[first + at]: int(frequencies[at]) for at in best}


def _shown(view: SegmentView, word: str, hidden: frozenset[int]) -> bool:
    terms = view.data.terms(EXACT_FIELD)
    at = terms.find(word)
    if at < 0 or terms.is_made(at):
        return False
    docs = terms.docs(at)
    if view.alive is not None:
        docs = docs[view.alive[docs]]
    return len(docsets.difference(docs, view.data.docs_of(hidden), view.data.size)) > 0
