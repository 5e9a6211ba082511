"""Where the words of a quotation stand in a longer text, though they were cut, joined or changed on the way.

A local alignment of words (Smith and Waterman 1981) with a low price for words left out, since newspapers leave out more than they change.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.text import Term
from archive.text.folding import fold

# An editor's bracket within a word, "[W]e will", is not looked at.
_WORD = re.compile(r"(?:\[[^\W\d_]\])?[^\W_]+(?:['’][^\W_]+)*")
# Han, kana and Hangul have no spaces between words, or few: there a word is a letter.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
FUNCTION_WORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "do",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "s",
        "t",
        "re",
        "ve",
        "ll",
    ]
)
MOST_WORDS = 400  # of a quotation; what is longer is held against its first words
REACH = 90  # words that may be left out between two runs of one passage


@dataclass(frozen=True)
class Alignment:
    """Which words of a quotation (`quoted`) are which of a text (`stands`), pair by pair, in order."""

    quoted: Sequence[Term]
    text: Sequence[Term]
    pairs: Sequence[tuple[int, int]]

    @property
    def start(self) -> int:
        return self.text[self.pairs[0][1]].start

    @property
    def end(self) -> int:
        return self.text[self.pairs[-1][1]].end

    @property
    def kept(self) -> int:
        return len(self.pairs)

    @property
    def telling(self) -> int:
        """The words kept that say something by themselves."""
        return sum(1 for i, _ in self.pairs if self.quoted[i].term not in FUNCTION_WORDS)

    @property
    def share(self) -> float:
        return self.kept / len(self.quoted) if self.quoted else 0.0

    @cached_property
    def longest_run(self) -> int:
        longest = run = 1
        for (a, b), (c, d) in zip(self.pairs, self.pairs[1:], strict=False):
            run = run + 1 if (c, d) == (a + 1, b + 1) else 1
            longest = max(longest, run)
        return longest

    @property
    def widest_gap(self) -> int:
        """The most words that the text has between two that the quotation joins."""
        return max((d - b - 1 for (_, b), (_, d) in zip(self.pairs, self.pairs[1:], strict=False)), default=0)

    @property
    def exact(self) -> bool:
        return self.kept == len(self.quoted) == self.pairs[-1][1] - self.pairs[0][1] + 1


def words(text: str, at: int = 0) -> list[Term]:
    """Compared without case, marks and the shape of apostrophes; the text stands `at` this place of another."""
    found = []
    for match in _WORD.finditer(text):
        word, start = match[0], match.start() + at
        term = word if word[0] != "[" else word[1] + word[3:]
        if term.isascii():
            found.append(Term(term.lower(), start, start + len(word)))
        elif _UNSPACED.search(term):
            found += [Term(c, start + n, start + n + 1) for n, c in enumerate(word)]
        else:
            found.append(Term(fold(term), start, start + len(word)))
    return found


def align(quoted: Sequence[Term], text: Sequence[Term]) -> Alignment | None:
    """The best passage for the quotation, or None if hardly a word of it stands there in order."""
    quoted = quoted[:MOST_WORDS]
    pairs = _best_chain(quoted, text)
    return Alignment(quoted, text, pairs) if pairs else None


def _weights(quoted: Sequence[Term]) -> Mapping[str, float]:
    return {word.term: 0.35 if word.term in FUNCTION_WORDS or len(word.term) < 2 else 1.0 for word in quoted}


def _best_chain(quoted: Sequence[Term], text: Sequence[Term]) -> list[tuple[int, int]]:
    """The heaviest chain of equal words in the order of both texts; a run weighs more than its words."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(quoted):
        places.setdefault(word.term, []).append(i)
    weights = _weights(quoted)
    best: list[
        tuple[float, int, int, int]
    ] = []  # score, place in quote, place in text, index of the one before
    recent: list[int] = []  # indexes in `best` within reach
    for j, word in enumerate(text):
        here = places.get(word.term)
        if not here:
            continue
        recent = [k for k in recent if j - best[k][2] <= REACH]
        own = [_extended(i, j, weights[word.term], best, recent) for i in here]
        recent += range(len(best), len(best) + len(own))
        best += own
        if len(recent) > 160:
            recent = sorted(recent, key=lambda k: best[k][0])[-120:]
            recent.sort()
    return _unrolled(best)


def _extended(
    i: int, j: int, weight: float, best: list[tuple[float, int, int, int]], recent: list[int]
) -> tuple[float, int, int, int]:
    score, before = weight, -1
    for k in recent:
        other, a, b, _ = best[k]
        if a >= i or b >= j:
            continue
        left_out, put_in = j - b - 1, i - a - 1
        run = 0.5 if not left_out and not put_in else -min(0.3 + 0.03 * left_out, 1.6) - 0.25 * put_in
        if other + weight + run > score:
            score, before = other + weight + run, k
    return score, i, j, before


def _unrolled(best: list[tuple[float, int, int, int]]) -> list[tuple[int, int]]:
    if not best:
        return []
    at = max(range(len(best)), key=lambda k: best[k][0])
    pairs = []
    while at >= 0:
        _, i, j, before = best[at]
        pairs.append((i, j))
        at = before
    return pairs[::-1]


def evidence(alignment: Alignment, rarity: Mapping[str, float] | None = None) -> float:
    """From 0 to 1: which part of the quotation's weight stands in the passage, rare words weighing more."""
    rarity = rarity or {}
    counts = Counter(word.term for word in alignment.quoted)
    default = _weights(alignment.quoted)
    total = sum(rarity.get(term, default[term]) * count for term, count in counts.items())
    kept = sum(rarity.get(term := alignment.quoted[i].term, default[term]) for i, _ in alignment.pairs)
    return kept / total if total else 0.0
