"""The one word by which a reporting phrase is counted: "denied" of "has also denied"."""

from archive.text import slug

# Words that stand before a reporting verb and say nothing of it.
BEFORE = frozenset(
    [
        "has",
        "have",
        "had",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "also",
        "later",
        "then",
        "earlier",
        "again",
        "further",
        "he",
        "she",
        "they",
        "it",
    ]
)
PHRASES = ("according to",)


def reporting_verb(cue: str) -> str:
    """As addresses name it: "denied", "according-to"; "" for what has no letters."""
    words = slug(cue, words=12).split("-")
    for phrase in PHRASES:
        if words[: len(phrase.split())] == phrase.split():
            return "-".join(phrase.split())
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    return words[0]
