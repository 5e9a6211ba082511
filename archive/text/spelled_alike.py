"""Names that are spelled alike, among very many, without comparing each with each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence


def trigrams(name: str) -> frozenset[str]:
    """Those of each word, with what marks its beginning and its end, as PostgreSQL's pg_trgm counts them."""
    padded = (f"  {word} " for word in name.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / ((len(one) + len(other) - both) or 1)


def alike(names: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The places of two folded names of which at least this share of trigrams is common, with the share.

    Only names with a word in common are compared, or with one that another letter, or one more, makes the same.
    """
    held: defaultdict[str, list[int]] = defaultdict(list)
    sets = [trigrams(name) for name in names]
    for at, name in enumerate(names):
        keys = {key for word in name.split() for key in _spellings(word)}
        for other in {other for key in keys if key in held for other in held[key]}:
            if (common := share(sets[at], sets[other])) >= least:
                yield other, at, common
        for key in keys:
            held[key].append(at)


def _spellings(word: str) -> list[str]:
    """The word, and what is left of it without one letter."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 1)]
