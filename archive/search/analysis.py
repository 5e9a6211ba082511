"""Words to terms: the one analysis that the index, the queries and the highlights share.

An exact term is a word folded (no marks, lower case, no possessive ending); a stem is what Snowball makes of an
exact term that is no stop word. Runs of Korean, Chinese and Japanese become overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from archive.search.engines.whoosh.stemming import stem

__all__ = ["ANALYSIS_VERSION", "STOP_WORDS", "Token", "exact_terms", "is_cjk", "stem", "stems", "tokens"]

# Raised whenever the same text gives other terms: an index built with another version is rebuilt.
ANALYSIS_VERSION = 2

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "she",
        "that",
        "the",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "which",
        "who",
        "with",
    ]
)

_CJK = "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
_MARK = "\u0300-\u036f"
_LETTER = rf"[^\W\d_{_CJK}]"
_PLAIN = rf"[^\W_{_CJK}]"
_SPACED = rf"""
    (?:{_LETTER}\.){{2,}}
    | \d+(?:[.,]\d+)*(?!{_PLAIN})
    | {_PLAIN}+(?:[{_MARK}]+{_PLAIN}*)*(?:['’]{_PLAIN}(?:{_PLAIN}|[{_MARK}])*)*"""
_WORD = re.compile(rf"(?P<cjk>[{_CJK}]+) | {_SPACED}", re.VERBOSE)
_SPACED_WORD = re.compile(_SPACED, re.VERBOSE)
# Letters that Unicode does not decompose.
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_ONE_CJK = re.compile(f"[{_CJK}]")
MAX_TERM = 60


class Token(NamedTuple):
    """An exact term and where it stands in the original text."""

    term: str
    start: int
    end: int


def is_cjk(character: str) -> bool:
    return bool(_ONE_CJK.match(character))


def tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        if match.lastgroup == "cjk":
            yield from _pairs(match.group(), match.start())
        elif term := fold(match.group()):
            yield Token(term, match.start(), match.end())


def exact_terms(text: str) -> list[str]:
    if not _ONE_CJK.search(text):
        return list(filter(None, map(fold, _SPACED_WORD.findall(text))))
    terms: list[str] = []
    for match in _WORD.finditer(text):
        if match.lastgroup == "cjk":
            terms.extend(token.term for token in _pairs(match.group(), 0))
        elif term := fold(match.group()):
            terms.append(term)
    return terms


@lru_cache(maxsize=1 << 14)
def remembered_terms(text: str) -> tuple[str, ...]:
    """The same of what is asked for again and again: names, and the words of a query."""
    return tuple(exact_terms(text))


def stems(exact: Iterable[str]) -> list[str]:
    """The stems of exact terms, without the stop words."""
    return [stem(term) for term in exact if term not in STOP_WORDS]


# Told from the pronoun by their capitals, as readers do.
_UNITED_STATES = frozenset(["US", "U.S.", "U.S", "USA", "U.S.A."])


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    if word.removesuffix("'s").removesuffix("’s") in _UNITED_STATES:
        return "usa"
    decomposed = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_UNDECOMPOSED)
    folded = bare.replace("’", "'").removesuffix("'s").replace("'", "").replace("\u00ad", "")
    return (folded.replace(".", "") if folded[-1:] == "." else folded)[:MAX_TERM]


def _pairs(run: str, offset: int) -> Iterator[Token]:
    if len(run) == 1:
        yield Token(unicodedata.normalize("NFKC", run), offset, offset + 1)
    for at in range(len(run) - 1):
        yield Token(unicodedata.normalize("NFKC", run[at : at + 2]), offset + at, offset + at + 2)


def within_one_edit(one: str, other: str) -> bool:
    """Whether a letter changed, added or left out makes them the same."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]
