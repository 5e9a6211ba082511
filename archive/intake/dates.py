"""When it was said: a phrase in the attribution clause, outside the words quoted, or the day of the statement before."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from archive.intake.day_phrases import DayPhrase, Interval, date_phrases, resolve
from archive.intake.grammar.sentences import Passage
from archive.intake.results import Quote, Said
from archive.intake.spans import Span, merged
from archive.intake.sure import with_day

_LEAD = 3
_AHEAD = "The day lies after publication: another time zone, or an error."
# How many words may stand between a verb and its day, and between a verb and its month or year.
_FAR, _BESIDE = 16, 6
# How many characters on a day may still be that of the next statement.
_REACH = 1_200
_PERIODS = ("month_year", "month", "this_month", "last_month", "year", "this_year", "last_year")
_NO_SAYING_DAY = re.compile(
    r"\b(?:since|until|till|for|by|before|after|ahead of|following|from|scheduled|between|during|of|next|coming|due|planned|to|than|"
    r"starting|beginning|through|held|released|published|signed|passed|adopted|enacted|ratified|launched|wounded|injured|happened|arrested|killed|died|born|expected|set)"
    r"(?: on| in| at)?(?: the| early| late| next| this)? $"
)
_OTHER_CLAUSE = re.compile(
    r"\b(?:who|which|whose|where|when|recalling|comparing|referring|citing|commenting|describing|regarding|concerning|about|"
    r"because|although|despite|after|before|since|while|until|ahead|against|over|as (?:(?:was|is|has been|had been) )?(?:claimed|alleged|suggested|asserted|announced) by) "
)
_JOINED_CLAUSE = re.compile(r",? (?:and|but|so|yet) (?!(?:also |then |later )?\w+(?:ed|s|d) )")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|had|have|will|would|began|came|went|took|\w{2,}ed)\b")
_RELATIVE = re.compile(r"\b(?:who|which|whose|where|when|that)\b(?P<clause>[^,]*)$")
_WROTE = re.compile(r"\b(?:wrote|writ\w+|post\w*|tweet\w*)\b")
_ASKED = re.compile(r"(?:\s\s|[.!?\"] )(?:Asked|Pressed|Questioned|Interviewed|Challenged)\b")
_SUBORDINATE = re.compile(
    r"(?:After|When|As|While|Before|Since|Because|Although|Though|Following|If|Once|Until|Asked|Despite|Amid|Ahead|Recalling|Referring|Responding|"
    r"Commenting|Citing)\b"
)


def dated(
    words: str,
    passages: Sequence[Passage],
    quotes: Sequence[Quote],
    published: dt.date | None,
    headings: Sequence[int] = (),
) -> tuple[Quote, ...]:
    """The quotes with the day each was said; run again when an editor changes the publication date."""
    days = _Days(words, passages, published, merged(span for quote in quotes for span in quote.spans))
    last: Quote | None = None
    result: list[Quote] = []
    for quote in quotes:
        said = days.explicit(quote) or _inherited(words, quote, last, headings)
        result.append(replace(quote, said=said))
        if quote.kind != "headline":
            last = result[-1] if said is not None else None
    return tuple(with_day(quote) for quote in _with_only_anchor(words, result))


class _Days:
    """The days that statements of an article name; `said` is all that anybody said: “… would meet on Friday” dates
    nothing else."""

    def __init__(
        self, words: str, passages: Sequence[Passage], published: dt.date | None, said: tuple[Span, ...]
    ) -> None:
        self._words, self._passages, self._published, self._said = words, passages, published, said
        self._anchor: Interval | None = None
        """What the statement before has established."""
        self._resolved: dict[Span, Said] = {}
        """By phrase: “the following day” is one day, however many statements its sentence holds."""
        self._phrases: dict[Span, list[DayPhrase]] = {}
        """By sentence, outside quotations and what is reported."""

    def explicit(self, quote: Quote) -> Said | None:
        phrase = self._phrase_for(quote)
        if phrase is None:
            return None
        span, kind = phrase
        if span in self._resolved:
            return self._resolved[span]
        interval = resolve(self._words, phrase, self._published, self._anchor)
        if interval is None:
            ahead = self._published is not None and kind in ("full", "month_day", "day")
            return Said(None, None, "unknown", "explicit", span, _AHEAD if ahead else "")
        self._anchor = interval if interval[2] == "day" else self._anchor
        self._resolved[span] = Said(*interval, "explicit", span)
        return self._resolved[span]

    def _phrase_for(self, quote: Quote) -> DayPhrase | None:
        """The nearest date phrase of the cue's sentence that stands outside all quotations and reported words."""
        centre = quote.cue or quote.spans[0]
        index = bisect_right(self._passages, centre.start, key=lambda passage: passage.span.start) - 1
        if index < 0 or centre.start >= self._passages[index].span.end:
            return None
        passage = self._passages[index]
        sentence = passage.sentence_at(centre.start)
        if sentence not in self._phrases:
            quoted = [quotation.outer for quotation in passage.quotations]
            self._phrases[sentence] = [
                (span, kind)
                for span, kind in date_phrases(self._words, sentence)
                if not any(mark.meets(span) for mark in quoted) and not self._is_said(span)
            ]
        found = self._phrases[sentence]
        free = [phrase for phrase in found if _dates_the_cue(self._words, phrase, centre, sentence)]
        return min(free, key=lambda phrase: _distance(phrase[0], centre), default=None)

    def _is_said(self, span: Span) -> bool:
        index = bisect_right(self._said, span.start, key=lambda each: each.start) - 1
        return index >= 0 and self._said[index].meets(span)


