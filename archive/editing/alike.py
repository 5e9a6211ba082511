"""Whether most of a text stands in another article already: another copy of an agency's report, or the same page again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Article
from archive.text.folding import fold

RUN = 8  # words of a shingle
PROBES, PROBE = 6, 6  # places of the text that are looked for, and their words
SHARE = 0.8
SHORTEST = 40  # words: a shorter text is anybody's
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Alike:
    article: Article
    share: float

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def alike(text: str, but: int | None = None) -> list[Alike]:
    """Articles that hold four fifths of its runs of words, white space and capitals aside; the likest first."""
    words = text.split()
    if len(words) < SHORTEST:
        return []
    own = shingles(text)
    found = [Alike(each, len(own & shingles(each.raw_text)) / len(own)) for each in candidates(words, but)]
    return sorted((each for each in found if each.share >= SHARE), key=lambda each: -each.share)


def candidates(words: list[str], but: int | None) -> Iterator[Article]:
    """Those that hold one of a few places of the text."""
    holds = Q()
    for at in range(PROBES):
        first = at * (len(words) - PROBE) // (PROBES - 1)
        holds |= Q(raw_text__regex=r"\s+".join(re.escape(word) for word in words[first : first + PROBE]))
    yield from Article.objects.filter(holds).exclude(pk=but).order_by("-pk")[:10]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
