"""An article's text cut into pieces: which quotes cover each, what may be shown, what was removed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from archive.models import Article, Quote, QuoteSpan
from archive.text import Offsets

_LINE = re.compile(r"\S[^\n]*")
_STOP = re.compile(r"[.!?…][\"”’»)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Prof|No|vs|Dept|Gov|Lt|Col|Sgt))\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same quotes cover. `begins` are those whose words begin here."""

    text: str
    quotes: tuple[Quote, ...] = ()
    begins: tuple[Quote, ...] = ()
    removed: bool = False


@dataclass(slots=True)
class Paragraph:
    """Pieces of one line of the text, in runs; between two runs something is left out."""

    runs: list[list[Piece]] = field(default_factory=list)
    cut_before: bool = False
    cut_after: bool = False

    @property
    def quotes(self) -> list[Quote]:
        """Those that begin in this paragraph."""
        return [quote for run in self.runs for piece in run for quote in piece.begins]


Spans = list[tuple[int, int, Quote]]


def words_of(quotes: Iterable[Quote]) -> Spans:
    words = QuoteSpan.Part.WORDS
    return sorted(
        ((span.start, span.end, quote) for quote in quotes for span in quote.parts(words)),
        key=lambda span: (span[0], span[1], span[2].pk),
    )


def paragraphs(article: Article, quotes: Iterable[Quote], *, everything: bool = False) -> list[Paragraph]:
    """The body as far as the article's rights allow; all of it for those who may see everything."""
    spans = words_of(quotes)
    if everything or article.rights == Article.Rights.FULL:
        shown = body_lines(article)
    else:
        shown = excerpts(article, spans)
    return list(_paragraphs(article.raw_text, shown, spans))


def raw_pieces(article: Article, quotes: Iterable[Quote]) -> list[Piece]:
    """The whole raw text, with what the body leaves out marked as removed."""
    text, spans = article.raw_text, words_of(quotes)
    edges = {edge for span in article.body for edge in span}
    return list(_pieces(text, 0, len(text), spans, edges, article.removed))


def in_sentence(article: Article, quote: Quote) -> list[Paragraph]:
    """The sentences of a quote's words, and of who said them if that stands in the same paragraph.

    Nothing where only the quotes may be shown.
    """
    if article.rights == Article.Rights.QUOTES:
        return []
    text, spans = article.raw_text, words_of([quote])
    lines = {line_around(text, start, end) for start, end, _ in spans}
    parts = [span for span in quote.spans.all() if line_around(text, span.start, span.end) in lines]
    sentences = _joined(sentence(text, span.start, span.end) for span in parts)
    return list(_paragraphs(text, sentences, spans))


class Readable(Protocol):
    """An article, or the row of one."""

    @property
    def raw_text(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def rights(self) -> str: ...
    @property
    def body(self) -> list[Offsets]: ...


def body_lines(article: Readable) -> list[Offsets]:
    """Lines of the body without the title, which a page shows as its heading."""
    lines = [
        (match.start(), match.end())
        for start, end in article.body
        for match in _LINE.finditer(article.raw_text, start, end)
    ]
    return [line for line in lines if article.raw_text[slice(*line)] != article.title]


def excerpts(article: Readable, spans: Iterable[tuple[int, int, object]]) -> list[Offsets]:
    if article.rights == Article.Rights.QUOTES:
        return _joined((start, end) for start, end, _ in spans)
    return _joined(sentence(article.raw_text, start, end) for start, end, _ in spans)


def sentence(text: str, start: int, end: int) -> Offsets:
    """From the beginning of the sentence that holds `start` to the end of the one that holds `end`."""
    first, last = line_around(text, start, end)
    stops = [
        match.end()
        for match in _STOP.finditer(text, first, last)
        if not _ABBREVIATION.search(text, first, match.end())
    ]
    before = max((stop for stop in stops if stop <= start), default=first)
    after = min((stop for stop in stops if stop >= end), default=last)
    return before + len(text[before:start]) - len(text[before:start].lstrip()), after


def line_around(text: str, start: int, end: int) -> Offsets:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def _joined(spans: Iterable[Offsets]) -> list[Offsets]:
    joined: list[Offsets] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _paragraphs(text: str, shown: Iterable[Offsets], spans: Spans) -> Iterator[Paragraph]:
    paragraph, line = Paragraph(), (-1, -1)
    for start, end in shown:
        if start >= line[1]:
            if paragraph.runs:
                yield paragraph
            line = line_around(text, start, end)
            paragraph = Paragraph(cut_before=bool(text[line[0] : start].strip()))
        paragraph.runs.append(list(_pieces(text, start, end, spans)))
        paragraph.cut_after = bool(text[end : line[1]].strip())
    if paragraph.runs:
        yield paragraph


def _pieces(
    text: str,
    start: int,
    end: int,
    spans: Spans,
    edges: Iterable[int] = (),
    removed: Iterable[Offsets] = (),
) -> Iterator[Piece]:
    cuts = {start, end, *edges, *(edge for span in spans for edge in span[:2])}
    firsts = {quote.pk: first for first, _, quote in reversed(spans)}
    for a, b in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        over = tuple(quote for first, last, quote in spans if first <= a and b <= last)
        begins = tuple(quote for quote in over if a == firsts[quote.pk])
        gone = any(first <= a and b <= last for first, last in removed)
        yield Piece(text[a:b], over, begins, gone)
