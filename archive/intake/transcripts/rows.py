"""The labels of a transcript as rows for a person to settle, with the full name and office that the text itself gives."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile

from archive.intake.spans import word_set
from archive.intake.transcripts import Transcript, Turn
from archive.intake.transcripts.labels import HONORIFICS, TITLES, Voice

# They begin no label by themselves: "Foreign Policy:".
_OFFICES = word_set("FOREIGN HIGH INTERIOR FINANCE RET")
MOST_ROWS = 500
MOST_NAMED = 30  # speakers whose full names are looked for


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

    @property
    def called(self) -> str:
        """The label as a name: "MR. EARNEST" → "Earnest", "SENIOR OFFICIAL #2" → "Senior Official #2"."""
        named = self.voice is Voice.NAMED and surname(self.key)
        words = _cased(named or self.key)
        return words[:1].upper() + words[1:]


def label_rows(text: str, transcript: Transcript) -> list[LabelRow]:
    """The labels in the order in which they first speak; with a name where the text itself gives one."""
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in transcript.turns:
        turns[turn.key].append(turn)
    counts = Counter({key: len(own) for key, own in turns.items()})
    names = _names(text, transcript, turns)
    return [
        _row(text, key, own, counts, names.get(key, ("", ""))) for key, own in list(turns.items())[:MOST_ROWS]
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
    words = [word for word in re.split(r"[\s.]+", key) if word and word not in TITLES | _OFFICES]
    return " ".join(dropwhile(lambda word: word in {"OF", "FOR", "TO", "AND"}, words))


def _names(text: str, transcript: Transcript, turns: Mapping[str, list[Turn]]) -> dict[str, tuple[str, str]]:
    """Full name and role of each label, from the head or else from the one full name in the text that ends so."""
    own = transcript.turns[0].label[0] if transcript.turns else 0
    heading = text[: min(own, 4_000)]
    found = {}
    named = [key for key in turns if turns[key][0].voice is Voice.NAMED]
    for key in named[:MOST_NAMED]:
        last = surname(key)
        if len(last) > 1:
            found[key] = _named(last, heading) or _named(last, text[:60_000]) or _own_name(key)
    return {key: named for key, named in found.items() if named}


_SMALL = word_set("of the for to and in on at")
_ROLE_WORDS = word_set("""
    press secretary deputy assistant national security advisor adviser director special envoy
    ambassador general admiral governor president senator spokesperson spokesman spokeswoman
    minister prime chief staff communications briefing by principal under chair chairman
    administrator commissioner and with mr mrs ms dr the of for to from strategic the gaggle
    """)


def _own_name(key: str) -> tuple[str, str] | None:
    """A label that is a whole name itself: "ADMIRAL SIR GILES FARRAR", "JANE ODELL, FBI DIRECTOR"."""
    before, _, after = key.partition(",")
    name = surname(before).split(" OF ")[0]
    if not 1 < len(name.split()) < 5:
        return None
    title = before[: max(before.find(name), 0)].strip()
    office = set(re.findall(r"[^\W\d_]+", title)) - HONORIFICS
    return _cased(name), _cased(title) if office else after.strip()


def _named(last: str, text: str) -> tuple[str, str] | None:
    """The given names before a surname, and the office before them; None where the text gives several or none."""
    pattern = re.compile(
        rf"(?P<role>(?:\b[^\W\d_a-z][\w.]{{0,40}}(?:[ \u00a0](?:of|for|the|and|to)){{0,2}}[ \n\t\u00a0]+){{0,12}}?)"
        rf"\b(?P<given>[^\W\d_a-z][\w’'\-]{{1,40}}(?:[ \t\u00a0]+[^\W\d_a-z]\.)?)[ \t\u00a0]+(?P<last>(?i:{re.escape(last)}))\b"
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
