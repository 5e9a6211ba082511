"""Scripts that are written without spaces, and Korean, whose words take endings: overlapping pairs of characters."""

import re
import unicodedata
from typing import NamedTuple

from archive.search.folding import IGNORED, MARKS

_CJK = "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
# Their digits and stops are left to others.
_THAI_AND_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_BURMESE_AND_KHMER = "\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17dc\u17dd"
UNSPACED = _CJK + _THAI_AND_LAO + _BURMESE_AND_KHMER

_ONE = re.compile(f"[{UNSPACED}]")
_HANGUL = "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]?[\u11a8-\u11ff\ud7cb-\ud7fb]?|[가-힣][\u11a8-\u11ff]?"
# A character with all that belongs to it: vowel signs, the voice marks of half-width kana, jamo of one syllable.
_CLUSTER = re.compile(rf"(?:{_HANGUL}|.)[{MARKS}{IGNORED}\uff9e\uff9f]*", re.DOTALL)
# Where a line ends within a run, without a mark; and what Thai and Khmer pages put, unseen, between words.
LINE_END = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_RUN = rf"[{UNSPACED}][{UNSPACED}{MARKS}{IGNORED}]*"
_WRAP = rf"(?:[\u200b\u200c]{{1,3}}|[ \t]{{0,40}}{LINE_END}[ \t]{{0,40}})"
RUNS = rf"{_RUN}(?:{_WRAP}{_RUN})*"
WRAPPED = rf"[{UNSPACED}{MARKS}{IGNORED}]{_WRAP}[{UNSPACED}]"
_LINE = re.compile(_RUN)
_INVISIBLE = re.compile(f"[{IGNORED}]")


def is_cjk(character: str) -> bool:
    return bool(_ONE.match(character))


def is_single(term: str) -> bool:
    """Whether a term is one character of these scripts: half a pair."""
    return is_cjk(term) and _CLUSTER.fullmatch(term) is not None


class Cluster(NamedTuple):
    text: str
    start: int
    end: int


def lines(runs: str) -> list[list[Cluster]]:
    """The characters of each line."""
    found = (_clusters(match.group(), match.start()) for match in _LINE.finditer(runs))
    return [line for line in found if line]


def _clusters(run: str, at: int) -> list[Cluster]:
    found = (
        Cluster(
            unicodedata.normalize("NFKC", _INVISIBLE.sub("", match.group())),
            at + match.start(),
            at + match.end(),
        )
        for match in _CLUSTER.finditer(run)
    )
    return [cluster for cluster in found if cluster.text]
