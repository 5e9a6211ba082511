"""A transcript cut into turns: who has the word from where to where. Pure: text in, offsets out.

A turn begins after a speaker's label and ends before the next; stage notes ("(Laughter.)") are left out of its words.
Labels and turns are found by form alone, so that what is cut never depends on who is known.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.intake.transcripts.head import Head, head
from archive.intake.transcripts.labels import TITLES, Label, Voice, labels, voice_of

Offsets = tuple[int, int]

_NOTES = (
    "laughter|laughs|applause|cheers|crosstalk|cross-talk|cross talk|inaudible|unintelligible|off[- ]mi(?:ke|c)|pause|"
    "phone rings|gavel|music|silence|coughs?|sighs?|no response|simultaneous|overlapping|speaks? in|through (?:an )?interpreter|"
    "as interpreted|in [A-Z][a-z]+|via (?:telephone|video)|gestures?|points?|nods?|break|recess|video|technical"
)
STAGE_NOTE = re.compile(
    rf"\((?:(?:[A-Z][^()\n“”]{{0,80}}[.!])|(?:(?:{_NOTES})[^()\n]{{0,60}}))\)|\[(?:{_NOTES})[^\[\]\n]{{0,60}}\]|<(?:{_NOTES})>",
    re.I,
)
_CAPITAL_NOTE = re.compile(r"\([A-ZÀ-Þ]")
CLOSING = re.compile(
    r"(?:^|(?<=\n)|(?<=\s\s))[ \t\u00a0]*(?:END(?=[ \t\u00a0]*(?:\n|$|\d|OF |TRANSCRIPT|[ \t\u00a0]{3,}))[^\n]*|#(?:[ \t]*#)+|-END-|"
    r"\(?(?:The |This )?(?:briefing|press conference|call|interview|hearing|session|gaggle|meeting)"
    r"[^\n()]{0,80}(?:concluded|ended|adjourned)[^\n]*)",
    re.M,
)
_HOUR_ALONE = re.compile(r"\s*\d{1,2}:\d{2}\s*[AP]\.?M\.?[^\n]{0,20}$", re.I)
MOST_LABEL_ROWS = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """`label` is where the label stands (empty where a speech runs without one), `words` the spans without stage notes."""

    key: str
    label: Offsets
    words: list[Offsets]
    voice: Voice


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label in all its spellings, for a person to settle: who is it?"""

    key: str
    printed: list[str]
    voice: Voice
    turns: int
    first_words: str
    name: str = ""
    role: str = ""
    like: str = ""  # a commoner label that this may be a misprint of


@dataclass(frozen=True, slots=True)
class Transcript:
    head: Head = field(default_factory=Head)
    turns: list[Turn] = field(default_factory=list)

    def __bool__(self) -> bool:
        """At least three labelled turns; fewer may be chance."""
        return sum(1 for turn in self.turns if turn.key) > 2


def read(text: str) -> Transcript:
    """Cuts a text into turns; a text without labels has none."""
    found = labels(text)
    if not found:
        return Transcript()
    end = _end(text, found[-1].words_from)
    edges = [*(label.start for label in found[1:]), end]
    turns = [_turn(text, label, edge) for label, edge in zip(found, edges, strict=True)]
    return Transcript(head(text, found[0].start), [turn for turn in turns if turn.words])


def _turn(text: str, label: Label, edge: int) -> Turn:
    return Turn(
        label.key, (label.start, label.end), list(spoken(text, label.words_from, edge)), voice_of(label.key)
    )


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
        if any(map(str.isalnum, bare)):
            first = start + match.start() + match[0].index(bare)
            yield first, first + len(bare)


def label_rows(text: str, transcript: Transcript) -> list[LabelRow]:
    """The labels in the order in which they first speak; with a name where the text itself gives one."""
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in transcript.turns:
        turns[turn.key].append(turn)
    counts = Counter({key: len(own) for key, own in turns.items()})
    names = _names(text, transcript, list(turns))
    return [
        _row(text, key, own, counts, names.get(key, ("", "")))
        for key, own in list(turns.items())[:MOST_LABEL_ROWS]
    ]


def _row(text: str, key: str, turns: list[Turn], counts: Counter[str], named: tuple[str, str]) -> LabelRow:
    start, end = turns[0].words[0]
    printed = list(dict.fromkeys(text[slice(*turn.label)] for turn in turns))
    name, role = named
    return LabelRow(
        key,
        printed[:10],
        turns[0].voice,
        len(turns),
        text[start : min(end, start + 90)],
        name,
        role,
        _like(key, counts),
    )


