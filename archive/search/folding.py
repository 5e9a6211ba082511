"""Terms of the index: folded words that are not too long, and what belongs to the letters of a word."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from archive.text.folding import LEFT_OUT
from archive.text.folding import fold as fold_text

MAX_TERM = 60

_LAST_MARK = 0x1FFFF


def _ranges(characters: Iterable[int]) -> str:
    """As the inside of a character class of a regular expression."""
    found: list[list[int]] = []
    for code in characters:
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in found)


# What stands on, under or beside a letter, in every script.
MARKS = _ranges(code for code in range(0x300, _LAST_MARK) if unicodedata.category(chr(code))[0] == "M")
# What has no look of its own inside a word: soft hyphens, joiners, directions, and what every folding leaves out.
IGNORED = LEFT_OUT + "\u00ad\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    return fold_text(word)[:MAX_TERM]
