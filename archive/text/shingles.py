"""How much of a text stands in another: by its runs of five words (Broder 1997)."""

from archive.text.alignment import words

LONG = 5  # words of a shingle
MOST = 10_000  # words of a text that are looked at

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    terms = [word.term for word in words(text)[:MOST]]
    return frozenset(tuple(terms[at : at + LONG]) for at in range(len(terms) - LONG + 1))


def resemblance(one: Shingles, other: Shingles) -> float:
    """From 0 to 1: of all their runs, those that both have."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared or 1)


def contained(one: Shingles, other: Shingles) -> float:
    """From 0 to 1: of the runs of the one, those that the other has too."""
    return len(one & other) / len(one) if one else 0.0