def _like(key: str, counts: Counter[str]) -> str:
    """A label that is printed seldom and differs by two letters at most from a common one may be a misprint of it."""
    if counts[key] > 2 or len(key) < 8:
        return ""
    others = (other for other, count in counts.most_common(20) if count > 3 * counts[key] and other != key)
    return next((other for other in others if _close(key, other)), "")


def _close(one: str, other: str) -> bool:
    """At most one edit, or two letters exchanged, or two edits in a long label."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1] <= (2 if len(other) > 9 else 1)


def surname(key: str) -> str:
    """The name without titles: "SECRETARY LAHOOD" → "LAHOOD"; none where only titles are left."""
    words = [word for word in re.split(r"[\s.]+", key) if word and word not in TITLES]
    return " ".join(words)


def _names(text: str, transcript: Transcript, keys: list[str]) -> dict[str, tuple[str, str]]:
    """Full name and role of each label, from the head or else from the one full name in the text that ends so."""
    own = transcript.turns[0].label[0] if transcript.turns else 0
    heading = text[: min(own, 4_000)]
    found = {}
    for key in keys:
        last = surname(key)
        if len(last) > 1 and voice_of(key) is Voice.NAMED:
            found[key] = _named(last, heading) or _named(last, text[:60_000])
    return {key: named for key, named in found.items() if named}


_SMALL = frozenset(["of", "the", "for", "to", "and", "in", "on", "at"])
_ROLE_WORDS = frozenset(
    [
        "press",
        "secretary",
        "deputy",
        "assistant",
        "national",
        "security",
        "advisor",
        "adviser",
        "director",
        "special",
        "envoy",
        "ambassador",
        "general",
        "admiral",
        "governor",
        "president",
        "senator",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "minister",
        "prime",
        "chief",
        "staff",
        "communications",
        "briefing",
        "by",
        "principal",
        "under",
        "chair",
        "chairman",
        "administrator",
        "commissioner",
        "and",
        "with",
        "mr",
        "mrs",
        "ms",
        "dr",
        "the",
        "of",
        "for",
        "to",
        "from",
        "strategic",
        "the",
        "gaggle",
    ]
)


def _named(last: str, text: str) -> tuple[str, str] | None:
    """The given names before a surname, and the office before them; None where the text gives several or none."""
    pattern = re.compile(
        rf"(?P<role>(?:\b[^\W\d_a-z][\w.]*(?:[ \u00a0](?:of|for|the|and|to)){{0,2}}[ \n\t\u00a0]+){{0,12}}?)"
        rf"(?P<given>[^\W\d_a-z][\w’'\-]+(?:[ \t\u00a0]+[^\W\d_a-z]\.)?)[ \t\u00a0]+(?P<last>(?i:{re.escape(last)}))\b"
        r"(?:,[ ]?(?P<after>[A-Z][\w ]{5,80}))?"
    )
    heard: dict[str, str] = {}
    for match in pattern.finditer(text):
        given = match["given"]
        if (
            given.lower().rstrip(".") in _ROLE_WORDS
            or given.upper().rstrip(".") in TITLES
            or not given[0].isupper()
            or not match["last"][0].isupper()
        ):
            continue
        name = _cased(f"{given} {match['last']}")
        heard[name] = heard.get(name) or _role(match)
    return next(iter(heard.items())) if len(heard) == 1 else None


def _role(match: re.Match[str]) -> str:
    """The office right before the name: after the last "and", if that is an office at all."""
    before = re.split(r"\b(?:and|by|with)\b", " ".join(match["role"].split()), flags=re.I)[-1].strip()
    if any(word in TITLES for word in before.upper().split()):
        return _cased(before)
    return (match["after"] or "").split("\n")[0].strip()


def _cased(text: str) -> str:
    """ "ROBERT GIBBS" → "Robert Gibbs"; what is not all capitals stays as it is."""
    words = text.split()
    if not text.isupper():
        return " ".join(_name_cased(word) for word in words)
    return " ".join(word.lower() if word.lower() in _SMALL else word.capitalize() for word in words)


def _name_cased(word: str) -> str:
    """McDONOUGH → McDonough, LaHOOD → LaHood."""
    match = re.fullmatch(r"([A-Z][a-z]+)([A-Z]{2,})", word)
    return match[1] + match[2].capitalize() if match else word
