"""One candidate for each statement, where marks and grammar have both found it.

Whole sentences in marks win over what the grammar made of them; quoted fragments become part of the
reported clause around them, which is then mixed.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.intake.candidates import Candidate
from archive.intake.grammar.sentences import Passage
from archive.intake.marks.tags import DirectQuote
from archive.intake.people.places import media_in
from archive.intake.results import Confidence, Kind
from archive.intake.spans import Span, trimmed, word_count

_CLAUSES = frozenset(["I-ccomp", "I-finding", "I-sandwich"])
_PHRASES = frozenset(["I-object", "I-order", "I-pledge", "I-called"])


def candidates(
    words: str, passage: Passage, direct: Sequence[DirectQuote], indirect: Iterable[Candidate]
) -> list[Candidate]:
    reported = _one_for_each_cue(list(indirect))
    speakers = {quote.cue: quote.who for quote in reported if quote.who}
    kept = [quote for found in reported if (quote := _beside_whole(words, found, direct))]
    kept = _without_carriers(words, kept)
    kept = [_nested(quote, kept) for quote in kept]
    result = [_from_indirect(words, passage, quote) for quote in kept]
    fragments_taken = [span for quote in kept for span in quote.spans]
    for marked in direct:
        if marked.whole or not any(span.meets(marked.outer) for span in fragments_taken):
            result.append(_from_direct(marked, speakers, passage))
    return sorted(_with_words(words, result), key=lambda candidate: candidate.start)


def _with_words(words: str, found: list[Candidate]) -> Iterator[Candidate]:
    """“No,” she said is a statement; a word or two in marks without a speaker is none."""
    for candidate in found:
        spans = tuple(span for span in candidate.spans if word_count(span.of(words)))
        least = 1 if candidate.cue else 3
        if sum(word_count(span.of(words)) for span in spans) >= least:
            yield replace(candidate, spans=spans)


def _one_for_each_cue(quotes: list[Candidate]) -> list[Candidate]:
    """An inserted attribution says more about the words around it than a clause the parser guessed."""
    best: dict[Span | None, Candidate] = {}
    for quote in quotes:
        known = best.get(quote.cue)
        if known is None or (quote.rule == "I-sandwich" and known.rule != "I-sandwich"):
            best[quote.cue] = quote
    return list(best.values())


def _beside_whole(words: str, quote: Candidate, direct: Sequence[DirectQuote]) -> Candidate | None:
    """What is left of reported words beside whole quotations; None if they were the same words."""
    whole = [
        other.outer
        for other in direct
        if other.whole and any(span.meets(other.outer) for span in quote.spans)
    ]
    if not whole:
        return quote
    spans = [
        trimmed(words, Span(span.start, min([span.end, *(w.start for w in whole if w.end > span.start)])))
        for span in quote.spans
    ]
    left = tuple(span for span in spans if span.end > span.start and word_count(span.of(words)) >= 4)
    own = any(other.tag and other.tag.cue == quote.cue for other in direct if other.whole)
    return replace(quote, spans=left) if left and not own and quote.rule == "I-ccomp" else None


def _without_carriers(words: str, quotes: list[Candidate]) -> list[Candidate]:
    """“X said A, according to Y”, “X accused Z of B, TASS reported”: they passed it on, X said it."""
    carriers = [quote for quote in quotes if _carries(words, quote) and _reports_itself(quote, quotes)]
    return [_without_carrier(words, quote, carriers) for quote in quotes if quote not in carriers]


def _carries(words: str, quote: Candidate) -> bool:
    agency = (
        quote.rule == "I-sandwich" and quote.who is not None and media_in(quote.who.of(words)) is not None
    )
    return agency or quote.rule == "I-according"


def _reports_itself(quote: Candidate, others: list[Candidate]) -> bool:
    rules = _CLAUSES if quote.rule == "I-according" else _CLAUSES | _PHRASES
    return any(other.rule in rules and _holds_cue(quote, other) for other in others)


def _without_carrier(words: str, quote: Candidate, carriers: list[Candidate]) -> Candidate:
    """“that A, TASS reported”: the words end before the comma."""
    for carrier in carriers:
        who, cue = carrier.who, carrier.cue
        if who and cue and carrier.rule == "I-sandwich" and quote.spans[-1].holds(cue):
            last = Span(quote.spans[-1].start, min(who.start, cue.start))
            quote = replace(quote, spans=(*quote.spans[:-1], trimmed(words, last)))
    return quote


def _holds_cue(quote: Candidate, other: Candidate) -> bool:
    return other.cue is not None and any(span.holds(other.cue) for span in quote.spans)


def _nested(quote: Candidate, others: list[Candidate]) -> Candidate:
    """“X said A and had urged Y to do B”: only a clause of its own is told apart inside reported words."""
    if quote.rule not in _PHRASES:
        return quote
    inside = any(_holds_cue(other, quote) for other in others if other is not quote)
    return replace(quote, confidence="possible") if inside else quote


def _from_indirect(words: str, passage: Passage, quote: Candidate) -> Candidate:
    spans = tuple(_with_marks(span, passage) for span in quote.spans)
    quoted = [
        q
        for q in passage.quotations
        if any(span.meets(q.words) for span in spans) and word_count(q.words.of(words)) >= 1
    ]
    same = len(spans) == len(quoted) == 1 and trimmed(words, spans[0]) == trimmed(words, quoted[0].words)
    kind: Kind = "direct" if same else "mixed" if quoted else "indirect"
    return replace(quote, spans=(quoted[0].words,) if same else spans, kind=kind)


def _with_marks(span: Span, passage: Passage) -> Span:
    """Quotation marks inside a mixed statement stay with the words they enclose."""
    start, end = span
    for quotation in passage.quotations:
        if quotation.outer.start < span.start <= quotation.words.start:
            start = quotation.outer.start
        if start <= quotation.outer.start < span.end < quotation.outer.end:
            end = quotation.outer.end
        if quotation.words.start < span.start < quotation.outer.end and span.end >= quotation.outer.end:
            start = min(start, quotation.outer.start)
    return Span(start, end)


def _from_direct(quote: DirectQuote, speakers: dict[Span | None, Span], passage: Passage) -> Candidate:
    tag = quote.tag
    cue = tag.cue if tag else None
    grammatical = speakers.get(cue) if cue else None
    quoted = (
        any(quotation.outer.holds(grammatical) for quotation in passage.quotations) if grammatical else True
    )
    who = tag.who if tag else None
    # “analysts at Keefe, Bruyette & Woods wrote”: the grammar sees past the comma.
    if (
        grammatical
        and not quoted
        and (who is None or (grammatical.end <= who.start or grammatical.holds(who)))
    ):
        who = grammatical if quote.rule != "D-after" or who is None else who
    closed = passage.is_closed(quote.outer)
    return Candidate(quote.spans, "direct", cue, who, quote.rule, _confidence(quote, closed), closed)


def _confidence(quote: DirectQuote, closed: bool) -> Confidence:
    if quote.rule == "M-fragment":
        return "possible"
    if quote.rule == "D-dash" and quote.tag is None:
        return "possible"
    return "high" if quote.rule in ("D-after", "D-interrupted") and quote.whole and closed else "medium"


class Nesting:
    """Which candidates of a passage hold another one's reporting verb in their words: it is nested in them."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        held = sorted(((span, number) for number, other in enumerate(found) for span in other.spans))
        self._found = found
        self._held = held
        self._starts = [span.start for span, _ in held]
        self._reach = list(itertools.accumulate((span.end for span, _ in held), max))

    def around(self, candidate: Candidate) -> list[Candidate]:
        cue = candidate.cue
        numbers: set[int] = set()
        index = bisect_right(self._starts, cue.start) - 1 if cue else -1
        while cue and index >= 0 and self._reach[index] >= cue.end:
            span, number = self._held[index]
            if span.holds(cue) and self._found[number] is not candidate:
                numbers.add(number)
            index -= 1
        return [self._found[number] for number in sorted(numbers)]
