"""A transcript cut into turns: who has the word from where to where. Pure: text in, offsets out.

A turn begins after a speaker's label and ends before the next; stage notes ("(Laughter.)") are left out of its words.
Labels and turns are found by form alone, so that what is cut never depends on who is known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archive.intake.transcripts.head import Head, head
from archive.intake.transcripts.labels import Label, Voice, is_numbered, labels, voice_of
from archive.text import Offsets

_NOTES = (
    "laughter|laughs|applause|cheers|crosstalk|cross-talk|cross talk|inaudible|unintelligible|off[- ]mi(?:ke|c)|pause|"
    "phone rings|gavel|music|silence|coughs?|sighs?|no response|simultaneous|overlapping|speaks? in|through (?:an )?interpreter|"
    "as interpreted|in [A-Z][a-z]+|via (?:telephone|video|(?:an |the )?(?:interpreter|translator))|gestures?|points?|nods?|break|recess|video|technical"
)
STAGE_NOTE = re.compile(
    rf"\((?:(?:[A-Z][^()\n“”]{{0,80}}[.!])|(?:(?:{_NOTES})[^()\n]{{0,60}}))\)|\[(?:{_NOTES})[^\[\]\n]{{0,60}}\]|<(?:{_NOTES})>",
    re.I,
)
# A paragraph of its own in brackets was written by whoever kept the record.
_BRACKETED = re.compile(r"\([^()]{3,}\)|\[[^\[\]]{3,}\]")
_CAPITAL_NOTE = re.compile(r"\([A-ZÀ-Þ]")
CLOSING = re.compile(
    r"(?:^[ \t\u00a0]*|(?<=\s\s)|(?<=[.?!)\]”\"][ \t\u00a0]))(?:END(?=[ \t\u00a0]*(?:\n|$|\d|OF |TRANSCRIPT|[ \t\u00a0]{3,}))[^\n]*|#(?:[ \t]*#)+|-END-|"
    r"\(?(?:The |This )?(?:briefing|press conference|call|interview|hearing|session|gaggle|meeting|[Cc]ommittee|[Hh]ouse|sitting)"
    r"[^\n()]{0,80}(?:concluded|ended|adjourned)[^\n]*)",
    re.M,
)
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")
_BLANK = re.compile(r"[ \t\u00a0]{0,10}")
_INTERPRETED = re.compile(
    r"[(\[][^()\[\]]{0,20}\b(?:interpret(?:ed|er|ation)|translat(?:ed|or|ion)|(?:speaks?|spoke|speaking) in [A-Z][a-z]+)",
    re.I,
)
_HOUR_ALONE = re.compile(r"\s*\d{1,2}:\d{2}\s*[AP]\.?M\.?[^\n]{0,20}$", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """`label` is where the label stands (empty where a speech runs without one), `words` the spans without stage notes;
    `interpreted` words are not the speaker's own: the label or the first note says who gave them in this language."""

    key: str
    label: Offsets
    words: list[Offsets]
    voice: Voice
    interpreted: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    head: Head = field(default_factory=Head)
    turns: list[Turn] = field(default_factory=list)

    def __bool__(self) -> bool:
        """At least three turns under a label; fewer may be chance."""
        return sum(1 for turn in self.turns if turn.key) > 2

    def left_out(self, text: str) -> Iterator[str]:
        """What stands in no turn: the head, stage notes, times, labels without words, and what follows the end."""
        at = 0
        spans = [span for turn in self.turns for span in (turn.label, *turn.words)]
        for start, end in [*spans, (len(text), len(text))]:
            piece = text[at:start]
            if any(map(str.isalnum, piece)):
                yield piece.strip()
            at = max(at, end)


def read(text: str) -> Transcript:
    """Cuts a text into turns; a text without labels has none."""
    text = text.replace("\r\n", " \n").translate(_LINE_ENDS)
    found = labels(text)
    if not found:
        return Transcript()
    end = _end(text, found[-1].words_from)
    edges = [*(label.begins for label in found[1:]), end]
    cut = [
        (label, list(spoken(text, label.words_from, edge))) for label, edge in zip(found, edges, strict=True)
    ]
    voices = _voices(text, cut)
    turns = [
        Turn(label.key, (label.start, label.end), words, voices[label.key], _is_interpreted(text, label))
        for label, words in cut
        if words
    ]
    return Transcript(head(text, found[0].start), turns)


def _voices(text: str, cut: list[tuple[Label, list[Offsets]]]) -> Mapping[str, Voice]:
    """What each label stands for; whose turns are numbered as questions, or nearly all of three or more end with one, asks."""
    heard: dict[str, list[bool]] = defaultdict(list)
    numbered: set[str] = set()
    for label, words in cut:
        asks = bool(words) and text[slice(*words[-1])].rstrip("\"”»’' ").endswith(("?", "？", "؟"))
        numbered |= {label.key} if is_numbered(label.printed) else set()
        heard[label.key].append(asks or is_numbered(label.printed))
    return {
        key: Voice.QUESTION
        if voice_of(key) is Voice.NAMED
        and len(asking) > (1 if key in numbered else 2)
        and sum(asking) > 0.8 * len(asking)
        else voice_of(key)
        for key, asking in heard.items()
    }


def _is_interpreted(text: str, label: Label) -> bool:
    blank = _BLANK.match(text, label.words_from)
    note = STAGE_NOTE.match(text, blank.end() if blank else label.words_from)
    return bool(_INTERPRETED.search(label.printed) or (note and _INTERPRETED.search(note[0])))


def _end(text: str, last_label: int) -> int:
    """Where the last turn ends: before "END", "# # #" or a closing note."""
    closing = CLOSING.search(text, last_label)
    if not closing:
        return len(text)
    before = text[last_label : closing.start()]
    hour = _HOUR_ALONE.search(before[-60:])
    return closing.start() - (len(before[-60:]) - hour.start() if hour else 0)


def spoken(text: str, start: int, end: int) -> Iterator[Offsets]:
    """The paragraphs between two places, without stage notes and markup around them."""
    at = start
    for note in [*STAGE_NOTE.finditer(text, start, end), None]:
        if note and note[0].startswith("(") and not _is_note(note[0]):
            continue
        yield from _paragraphs(text, at, note.start() if note else end)
        at = note.end() if note else end


def _is_note(printed: str) -> bool:
    """A sentence in brackets that somebody said is no note: those are short, or begin with a word of the stage."""
    inner = printed[1:-1]
    return bool(re.match(_NOTES, inner, re.I)) or (
        bool(_CAPITAL_NOTE.match(printed)) and len(inner.split()) < 6
    )


def _paragraphs(text: str, start: int, end: int) -> Iterator[Offsets]:
    for match in re.finditer(r"(?:[^\n]|\n(?![ \t\u00a0]*\n))+", text[start:end]):
        bare = match[0].strip(" \t\n\r\u00a0*_")
        if any(map(str.isalnum, bare)) and not _BRACKETED.fullmatch(bare):
            first = start + match.start() + match[0].index(bare)
            yield first, first + len(bare)
