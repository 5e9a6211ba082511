"""When it was said: a phrase outside the words quoted, resolved against the publication date.

Without a publication date nothing relative is resolved, only noted; with one, never later than it.
"""

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from archive.intake.grammar.sentences import Passage
from archive.intake.page.metadata import full_date
from archive.intake.results import Quote, Said
from archive.intake.spans import Span

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.casefold() for name in calendar.month_name[1:])
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\.)"
_LOCAL = r"(?: \((?:local time|[A-Z]{2,4})\))?"
_PHRASES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("full", rf"\b(?:[Oo]n )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)\b{_LOCAL}"),
        ("month_day", rf"\b(?:[Oo]n )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})\b{_LOCAL}"),
        ("day", rf"\b[Oo]n the \d{{1,2}}(?:st|nd|rd|th)\b(?! (?:anniversary|birthday|century|floor|of|day)){_LOCAL}"),
        ("same_day", r"\b(?:[Oo]n|[Ll]ater(?: on)?) (?:the|that) same day\b|\b[Tt]he same day\b|\b[Tt]hat (?:same )?day\b"),
        ("next_day", r"\b(?:[Oo]n )?[Tt]he (?:following|next) day\b|\b[Aa] day later\b"),
        ("weekday", rf"\b(?:(?:[Oo]n|[Ll]ate|[Ee]arly|[Ll]ast|[Tt]his|[Ee]arlier) )*(?:{'|'.join(name.capitalize() for name in _WEEKDAYS)})(?:'s)?(?: (?:morning|afternoon|evening|night))?\b(?! (?:Night|Times|Review|Herald|Mail|Morning)){_LOCAL}"),
        ("today", r"\b(?:[Ee]arlier )?[Tt]oday\b|\b[Tt]onight\b|\b[Tt]his (?:morning|afternoon|evening)\b"),
        ("yesterday", r"\b[Yy]esterday\b|\b[Ll]ast night\b"),
        ("this_week", r"\b(?:[Ee]arlier |[Ll]ater )?[Tt]his week\b"),
        ("last_week", r"\b[Ll]ast week\b"),
        ("month_year", rf"\b[Ii]n {_MONTH},? \d{{4}}\b"),
        ("month", rf"\b(?:[Ii]n|[Ee]arlier in|[Ll]ate in|[Ll]ast) {_MONTH}(?=[\s,.;:]|$)"),
        ("this_month", r"\b[Ee]arlier this month\b|\b[Tt]his month\b"),
        ("last_month", r"\b[Ll]ast month\b"),
        ("year", r"\b[Ii]n (?:19|20)\d\d\b"),
        ("last_year", r"\b[Ll]ast year\b"),
    )
)  # fmt: skip
# The day of what the statement is about: “after Tuesday's vote”, “Wednesday's attack”.
_EVENT = re.compile(r"(?:'s|’s)$")
_LEAD = 3
Precision = Literal["day", "week", "month", "year", "unknown"]
Interval = tuple[dt.date, dt.date, Precision]


@dataclass(frozen=True, slots=True)
class Phrase:
    span: Span
    kind: str


def date_phrases(words: str, region: Span) -> list[Phrase]:
    """Phrases that can date a statement, in the order of the text and without overlaps."""
    found: list[Phrase] = []
    for kind, pattern in _PHRASES:
        for match in pattern.finditer(words, region.start, region.end):
            span = Span(*match.span())
            if not _EVENT.search(match.group()) and not any(span.meets(other.span) for other in found):
                found.append(Phrase(span, kind))
    return sorted(found, key=lambda phrase: phrase.span)


def resolve(
    words: str, phrase: Phrase, published: dt.date | None, anchor: Interval | None
) -> Interval | None:
    """The days that the phrase can mean, none of them after publication."""
    text = phrase.span.of(words)
    if phrase.kind in ("same_day", "next_day"):
        return _after(anchor, 0 if phrase.kind == "same_day" else 1, published)
    if phrase.kind == "full":
        found = full_date(text)
        return _capped(_day(found.date), published) if found else None
    if phrase.kind in ("month_year", "year"):
        return _capped(_stated_period(text), published)
    return _relative(phrase.kind, text, published) if published else None


def _relative(kind: str, text: str, published: dt.date) -> Interval | None:
    if kind in ("today", "yesterday"):
        return _day(published - dt.timedelta(days=int(kind == "yesterday")))
    if kind in ("this_week", "last_week"):
        monday = published - dt.timedelta(days=published.weekday() + 7 * int(kind == "last_week"))
        return monday, min(published, monday + dt.timedelta(days=6)), "week"
    if kind == "weekday":
        return _day(_last_weekday(text, published))
    if kind == "day":
        return _last_numbered_day(int(re.findall(r"\d+", text)[0]), published)
    if kind == "month_day":
        return _last_month_day(text, published)
    return _capped(_relative_period(kind, text, published), published)


def _relative_period(kind: str, text: str, published: dt.date) -> Interval:
    if kind == "last_year":
        return dt.date(published.year - 1, 1, 1), dt.date(published.year - 1, 12, 31), "year"
    if kind in ("this_month", "last_month"):
        first = published.replace(day=1)
        return _month((first - dt.timedelta(days=1)).replace(day=1) if kind == "last_month" else first)
    month = _month_number(text)
    past = month <= published.month and not (text.startswith(("Last", "last")) and month == published.month)
    return _month(dt.date(published.year if past else published.year - 1, month, 1))


def _stated_period(text: str) -> Interval:
    year = int(re.findall(r"\d{4}", text)[0])
    if re.search(r"[A-Z]", text[3:]):
        return _month(dt.date(year, _month_number(text), 1))
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _day(date: dt.date) -> Interval:
    return date, date, "day"


