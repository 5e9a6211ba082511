"""Words that go on after an attribution: the German subjunctive sentence by sentence, and what dashes set off inside marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.intake.candidates import Candidate
from archive.intake.languages.found import Paragraph, enough
from archive.intake.languages.marked import BLOT, EDGES
from archive.intake.spans import Span, trimmed

# Of the first subjunctive, which only tells what another has said; “würde” and “könnte” tell more.
_TOLD = re.compile(
    r"(?<!\w)(?:sei|seien|habe|werde|gebe|gehe|könne|müsse|solle|wolle|dürfe|komme|bleibe|stehe|liege|brauche|lasse|mache|wisse|führe|laufe)(?!\w)"
)
_SAID = re.compile(
    r"\b(?:gesagt|erklärt|betont|geschrieben|mitgeteilt|gefordert|angekündigt|berichtet|erzählt|gewarnt|versichert|geäußert)\b"
)
# Anything but marks and what ends a sentence.
_BESIDE_MARKS = re.compile(rf"[^{BLOT}\s.,!?…。！？]")
_DASH_BEHIND = re.compile(r"[,.!?…]?\s[—–-]\s")


def told_on(paragraph: Paragraph, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """„A“, sagte X. | B sei C. | A sentence in the subjunctive behind one that is attributed is said by the same."""
    if not paragraph.language.compound:
        return
    spoken = False
    for sentence in paragraph.sentences:
        own = any(each.cue and sentence.start <= each.cue.start < sentence.end for each in found)
        inside = any(sentence.meets(span) for each in found for span in each.spans)
        told = _TOLD.search(paragraph.bare, *sentence)
        other = _SAID.search(paragraph.bare, *sentence)
        if (
            spoken
            and told
            and not other
            and not own
            and not inside
            and BLOT not in sentence.of(paragraph.bare)
        ):
            words = trimmed(paragraph.flat, sentence, EDGES)
            if enough(paragraph.language, words.of(paragraph.flat), 3):
                opening = Span(words.start, words.start + 1)
                yield Candidate((words,), "indirect", opening, None, "L-goes-on", goes_on=True)
                continue
        spoken = own or (spoken and inside)


def quoted_on(paragraph: Paragraph, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """X said that A. “B.”: a sentence all in marks behind one that is attributed is said by the same."""
    cues = {paragraph.sentence_at(each.cue.start) for each in found if each.cue}
    whole: set[int] = set()
    for before, sentence in pairwise(paragraph.sentences):
        if not _BESIDE_MARKS.search(paragraph.bare, *sentence) and (before in cues or before.start in whole):
            whole.add(sentence.start)
    for each in found:
        if each.cue or len(each.spans) > 1 or paragraph.sentence_at(each.spans[0].start).start not in whole:
            yield each
            continue
        opening = Span(each.spans[0].start, each.spans[0].start + 1)
        yield replace(each, cue=opening, rule="L-goes-on", goes_on=True, confidence="medium")


def dashed(flat: str, quoted: Span, first: int, cue: Span, who: Span) -> Candidate:
    """«A, — сказал X в среду. — B»"""
    again = _DASH_BEHIND.search(flat, who.end, quoted.end)
    rest = trimmed(flat, Span(again.end(), quoted.end), EDGES) if again else Span(who.end, who.end)
    spans = (Span(quoted.start, first), *((rest,) if rest.end > rest.start else ()))
    return Candidate(
        spans, "direct", cue, who, "L-inserted", frame=Span(first, again.start() if again else quoted.end)
    )
