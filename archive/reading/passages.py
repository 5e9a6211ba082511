"""An article's text cut into pieces, each with one look: for readers what may be shown, for the desk all, with labels."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.models import Article, QuoteSpan
from archive.text import Offsets, covers
from archive.text.sentences import CAP, Lines, sentence, within

if TYPE_CHECKING:
    from archive.reading.quoted import Quoted

MOST_LINES = 2_000  # that a page sets apart: of a text with more, several make a paragraph

_LINE = re.compile(r"\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same quotes cover. `begins` are those whose words begin here, `edges` says whether a part
    of one opens or closes with it; `linked` is whether an address leads to it, `leads` whether it is the first of those."""

    text: str
    quotes: "tuple[Quoted, ...]" = ()
    begins: "tuple[Quoted, ...]" = ()
    removed: bool = False
    linked: bool = False
    leads: bool = False
    edges: str = ""


@dataclass(slots=True)
class Paragraph:
    """Pieces of one line of the text, in runs, each with its place; between two runs something is left out."""

    runs: list[tuple[int, list[Piece]]] = field(default_factory=list)
    cut_before: bool = False
    cut_after: bool = False

    @property
    def quotes(self) -> "list[Quoted]":
        """Those that begin in this paragraph."""
        return [quote for piece in self.pieces for quote in piece.begins]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for _, run in self.runs for piece in run]


Spans = list[tuple[int, int, "Quoted"]]
LINKED = "linked"
# A stretch of the text and what marks it: a quote, a reader's link (LINKED), or nothing, for what was removed.
Marked = tuple[int, int, "Quoted | str | None"]


def words_of(quotes: "Iterable[Quoted]") -> Spans:
    return sorted(
        ((start, end, quote) for quote in quotes for start, end in quote.anchor),
        key=lambda span: (span[0], span[1], span[2].id),
    )


def paragraphs(
    article: Article, quotes: "Iterable[Quoted]", linked: Offsets | None = None, *, everything: bool = False
) -> list[Paragraph]:
    """The body as far as the article's rights allow; all of it for those who may see everything."""
    quotes = list(quotes)
    spans = words_of(quotes)
    if everything or article.rights == Article.Rights.FULL:
        shown = body_lines(article.raw_text, article.body, article.title)
    else:
        around = [span for quote in quotes for span in quote.around]
        shown = excerpts(article.raw_text, article.rights, [(a, b) for a, b, _ in spans], around)
    return list(_paragraphs(article.raw_text, shown, spans, linked))


def cut_into(article: Article, shown: Iterable[Offsets], spans: Spans) -> list[Paragraph]:
    """A paragraph of each of these places, in order."""
    pieces = _Pieces(article.raw_text, spans)
    return [Paragraph([(start, pieces.between(start, end))]) for start, end in shown]


def raw_pieces(article: Article, quotes: "Iterable[Quoted]", linked: Offsets | None = None) -> list[Piece]:
    """The whole raw text, with what the body leaves out marked as removed."""
    text = article.raw_text
    return _Pieces(text, words_of(quotes), article.removed, linked).between(0, len(text))


def in_sentence(article: Article, quote: "Quoted") -> list[Paragraph]:
    """The sentences of a quote's words, and of who said them if that stands near them in the same paragraph.

    Nothing where only the quotes may be shown.
    """
    if article.rights == Article.Rights.QUOTES:
        return []
    text, spans = article.raw_text, words_of([quote])
    lines = Lines(text)
    shown = [sentence(text, start, end) for start, end, _ in spans]
    for part in quote.spans:
        for start, end, _ in spans:
            near = start - CAP <= part.start and part.end <= end + CAP
            if near and lines.around(part.start, part.end) == lines.around(start, end):
                shown.append(within(text, sentence(text, part.start, part.end), (start, end)))
    return list(_paragraphs(text, _joined(text, [*shown, *quote.around]), spans))


