"""Offices of a region or a town that one country alone has: “Akita Gov.”, “head of the Sumy Regional Administration”."""

import re
from collections import Counter

from archive.intake.people.gazetteer import by_code, names_of

_TOWNS = "towns.txt"
# What a town may lend its name to, a club or a firm, has no such office.
_OFFICE = (
    r"(?:[Gg]ov(?:ernor|ernment|\.)?|[Mm]ayor(?:al|ess)?|[Vv]ice-[Mm]ayor|[Pp]olice|[Cc]ouncil(?:lors?|or|man|woman)?|[Pp]refect(?:ure|ural)?|"
    r"[Pp]rovinc(?:e|ial)|[Rr]egional|[Mm]unicipal(?:ity)?|[Dd]istrict|[Cc]ounty|[Ss]tate|[Cc]ity|[Cc]ommissioner|[Cc]ollector|[Pp]rosecutors?|"
    r"[Cc]ourt|[Aa]uthorit(?:y|ies)|[Ff]ire (?:[Ss]ervice|[Dd]epartment|[Bb]rigade|[Cc]hief)|[Ss]heriff|[Oo]blast|[Ll]egislature|[Aa]ssembly)"
)
_BESIDE = re.compile(
    rf"(?:['’]s?)?(?: (?:[Dd]eputy|[Vv]ice|[Aa]cting|[Aa]ssistant|Lt\.|[Cc]hief))* {_OFFICE}(?!\w)"
)
_BEFORE = re.compile(
    rf"(?:\b{_OFFICE}|\b[Rr]egion|\b[Tt]own) of (?:the )?(?:(?:city|town|province|state|region|district|county) of )?$"
    r"|\b(?:[Pp]olice|[Aa]uthorities|[Pp]rosecutors?) in (?:the )?$"
)
# “Los Angeles”, “Port of Gdynia Authority”: a part of a longer name.
_LONGER = re.compile(
    rf"\b(?!(?:{_OFFICE}|The|In|At|On|From|Near|But|And) )[A-Z][\w.]*\w(?: of(?: the)?)? $|-$"
)


def of_local_office(phrase: str) -> str | None:
    """The country of the place whose office the phrase names."""
    for start, name in names_of(_TOWNS).within(phrase):
        beside = _BESIDE.match(phrase, start + len(name)) and not _LONGER.search(phrase[:start])
        if beside or _BEFORE.search(phrase[:start]):
            return by_code(_TOWNS)[name]
    return None


def towns_in(text: str) -> Counter[str]:
    """How often places of each country are named, by names that no person has."""
    return Counter(
        by_code(_TOWNS)[name]
        for start, name in names_of(_TOWNS).within(text)
        if not _LONGER.search(text[max(0, start - 40) : start])
    )


def town(name: str) -> str | None:
    return by_code(_TOWNS).get(name)
