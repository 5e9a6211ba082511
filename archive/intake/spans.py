"""Spans of the raw article and the few text operations that every stage shares."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

# Same length, one character for one: offsets into the copy are offsets into the article.
# “Íngrid”, “Órla”: a capital is a capital, for every pattern that asks for one.
_CAPITALS = {
    letter: base
    for letter in map(chr, range(0xC0, 0x250))
    if letter.isupper() and (base := unicodedata.normalize("NFD", letter)[0]).isascii()
} | {"Ø": "O", "Ł": "L", "Đ": "D"}
_PLAIN = str.maketrans(
    {
        **_CAPITALS,
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\n\r\v\f\x85\u2028\u2029", " "),
    }
)
_EDGE = " \t\r\n\u00a0\u3000\"'“”„‟«»‘’‚‛`´＂「」『』,.;:–—-"
COMMA = re.compile(r",(?!\d)")
"""Not that of “12,500”."""
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


class Span(NamedTuple):
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def plain(text: str) -> str:
    """The text with typographic marks, spaces and capitals made ASCII, character for character."""
    return text.translate(_PLAIN)


def trimmed(text: str, span: Span, edge: str = _EDGE) -> Span:
    start, end = span
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end)


def stripped(text: str, span: Span) -> Span:
    """Without white space at the ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def word_count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return tuple(result)
