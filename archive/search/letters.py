"""Letters: what belongs to each, how they are folded into terms, and scripts that are written without spaces.

These, and Korean, whose words take endings, become overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from archive.text import Term
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


_CJK = "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_KOREAN = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
# Their digits and stops are left to others.
_THAI_AND_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_BURMESE_AND_KHMER = "\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17dc\u17dd"
UNSPACED = _CJK + _THAI_AND_LAO + _BURMESE_AND_KHMER

_ONE = re.compile(f"[{UNSPACED}]")
_HANGUL = "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]?[\u11a8-\u11ff\ud7cb-\ud7fb]?|[가-힣][\u11a8-\u11ff]?"
# A character with all that belongs to it: vowel signs, the voice marks of half-width kana, jamo of one syllable.
_CLUSTER = re.compile(rf"(?:{_HANGUL}|.)[{MARKS}{IGNORED}\uff9e\uff9f]*", re.DOTALL)
# These are clusters by themselves, and normal, as nearly all of a text is: there is nothing to look for.
_SIMPLE = re.compile("[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
# Where a line ends within a run, without a mark; and what Thai and Khmer pages put, unseen, between words.
LINE_END = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_RUN = rf"[{UNSPACED}][{UNSPACED}{MARKS}{IGNORED}]*"
_WRAP = rf"(?:[\u200b\u200c]{{1,3}}|[ \t]{{0,40}}{LINE_END}[ \t]{{0,40}})"
RUNS = rf"{_RUN}(?:{_WRAP}{_RUN})*"
WRAPPED = rf"[{UNSPACED}{MARKS}{IGNORED}]{_WRAP}[{UNSPACED}]"
_LINE = re.compile(_RUN)
_IS_KOREAN = re.compile(f"[{_KOREAN}]")
# Korean ends its lines between words, or within one: nobody can tell which.
_END = rf"[ \t{IGNORED}]*{LINE_END}[ \t]*"
_KOREAN_LINE = re.compile(rf"{_END}(?=[{_KOREAN}])|(?<=[{_KOREAN}]){_END}")
# What words end with; not 이, 가, 의, which other words begin with.
_ENDING = re.compile(
    "(?:[은는를]|(?<![가고노마])을|에는?|에서|에게|으로|까지|부터|[하되]는|하고|[했됐한된]다)$"
)
_WHOLE = "="  # before a whole word of Korean, which is no pair
_INVISIBLE = re.compile(f"[{IGNORED}]")


def is_cjk(character: str) -> bool:
    return bool(_ONE.match(character))


def is_single(term: str) -> bool:
    """Whether a term is one character of these scripts: half a pair."""
    return is_cjk(term) and _CLUSTER.fullmatch(term) is not None


def is_korean(text: str) -> bool:
    return _IS_KOREAN.search(text) is not None


def parts(runs: str) -> list[list[list[Term]]]:
    """The characters of each line of what belongs together: Korean does not go on over a line end for sure."""
    bounds = [0, *chain.from_iterable(match.span() for match in _KOREAN_LINE.finditer(runs)), len(runs)]
    found = (_lines(runs, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return [lines for lines in found if lines]


def _lines(runs: str, start: int, end: int) -> list[list[Term]]:
    found = (_clusters(match.group(), match.start()) for match in _LINE.finditer(runs, start, end))
    return [line for line in found if line]


def whole(word: str) -> str:
    """The term of a word of Korean as a whole."""
    return word if len(word) < 3 else (_WHOLE + word)[:MAX_TERM]


def without_ending(word: str) -> str:
    return _ENDING.sub("", word)


def _clusters(run: str, at: int) -> list[Term]:
    if _SIMPLE.fullmatch(run):
        return [Term(letter, n, n + 1) for n, letter in enumerate(run, at)]
    found = (
        Term(
            unicodedata.normalize("NFKC", _INVISIBLE.sub("", match.group())),
            at + match.start(),
            at + match.end(),
        )
        for match in _CLUSTER.finditer(run)
    )
    return [cluster for cluster in found if cluster.term]
