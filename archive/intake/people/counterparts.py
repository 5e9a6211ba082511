"""“His Greek counterpart, [Stavros Melidis], said”: whom somebody speaks for whose office is said by another's."""

import re

from archive.intake.people.places import country_code
from archive.intake.spans import Span

_COUNTERPART = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?P<land>[A-Z][\w.-]+(?: [A-Z][\w-]+){0,2}) counterpart(?P<comma>,)? "
    r"(?:(?:Mr|Ms|Mrs|Dr|H\.E|Lt|Gen|Col|Adm)\.? |General |Admiral |Colonel )*$"
)
_MINISTER = re.compile(
    r"\b(?:[Mm]inisters?|(?:State|Defen[cs]e|Foreign|Treasury) [Ss]ecretary|Secretary of [A-Z]\w+|[Cc]hancellor|President [A-Z])"
)
_PRIVATE = re.compile(
    r"\b(?:coach|captain|skipper|manager|striker|club|company|firm|chief executive|CEO|university|professor|federation|"
    r"association|union|league|team|bishop|archbishop|editor|former|ex-\w+|shadow|exiled?)\b",
    re.I,
)
# “Speaking beside his Kazakh counterpart, Ann Lee, the minister, said”: the sentence has its subject still to come.
_SUBJECT_TO_COME = re.compile(
    r"^(?:[A-Z]\w+ing|With|Along|Alongside|Beside|Besides|Unlike|Like|At|In|On|After|Before|Asked|Accompanied|Flanked|Joined|Together)\b"
)


def counterpart_of(words: str, name: Span, edge: Span) -> str | None:
    """The country of a minister's counterpart who is named right behind the word."""
    before = words[edge.start : name.start]
    found = _COUNTERPART.search(before)
    if found is None:
        return None
    sentence = re.split(r"[.!?][\"'”’]* (?=[A-Z\"“])", before[: found.start()])[-1].lstrip(" \"'“")
    closed = words[name.end : name.end + 1] == ","
    if found["comma"] and (not closed or _SUBJECT_TO_COME.match(sentence)):
        return None
    around = words[max(0, name.start - 500) : name.start]
    is_minister = (
        _MINISTER.search(around) and not _PRIVATE.search(sentence) and not _PRIVATE.search(around[-160:])
    )
    return country_code(found["land"]) if is_minister else None
