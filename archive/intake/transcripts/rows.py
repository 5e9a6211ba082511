"""The labels of a transcript as rows for a person to settle, with the full name and office that the text itself gives."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from archive.intake.people.names import FIRST_NAMES, PERSON_NOUNS
from archive.intake.people.names import TITLES as OFFICES
from archive.intake.spans import word_set
from archive.intake.transcripts import Transcript, Turn
from archive.intake.transcripts.labels import HONORIFICS, TITLES, Voice

# Titles that are surnames too: "MR. KING", "JOHN WHITE".
_SURNAMES_TOO = word_set("KING PRINCE MAJOR BISHOP JUDGE WHITE")
# What follows a name and is no office: the first are part of it.
_SUFFIXES, _DEGREES = (
    word_set("JR SR II III IV"),
    word_set("MD PHD ESQ QC KC MP MEP OBE CBE RET USN USA USMC"),
)
_CONNECTING = word_set("of for to and the at in on")
_PARTICLES = word_set("van von der den de del della la le du da dos di bin ibn al el ter ten")
_PARTICLE = rf"(?:{'|'.join(sorted(_PARTICLES))})"
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
        words = _cased(_as_printed(named or self.key, self.printed[0]))
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
    """The name without the office before it: "DEPUTY PRESS SECRETARY HALE" → "HALE"; none where only an office is left."""
    words = _DOT.sub(" ", key.partition(",")[0]).split()
    titles = [at for at, word in enumerate(words) if word.rstrip(".") in TITLES and (at == 0 or word != "M")]
    while titles and _is_surname(words[: titles[-1] + 1]):
        titles.pop()
    after = words[titles[-1] + 1 :] if titles else words
    return " ".join(dropwhile(lambda word: word in {"OF", "FOR", "TO", "AND"}, after))


_DOT = re.compile(r"(?<=[^\W\d_]{2})\.")


def _is_surname(words: list[str]) -> bool:
    """Behind a first name, or behind nothing but "Mr."."""
    *before, last = words
    named = before and before[-1] not in TITLES - _SURNAMES_TOO
    return last in _SURNAMES_TOO and bool(
        named or (before and before[-1] in HONORIFICS - {"THE", "LORD", "LADY"})
    )


def _names(text: str, transcript: Transcript, turns: Mapping[str, list[Turn]]) -> dict[str, tuple[str, str]]:
    """Full name and role of each label, from the head or else from the one full name in the text that ends so."""
    own = transcript.turns[0].label[0] if transcript.turns else 0
    heading = text[: min(own, 4_000)]
    found = {}
    named = [key for key in turns if turns[key][0].voice is Voice.NAMED]
    for key in named[:MOST_NAMED]:
        last, printed = surname(key), text[slice(*turns[key][0].label)]
        if len(last) > 1:
            found[key] = _named(last, heading) or _named(last, text[:60_000]) or _own_name(key, printed)
    return {key: named for key, named in found.items() if named}


_SMALL = word_set("of the for to and in on at")
_ROLE_WORDS = word_set("""
    press secretary deputy assistant national security advisor adviser director special envoy
    ambassador general admiral governor president senator spokesperson spokesman spokeswoman
    minister prime chief staff communications briefing by principal under chair chairman
    administrator commissioner and with mr mrs ms dr the of for to from strategic the gaggle
    """)


def _own_name(key: str, printed: str) -> tuple[str, str] | None:
    """A label that is a whole name itself: "ADMIRAL SIR GILES FARRAR", "JANE ODELL, FBI DIRECTOR"."""
    before, *after = key.split(", ")
    name = surname(before).split(" OF ")[0]
    if not 1 < len(name.split()) < 5:
        return None
    title = before[: max(before.find(name), 0)].strip()
    suffix = f", {after.pop(0)}" if after and after[0].rstrip(".") in _SUFFIXES else ""
    behind = ", ".join(each for each in after if each.replace(".", "") not in _DEGREES)
    office = set(re.findall(r"[^\W\d_]+", title)) - HONORIFICS
    called = _cased(_as_printed(name, printed)) + _cased(suffix)
    return called + "." * suffix.endswith(("JR", "SR")), _cased(title) if office else behind


def _as_printed(words: str, printed: str) -> str:
    """With the small letters that the label has and its key has not: "McDONALD"."""
    found = re.search(re.escape(words), printed, re.I)
    return found[0] if found else words


def _named(last: str, text: str) -> tuple[str, str] | None:
    """The given names before a surname, and the office before them; None where the text gives several or none."""
    name = (
        rf"\b(?P<given>[^\W\d_a-z][\w’'\-]{{1,40}}(?:[ \t\u00a0]+[^\W\d_a-z]\.)?)[ \t\u00a0]+(?P<particles>(?:{_PARTICLE}[ \t\u00a0]+){{0,3}})"
        rf"(?P<last>(?i:{re.escape(last)}))\b"
    )
    if not re.search(name, text):  # the office before it takes long to look for, at every word
        return None
    pattern = re.compile(
        rf"(?P<role>(?:\b[^\W\d_a-z][\w.]{{0,40}}(?:[ \u00a0](?:of|for|the|and|to|{_PARTICLE})){{0,3}}[ \n\t\u00a0]+){{0,12}}?)"
        rf"{name}(?:,[ ]?(?P<after>[A-Z][\w ]{{5,80}}))?"
    )
    heard: dict[str, str] = {}
    for match in pattern.finditer(text):
        if _is_office(match["given"]) or not match["last"].split()[-1][0].isupper():
            continue
        office, more = _apart(match["role"])
        name = _cased(" ".join(f"{more} {match['given']} {match['particles']}{match['last']}".split()))
        heard[name] = heard.get(name) or _cased(office) or _office_behind(match["after"] or "")
    return next(iter(heard.items())) if len(heard) == 1 else None


def _is_office(word: str) -> bool:
    return word.rstrip(".").lower() in _ROLE_WORDS or _holds(word)


def _holds(word: str) -> bool:
    """Whether it names who holds an office, and not what that is of."""
    bare = word.rstrip(".")
    return bare.upper() in TITLES or bare.lower() in OFFICES | PERSON_NOUNS


def _apart(before: str) -> tuple[str, str]:
    """The office, and what of the words before a given name is a given name too: all after a bare office, since nothing
    else stands there, and else those that are known. On a line of its own the office has no name behind it."""
    line = re.split(r"\b(?:and|by|with)\b|\n(?=.)", before, flags=re.I)[-1]
    words = line.split()
    last = _last_office(words)
    office, after = words[: last + 1], words[last + 1 :]
    if (
        not office
        or office[-1].upper().rstrip(".") not in TITLES
        or (after[:1] and after[0].lower() in _CONNECTING)
    ):
        given = _known_names(after)
        office += after[: len(after) - len(given)] if office else []
        after = given
    if line.endswith("\n") and after:
        return "", ""
    while office and office[-1].upper().rstrip(".") in HONORIFICS:
        office.pop()
    return " ".join(office) if any(map(_holds, office)) else "", " ".join(after)


def _known_names(words: list[str]) -> list[str]:
    """The first names at the end, with the particles between them."""
    known = list(takewhile(lambda word: word.casefold() in FIRST_NAMES | _PARTICLES, reversed(words)))
    return known[::-1] if known and known[-1] not in _PARTICLES else []


def _office_behind(after: str) -> str:
    """Of "Chief Economist of the Board" all; nothing of "Foreign Minister Hale", who is somebody else."""
    words = after.split("\n")[0].split()
    last = _last_office(words)
    rest = words[last + 1 :]
    return " ".join(words) if last >= 0 and (not rest or rest[0].lower() in _CONNECTING) else ""


def _last_office(words: list[str]) -> int:
    places = [at for at, word in enumerate(words) if word.lower() not in _CONNECTING and _is_office(word)]
    return max((at for at in places if words[at][0].isupper()), default=-1)


def _cased(text: str) -> str:
    """ "ROBERT GIBBS" → "Robert Gibbs"; what is not in capitals stays as it is."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(map(str.isupper, letters)) < 0.7 * len(letters):
        return " ".join(map(_name_cased, text.split()))
    words = (_name_cased(word) if word.upper() != word else _word_cased(word) for word in text.split())
    return " ".join(words)


def _word_cased(word: str) -> str:
    if word.lower() in _SMALL:
        return word.lower()
    if word in _SUFFIXES - {"JR", "SR"} or re.fullmatch(r"(?:[^\W\d_]\.)+", word):
        return word
    pieces = re.sub(r"[^\W\d_]+", lambda piece: piece[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda mc: "Mc" + mc[1].upper(), pieces)


def _name_cased(word: str) -> str:
    """McDONOUGH → McDonough, LaHOOD → LaHood."""
    match = re.fullmatch(r"([A-Z][a-z]+)([A-Z]{2,})", word)
    return match[1] + match[2].capitalize() if match else word
