"""One spelling for characters that look the same, or differ only by an accent."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from archive.text import LEFT_OUT, UNDECOMPOSED

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

_DEVANAGARI_NUKTA = "\u093c"  # often left out in writing; in Bengali it makes another letter, and stays


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Without accents and the vowel signs of Arabic and Hebrew, in lower case, with ASCII digits."""
    if word.isascii():
        return word.lower()[:MAX_TERM]
    bare = "".join(map(_bare, unicodedata.normalize("NFKD", word)))
    return "".join(map(_bare, unicodedata.normalize("NFKD", bare.casefold()))).translate(UNDECOMPOSED)[
        :MAX_TERM
    ]


@lru_cache(maxsize=1 << 12)
def _bare(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    return (
        ""
        if category == "Cf" or character in LEFT_OUT or (category[0] == "M" and _is_left_out(character))
        else character
    )


def _is_left_out(mark: str) -> bool:
    """Accents, and vowel signs that writers leave out; not those that make a syllable, as in Hindi and Thai."""
    kind = unicodedata.combining(mark)
    selects = "\ufe00" <= mark <= "\ufe0f" or unicodedata.category(mark) == "Me"
    return selects or mark == _DEVANAGARI_NUKTA or kind == 1 or 10 <= kind <= 36 or kind >= 200
