"""Which country or body a descriptive phrase speaks for."""

import re
from collections.abc import Iterable
from functools import lru_cache

from archive.intake.people.places_table import COUNTRY_ROWS, INSTITUTION_ROWS, MEDIA
from archive.intake.spans import Span

# “ambassador to North Korea”, “expert on Russia”: the country named is not the one spoken for.
_CONCERNED = re.compile(r"\b(?:to|on|with|about|against|toward|towards|over)(?: the)? $")
_MEDIA_WORDS = re.compile(
    r"\b(?:News|Times|Daily|Post|Herald|Tribune|Gazette|Journal|Telegraph|Broadcasting|Television|TV|Radio|Magazine|Newspaper|"
    r"Press|News Agency|newspaper|magazine|broadcaster|news agency|news website|news site|television|tabloid|daily)\b"
)


def countries_of(phrase: str) -> tuple[str, ...]:
    """Country codes in the order of the phrase, without those that a role is only concerned with."""
    found: dict[str, None] = {}
    for start, code in _country_mentions(phrase):
        if not _CONCERNED.search(phrase[:start]):
            found.setdefault(code)
    return tuple(found)


@lru_cache(maxsize=4096)
def institution_of(phrase: str) -> tuple[str | None, str | None]:
    """The archive's name for the body that the phrase names first, and its country."""
    match = _institution_pattern().search(phrase)
    return _institutions()[match.group().casefold()] if match else (None, None)


@lru_cache(maxsize=4096)
def country_for(phrase: str) -> tuple[str, ...]:
    """The country spoken for: the institution's, or else the first named. A body of many states has none."""
    name, code = institution_of(phrase)
    own = countries_of(phrase)
    if code:
        return (code,)
    return () if name and not _is_office(phrase) else own[:1]


def _is_office(phrase: str) -> bool:
    """“Russia's ambassador to the United Nations” speaks for Russia."""
    return bool(
        re.search(r"(?:ambassador|envoy|representative|mission|delegat\w+) (?:\w+ )?(?:to|at) ", phrase, re.I)
    )


def is_country(words: str) -> bool:
    return _bare(words) in _countries()


def names_country(name: str) -> bool:
    """Whether a capitalised phrase is, or ends in, the name of a country: “South Korea”, “Greater Albania”."""
    return any(
        match.end() == len(name) or " " in match.group() for match in _country_pattern().finditer(name)
    )


def country_code(words: str) -> str | None:
    return _countries().get(_bare(words))


def is_media(words: str) -> bool:
    bare = _bare(words)
    return bare in MEDIA or words.strip() in MEDIA or bool(_MEDIA_WORDS.search(words))


def media_in(phrase: str) -> Span | None:
    match = _media_pattern().search(phrase)
    return Span(*match.span()) if match else None


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|The) |'s?$", "", words.strip())


def _country_mentions(phrase: str) -> list[tuple[int, str]]:
    return [(match.start(), _countries()[match.group()]) for match in _country_pattern().finditer(phrase)]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    rows = (row.split(" ", 1) for row in COUNTRY_ROWS.strip().splitlines())
    return {name.strip(): code for code, names in rows for name in names.split(",")}


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    return _any_of(_countries())


@lru_cache(maxsize=1)
def _institutions() -> dict[str, tuple[str | None, str | None]]:
    rows = ([cell.strip() for cell in row.split("|")] for row in INSTITUTION_ROWS.strip().splitlines())
    return {
        printed.casefold(): (None if name == "-" else name, None if code == "-" else code)
        for printed, name, code in rows
    }


@lru_cache(maxsize=1)
def _institution_pattern() -> re.Pattern[str]:
    return _any_of([row.split("|")[0].strip() for row in INSTITUTION_ROWS.strip().splitlines()])


@lru_cache(maxsize=1)
def _media_pattern() -> re.Pattern[str]:
    return _any_of(
        [
            name
            for name in MEDIA
            if name not in ("Time", "Post", "Journal", "Times", "Fox", "Vice", "Bild", "Dawn", "AP", "RT")
        ]
    )


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:{})(?!\w)".format("|".join(map(re.escape, ordered))))