def _month(first: dt.date) -> Interval:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month"


def _capped(interval: Interval, published: dt.date | None) -> Interval | None:
    earliest, latest, precision = interval
    if published is None or latest <= published:
        return interval
    return (earliest, published, precision) if earliest <= published else None


def _after(anchor: Interval | None, days: int, published: dt.date | None) -> Interval | None:
    if anchor is None or anchor[2] != "day":
        return None
    return _capped(_day(anchor[0] + dt.timedelta(days=days)), published)


def _last_weekday(text: str, published: dt.date) -> dt.date:
    wanted = next(index for index, name in enumerate(_WEEKDAYS) if name in text.casefold())
    back = (published.weekday() - wanted) % 7
    return published - dt.timedelta(days=back)


def _last_numbered_day(number: int, published: dt.date) -> Interval | None:
    first = published.replace(day=1)
    for _ in range(12):
        if (
            number <= calendar.monthrange(first.year, first.month)[1]
            and first.replace(day=number) <= published
        ):
            return _day(first.replace(day=number))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return None


def _last_month_day(text: str, published: dt.date) -> Interval | None:
    number = int(re.findall(r"\d+", text)[0])
    for year in range(published.year, published.year - 9, -1):
        try:
            date = dt.date(year, _month_number(text), number)
        except ValueError:
            continue
        if date <= published:
            return _day(date)
    return None


def _month_number(text: str) -> int:
    words = re.findall(r"[a-z]{3,}", text.casefold())
    return next(
        index
        for word in words
        for index, name in enumerate(_MONTHS, 1)
        if name.startswith(word[:3]) and word not in ("earlier", "late", "last")
    )


@dataclass(slots=True)
class _Memory:
    """What earlier statements of the article have established."""

    by_speaker: dict[str, Said] = field(default_factory=dict)
    resolved: dict[Span, Said] = field(default_factory=dict)
    """By phrase: “the following day” is one day, however many statements its sentence holds."""
    anchor: Interval | None = None
    phrases: dict[Span, list[Phrase]] = field(default_factory=dict)
    """By sentence."""


def dated(
    words: str, passages: Sequence[Passage], quotes: Sequence[Quote], published: dt.date | None
) -> tuple[Quote, ...]:
    """The quotes with the day each was said; run again when an editor changes the publication date."""
    memory = _Memory()
    result: list[Quote] = []
    for quote in quotes:
        said = _explicit(words, passages, quote, published, memory) or _inherited(quote, memory)
        result.append(replace(quote, said=said))
        if said is not None and quote.speaker is not None and said.basis == "explicit":
            memory.by_speaker[quote.speaker.name] = said
    return tuple(_with_only_anchor(words, result))


def _explicit(
    words: str, passages: Sequence[Passage], quote: Quote, published: dt.date | None, memory: _Memory
) -> Said | None:
    phrase = _phrase_for(words, passages, quote, memory)
    if phrase is None:
        return None
    if phrase.span in memory.resolved:
        return memory.resolved[phrase.span]
    interval = resolve(words, phrase, published, memory.anchor)
    if interval is None:
        return Said(None, None, "unknown", "explicit", phrase.span)
    memory.anchor = interval if interval[2] == "day" else memory.anchor
    memory.resolved[phrase.span] = Said(*interval, "explicit", phrase.span)
    return memory.resolved[phrase.span]


def _phrase_for(words: str, passages: Sequence[Passage], quote: Quote, memory: _Memory) -> Phrase | None:
    """The nearest date phrase of the cue's sentence that stands outside all quotations and reported words."""
    centre = quote.cue or quote.spans[0]
    index = bisect_right(passages, centre.start, key=lambda passage: passage.span.start) - 1
    if index < 0 or centre.start >= passages[index].span.end:
        return None
    sentence = passages[index].sentence_at(centre.start)
    if sentence not in memory.phrases:
        quoted = [quotation.outer for quotation in passages[index].quotations]
        memory.phrases[sentence] = [
            phrase
            for phrase in date_phrases(words, sentence)
            if not any(span.meets(phrase.span) for span in quoted)
        ]
    free = [
        phrase
        for phrase in memory.phrases[sentence]
        if not any(span.meets(phrase.span) for span in quote.spans)
        and _dates_the_cue(words, phrase.span, centre)
    ]
    return min(free, key=lambda phrase: _distance(phrase.span, centre), default=None)


def _dates_the_cue(words: str, phrase: Span, cue: Span) -> bool:
    """Not inside a noun phrase about an event: “the meeting on the 13th”, “his visit last week”, “scheduled for Friday”."""
    before = words[max(0, phrase.start - 30) : phrase.start]
    if re.search(
        r"\b(?:since|until|for|by|before|after|ahead of|following|from|scheduled|between|during|of)(?: the| early| late)? $",
        before,
    ):
        return False
    between = words[min(phrase.end, cue.end) : max(phrase.start, cue.start)]
    return not re.search(r"\b(?:who|which|whose|where|when) ", between) and between.count(";") == 0


def _distance(phrase: Span, cue: Span) -> int:
    return max(phrase.start - cue.end, cue.start - phrase.end, 0)


def _inherited(quote: Quote, memory: _Memory) -> Said | None:
    if quote.speaker is None or quote.speaker.name not in memory.by_speaker:
        return None
    return replace(memory.by_speaker[quote.speaker.name], basis="inherited")


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
    if len(days) != 1 or only is None or only.precision not in ("day", "unknown"):
        return quotes
    return [
        replace(quote, said=replace(only, basis="inferred")) if quote.said is None else quote
        for quote in quotes
    ]
