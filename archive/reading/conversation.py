"""A transcript as it was spoken: one turn after another, those that are quotes and those that only stand between."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archive.intake.transcripts import Turn, read
from archive.models import Article
from archive.reading.passages import Paragraph, body_lines, cut_into, words_of
from archive.text import Offsets

if TYPE_CHECKING:
    from archive.reading.quoted import Quoted


MOST = 2_000  # turns; a text with more is shown as other articles are


# A turn: its number, its label, its quote, and its paragraphs. No quotes are questions, whoever leads, what is not published.
Spoken = tuple[int, str, "Quoted | None", list[Paragraph]]


def conversation(
    article: Article, quotes: "Sequence[Quoted]", *, everything: bool = False
) -> tuple[list[Paragraph], list[Spoken]] | None:
    """What stands before the first turn, and the turns, as far as the article's rights allow; None where the text has no labels, or very many."""
    transcript = read(article.raw_text) if article.form == Article.Form.TRANSCRIPT else None
    if not transcript or len(transcript.turns) > MOST:
        return None
    whole = everything or article.rights == Article.Rights.FULL
    lines = body_lines(article.raw_text, article.body, article.title)
    first = transcript.turns[0].label[0]
    before = cut_into(article, [(a, min(b, first)) for a, b in lines if a < first], []) if whole else []
    return before, list(_spoken(article, quotes, transcript.turns, lines, whole=whole))


def _spoken(
    article: Article, quotes: "Sequence[Quoted]", turns: Sequence[Turn], lines: list[Offsets], *, whole: bool
) -> "Iterator[Spoken]":
    placed = sorted((quote for quote in quotes if quote.words), key=lambda quote: (quote.anchor[0], quote.id))
    starts = [quote.anchor[0][0] for quote in placed]
    ends = [*(turn.label[0] for turn in turns[1:]), len(article.raw_text)]
    for number, (turn, end) in enumerate(zip(turns, ends, strict=True), 1):
        start = turn.words[0][0]
        own = placed[bisect_left(starts, start) : bisect_left(starts, end)]
        if own or whole:
            shown = list(_within(lines, start, end)) if whole else [span for q in own for span in q.anchor]
            label = article.raw_text[slice(*turn.label)]
            spoken = cut_into(article, shown, words_of(own))
            yield number, label, own[0] if own else None, spoken


def _within(lines: list[Offsets], start: int, end: int) -> Iterator[Offsets]:
    """The lines between two places, cut where these lie within one."""
    for at in range(max(bisect_left(lines, (start, 0)) - 1, 0), len(lines)):
        first, last = max(lines[at][0], start), min(lines[at][1], end)
        if first >= end:
            return
        if first < last:
            yield first, last