def _dates_the_cue(words: str, phrase: DayPhrase, cue: Span, sentence: Span) -> bool:
    """In the attribution clause, not in what surrounds it: “the meeting on the 13th”, “scheduled for Friday”,
    “recalling last year”, “After talks broke down on Monday, X said”."""
    span, kind = phrase
    if _NO_SAYING_DAY.search(words, max(sentence.start, span.start - 30), span.start):
        return False
    between = words[min(span.end, cue.end) : max(span.start, cue.start)]
    if ";" in between or len(between.split()) > _FAR or _OTHER_CLAUSE.search(between):
        return False
    # “The broadcasts began on August 10 and Seoul says …”: two clauses, each with a verb of its own.
    if span.end <= cue.start and _JOINED_CLAUSE.match(between):
        return not _FINITE.search(words, sentence.start, span.start)
    if kind in _PERIODS:
        return cue.end <= span.start and len(between.split()) <= _BESIDE
    if cue.start < span.start:
        return True
    before = words[sentence.start : span.start].lstrip(' "“')
    return not (_SUBORDINATE.match(before) or _is_in_relative(before, between))


def _is_in_relative(before: str, between: str) -> bool:
    """“another pilot who took part yesterday, said”; but “who on Monday told reporters”."""
    relative = _RELATIVE.search(before)
    return relative is not None and ("," in between or bool(_FINITE.search(relative["clause"])))


def _distance(phrase: Span, cue: Span) -> int:
    return max(phrase.start - cue.end, cue.start - phrase.end, 0)


def _begins(quote: Quote) -> int:
    return quote.cue.start if quote.cue else quote.spans[0].start


def _inherited(words: str, quote: Quote, last: Quote | None, headings: Sequence[int]) -> Said | None:
    """The day of the statement before, by the same speaker: not over a heading or another day, never a month or a year."""
    if last is None or last.said is None or last.said.precision != "day":
        return None
    if quote.speaker is None or last.speaker is None or quote.speaker.name != last.speaker.name:
        return None
    before, at = _begins(last), _begins(quote)
    first = bisect_right(headings, before)
    if at - before > _REACH or (first < len(headings) and headings[first] < at):
        return None
    between = Span(min(before, at), max(before, at))
    # “X wrote on Monday: “A.” Asked about B, X said …”: on another occasion.
    wrote = last.cue is not None and _WROTE.search(last.cue.of(words))
    if wrote and _ASKED.search(words, *between):
        return None
    own = last.said.phrase
    if any(span != own for span, _ in date_phrases(words, between)):
        return None
    return replace(last.said, basis="inherited")


def _with_only_anchor(words: str, quotes: list[Quote]) -> list[Quote]:
    """An article with one day of speaking lends it to the statements that have none."""
    days = {
        (said.earliest, said.latest) if said.earliest else said.phrase.of(words) if said.phrase else None
        for quote in quotes
        if (said := quote.said) and said.basis == "explicit"
    }
    # The lead says when; a day that comes up further down is that statement's own.
    lead = [quote for quote in quotes if quote.kind != "headline"][:_LEAD]
    only = next((quote.said for quote in lead if quote.said and quote.said.basis == "explicit"), None)
    if len(days) != 1 or only is None or only.why_open or only.precision not in ("day", "unknown"):
        return quotes
    return [
        replace(quote, said=replace(only, basis="inferred")) if quote.said is None else quote
        for quote in quotes
    ]
