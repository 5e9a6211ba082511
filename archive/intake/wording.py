"""Other wordings of the same words: something to show an editor, never a reason to merge."""

import difflib
from collections.abc import Hashable, Iterable
from typing import TypeVar

from archive.intake.names import name_key

Key = TypeVar("Key", bound=Hashable)
LIKELY = 0.75


def similar_wordings(words: str, known: Iterable[tuple[Key, str]], limit: int = 5) -> list[tuple[Key, float]]:
    """Known statements whose sorted words are at least 0.75 alike, likeliest first, with the likeness."""
    own = _sorted_words(words)
    scored = ((key, _likeness(own, _sorted_words(other))) for key, other in known)
    return sorted((pair for pair in scored if pair[1] >= LIKELY), key=lambda pair: -pair[1])[:limit]


def _sorted_words(words: str) -> str:
    return " ".join(sorted(name_key(words).split()))


def _likeness(own: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, own, other, autojunk=False)
    # Upper bounds first: most pairs are far apart and the full comparison is slow.
    if matcher.real_quick_ratio() < LIKELY or matcher.quick_ratio() < LIKELY:
        return 0.0
    return matcher.ratio()
