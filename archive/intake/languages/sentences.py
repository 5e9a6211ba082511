"""Sentences of one paragraph; what stands in marks is never cut."""

import itertools
import re
from collections.abc import Iterator

from archive.intake.languages.marked import BLOT
from archive.intake.languages.table import Language
from archive.intake.spans import Span, stripped

_EAST = re.compile(r"[。！？!?]+")
_WEST = re.compile(rf"(?<![.!?…])[.!?…]+[)\]]*\s+(?=[–—-]?\s*(?:{BLOT}|[\"«„“»(¿¡]?\s*[^\W_a-zа-яßà-ÿіїєґ]))")
_MARKED = re.compile(f"(?<=[：:]){BLOT}{{3,}}")
_MARKED_BEFORE_SPACE = re.compile(rf"(?<=: ){BLOT}{{3,}}\s+(?=[^\W_a-zа-яßà-ÿіїєґ])")
_CLOSERS = ' ”“»"„‟」』'
_LAST = re.compile(r"(?:^|[\s(])([^\s(]{1,12})$")


def sentences(language: Language, flat: str, bare: str, span: Span) -> tuple[Span, ...]:
    starts = sorted(
        {span.start, *_ends(language, bare, span), *_ends_in_marks(language, flat, bare, span), span.end}
    )
    spans = (stripped(bare, Span(*pair)) for pair in itertools.pairwise(starts))
    return tuple(each for each in spans if each.end > each.start)


def _ends_in_marks(language: Language, flat: str, bare: str, span: Span) -> Iterator[int]:
    """X说：“A。”Y说：“B。”, X sagte: „A.“ Laut Y: the stop inside the marks ends the sentence that brought them in."""
    if language.script == "han":
        pattern, stops = _MARKED, "。！？"
    elif language.script in ("latin", "cyrillic"):
        pattern, stops = _MARKED_BEFORE_SPACE, ".!?…"
    else:
        return
    for match in pattern.finditer(bare, *span):
        if flat[match.start() : match.end()].rstrip(_CLOSERS)[-1:] in stops:
            yield match.end()


def _ends(language: Language, bare: str, span: Span) -> Iterator[int]:
    pattern = _EAST if language.script in ("han", "kana") else _WEST
    for match in pattern.finditer(bare, *span):
        if pattern is _EAST or not _abbreviated(
            language, bare[max(span.start, match.start() - 14) : match.start() + 1], bare[match.end()] == BLOT
        ):
            yield match.end()


def _abbreviated(language: Language, before: str, quoted: bool) -> bool:
    """“z. B.”, “г. Москва”, “am 3. Mai”, an initial; but “en la red social X. «A»”."""
    last = _LAST.search(before[:-1])
    if last is None or not before.endswith("."):
        return False
    word = last[1].casefold()
    ordinal = language.compound and word.isdigit() and len(word) < 3
    return ordinal or word in language.abbreviations or (len(word) == 1 and last[1].isupper() and not quoted)