def body_lines(text: str, body: Iterable[Offsets], title: str) -> list[Offsets]:
    """Lines of the body without the title, which a page shows as its heading."""
    lines = [match.span() for start, end in body for match in _LINE.finditer(text, start, end)]
    kept = [line for line in lines if text[slice(*line)] != title]
    return _together(text, kept, -(-len(kept) // MOST_LINES))


def _together(text: str, lines: list[Offsets], most: int) -> list[Offsets]:
    """Up to `most` lines as one, where nothing is left out between them."""
    joined: list[Offsets] = []
    room = 0
    for start, end in lines:
        if room and not text[joined[-1][1] : start].strip():
            joined[-1], room = (joined[-1][0], end), room - 1
        else:
            joined.append((start, end))
            room = most - 1
    return joined


def excerpts(text: str, rights: str, words: Iterable[Offsets], around: Iterable[Offsets]) -> list[Offsets]:
    """What may be shown of a text: the words and what they need, with their sentences where the rights allow."""
    whole = rights != Article.Rights.QUOTES
    return _joined(text, [*(sentence(text, *span) if whole else span for span in words), *around])


def _joined(text: str, spans: Iterable[Offsets]) -> list[Offsets]:
    joined: list[Offsets] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start] == " "):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _paragraphs(
    text: str, shown: Iterable[Offsets], spans: Spans, linked: Offsets | None = None
) -> Iterator[Paragraph]:
    lines, pieces = Lines(text), _Pieces(text, spans, linked=linked)
    paragraph, line, at = Paragraph(), (-1, -1), 0
    for start, end in shown:
        if start >= line[1]:
            if paragraph.runs:
                yield _closed(paragraph, text[at : line[1]])
            line = lines.around(start, end)
            paragraph = Paragraph(cut_before=bool(text[line[0] : start].strip()))
        paragraph.runs.append((start, pieces.between(start, end)))
        at = end
    if paragraph.runs:
        yield _closed(paragraph, text[at : line[1]])


def _closed(paragraph: Paragraph, rest: str) -> Paragraph:
    paragraph.cut_after = bool(rest.strip())
    return paragraph


class _Pieces:
    """A text's pieces. Runs of it that come in order, as all shown ones do, take one walk over the spans."""

    def __init__(
        self, text: str, spans: Spans, removed: Iterable[Offsets] = (), linked: Offsets | None = None
    ) -> None:
        self.text = text
        self.firsts = {quote.pk: first for first, _, quote in reversed(spans)}
        marked: list[Marked] = [*spans, *((start, end, None) for start, end in removed)]
        if linked:
            marked.append((*linked, LINKED))
        self.waiting = sorted(marked, key=lambda span: span[0])[::-1]
        self.open: list[Marked] = []
        self.led = False
        self.opening, self.closing = {start for start, _, _ in spans}, {end for _, end, _ in spans}

    def between(self, start: int, end: int) -> list[Piece]:
        while self.waiting and self.waiting[-1][0] < end:
            self.open.append(self.waiting.pop())
        self.open = [span for span in self.open if span[1] > start]
        return [self.piece(a, b, over) for a, b, over in covers(self.open, start, end)]

    def piece(self, start: int, end: int, over: "list[Quoted | str | None]") -> Piece:
        quotes = tuple(quote for quote in over if quote and not isinstance(quote, str))
        begins = tuple(quote for quote in quotes if self.firsts[quote.pk] == start)
        linked = LINKED in over
        leads, self.led = linked and not self.led, self.led or linked
        edges = (" opens" if start in self.opening else "") + (" closes" if end in self.closing else "")
        return Piece(
            self.text[start:end], quotes, begins, None in over, linked, leads, edges if quotes else ""
        )


# A stretch of the text and what it is called: "cue", "p12".
Label = tuple[int, int, str]


@dataclass
class Segment:
    """`first_of` lists the quotes, and `first_labels` the labels, whose first words these are."""

    text: str
    removed: bool
    quotes: list[int] = field(default_factory=list)
    first_of: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    first_labels: list[str] = field(default_factory=list)


def segments(article: Article, labelled: Sequence[Label] = ()) -> list[Segment]:
    text, removed = article.raw_text, article.removed
    words = QuoteSpan.objects.filter(quote__article=article, part=QuoteSpan.Part.WORDS)
    quoted = [(span.start, span.end, span.quote_id) for span in words.order_by("start", "quote_id")]
    marks: list[tuple[int, int, int | str | None]] = [*quoted, *labelled]
    marks += [(start, end, None) for start, end in removed]
    seen: set[int | str] = set()
    found = []
    for start, end, over in covers(marks, 0, len(text)):
        quotes = [mark for mark in over if isinstance(mark, int)]
        labels = [mark for mark in over if isinstance(mark, str)]
        segment = Segment(
            text[start:end],
            removed=None in over,
            quotes=quotes,
            first_of=[quote for quote in quotes if quote not in seen],
            labels=labels,
            first_labels=[label for label in labels if label not in seen],
        )
        found.append(segment)
        seen.update(quotes, labels)
    return found
