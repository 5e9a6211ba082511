"""Proposals of an article that is not English: its language's reader, its people, its days. No database, no model."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from archive.intake.candidates import Candidate, Resolved
from archive.intake.languages import chinese, days, japanese, korean, spaced
from archive.intake.languages.cast import Cast
from archive.intake.languages.datelines import behind_dateline
from archive.intake.languages.found import Paragraph, enough
from archive.intake.languages.marked import alike, blotted, quotations
from archive.intake.languages.phrases import opening_phrase
from archive.intake.languages.sentences import sentences
from archive.intake.languages.table import Language
from archive.intake.languages.told_on import quoted_on
from archive.intake.page.lines import HEADING, boilerplate_of, paragraphs_of
from archive.intake.results import Affiliation, Line, Metadata, Proposals, Quote, Said, Tier
from archive.intake.spans import Span, stripped
from archive.intake.sure import never_high, with_day, with_tiers

READERS: dict[str, ModuleType] = {
    "spaced": spaced,
    "korean": korean,
    "chinese": chinese,
    "japanese": japanese,
}
# A paragraph with more quotations is a list; one that is longer is read in pieces.
_MOST_QUOTED, _LONGEST = 120, 4_000
_ENDS = (".", "。", "!", "?", "！", "？", "…")
_CLOSERS = '”"»」』“« \u00a0\u202f'


def proposals_of(
    language: Language, text: str, lines: tuple[Line, ...], metadata: Metadata, published: dt.date | None
) -> Proposals:
    metadata = replace(metadata, title=_title(text, metadata.title))
    if published:
        metadata = replace(metadata, published=published, published_in=None)
    elif not metadata.published:
        day, where = days.published_in(language, text, lines)
        metadata = replace(metadata, published=day, published_in=where)
    article = _Article(language, text, lines, metadata.title, metadata.published)
    quotes = sorted(article.quotes(), key=lambda quote: quote.spans[0])
    return Proposals(metadata, boilerplate_of(lines), tuple(quotes), None)


def _title(text: str, title: Span | None) -> Span | None:
    """A first line that is a sentence is none, whatever marks its script ends sentences with."""
    return None if title and title.of(text).rstrip(_CLOSERS).endswith(_ENDS) else title


def _pieces(flat: str, span: Span) -> Iterator[Span]:
    """Cut behind the last sentence that fits, so that a text without line breaks is read, too."""
    start = span.start
    while span.end - start > _LONGEST:
        ends = [flat.rfind(mark, start, start + _LONGEST) + 1 for mark in (". ", ".» ", "。")]
        cut = max(ends) if max(ends) > start else start + _LONGEST
        yield stripped(flat, Span(start, cut))
        start = cut
    yield stripped(flat, Span(start, span.end))


class _Article:
    def __init__(
        self, language: Language, text: str, lines: tuple[Line, ...], title: Span | None, day: dt.date | None
    ) -> None:
        self.language = language
        self.day = day
        self.title = title
        self.headings = [line.span.start for line in lines if line.kind == HEADING]
        flat = alike(text)
        spans = [
            behind_dateline(language, flat, span) for span in paragraphs_of(text, lines) if span != title
        ]
        body = [piece for span in spans for piece in _pieces(flat, span)]
        quoted = {span: tuple(quotations(flat, span, language.marks)) for span in body}
        bare = blotted(flat, tuple(each for span in body for each in quoted[span]))
        self.flat = flat
        self.paragraphs = [
            Paragraph(language, flat, bare, span, quoted[span], sentences(language, flat, bare, span))
            for span in body
        ]
        self.cast = Cast(language, flat, bare)

    def quotes(self) -> Iterator[Quote]:
        yield from self._headline()
        found = [
            (index, each) for index, paragraph in enumerate(self.paragraphs) for each in self._read(paragraph)
        ]
        for index, each in found:
            self.cast.learn(each)
            # “Minister Clemens Overbeck bot Gespräche an. „A“, sagte er. Overbeck mahnte, B”
            if subject := self._opening(index, each):
                self.cast.learn_opening(subject)
        taken = sorted(span for _, each in found for span in each.spans)
        before: Resolved | None = None
        spoke, dated = -2, {}  # type: int, dict[str, Said]
        for index, each in found:
            last = before if spoke >= index - 1 else None
            resolved = self.cast.resolve(each, self._opened(index, each, last) or last)
            said = self._said(index, each, resolved, dated, taken)
            yield _quote(each, resolved, said)
            before, spoke = (resolved, index) if each.cue else (None, -2)

    def _opened(self, index: int, found: Candidate, last: Resolved | None) -> Resolved | None:
        """Who opens the sentence before a pronoun, unless somebody has spoken since."""
        subject = self._opening(index, found)
        spoken = last and last.at and subject and last.at.start > subject.start
        return None if spoken or subject is None else self.cast.opened(found, subject)

    def _opening(self, index: int, found: Candidate) -> Span | None:
        at = found.who or found.cue
        if self.language.reader != "spaced" or at is None or not (found.who or found.goes_on):
            return None
        paragraph = self.paragraphs[index]
        before = [each for each in paragraph.sentences if each.end <= paragraph.sentence_at(at.start).start]
        if not before and index:
            before = list(self.paragraphs[index - 1].sentences)
        by = before and self.language.according_pattern.match(paragraph.bare, before[-1].start)
        return opening_phrase(self.language, paragraph.bare, before[-1]) if before and not by else None

    def _read(self, paragraph: Paragraph) -> list[Candidate]:
        if len(paragraph.quoted) > _MOST_QUOTED:
            return []
        found: list[Candidate] = READERS[self.language.reader].read(paragraph)
        found = list(quoted_on(paragraph, found))
        return sorted(found, key=lambda each: each.cue or each.spans[0])

    def _said(
        self,
        index: int,
        found: Candidate,
        resolved: Resolved | None,
        dated: dict[str, Said],
        taken: list[Span],
    ) -> Said | None:
        """A day of its own, or the one on which the same speaker spoke just before; a heading ends that."""
        name = resolved.speaker.name if resolved else ""
        own = days.said(self.paragraphs[index], found, self.day, taken)
        if own is not None:
            dated.clear()
            dated[name] = own
            return own
        last = dated.get(name) if name else None
        if last is None or last.phrase is None or last.precision != "day":
            return None
        heading = bisect_left(self.headings, last.phrase.end)
        crossed = heading < len(self.headings) and self.headings[heading] < found.spans[0].start
        return None if crossed else replace(last, basis="inherited")

    def _headline(self) -> Iterator[Quote]:
        if self.title is None:
            return
        for each in quotations(self.flat, self.title, self.language.marks):
            if enough(self.language, each.words.of(self.flat), 3):
                yield _quote(
                    Candidate((each.words,), "headline", None, None, "L-headline", "possible"), None, None
                )


def _quote(found: Candidate, resolved: Resolved | None, said: Said | None) -> Quote:
    quote = Quote(
        spans=found.spans,
        kind=found.kind,
        cue=found.cue,
        speaker=resolved.speaker if resolved else None,
        joint=(),
        affiliation=resolved.affiliation if resolved else Affiliation(),
        said=said,
        via=(),
        rule=found.rule,
        confidence=found.confidence,
    )
    return with_day(never_high(with_tiers(quote, _who(found, resolved))))


def _who(found: Candidate, resolved: Resolved | None) -> Tier | None:
    """A pronoun, or nobody named at all, is a step below."""
    if resolved is None:
        return None
    speaker = resolved.speaker
    if speaker.why_open or found.rule in ("L-colon", "L-of-it"):
        return "check"
    # “Telefónica aseguró que …”: one word alone may be a firm's as well.
    alone = speaker.name[:1].isupper() and " " not in speaker.name and resolved.affiliation.role is None
    if speaker.type == "person" and alone:
        return "check"
    named = found.who is not None and (speaker.type != "person" or not resolved.by_pronoun)
    return "good" if named else "check"
