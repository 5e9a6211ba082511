"""Numbers in figures: 12,500, 12.500, 12 500 and ١٢٬٥٠٠ are one; 7.5 and 75 are two."""

import re
from typing import NamedTuple

from archive.search.folding import fold

_SPACES = " \u00a0\u2009\u202f"
_MARKS = ".,'’٬٫，．"
NUMBER = rf"(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:[{_MARKS}]\d+)*)"

_LIKE_COMMAS = str.maketrans({"'": ",", "’": ",", "٬": ",", "，": ",", "٫": ".", "．": "."})
_BY_SPACES = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+")
_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_BY_POINTS = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)")
_PERHAPS_BY_A_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL = re.compile(r"\d+\.\d+|\d{1,3},\d{1,2}")


class Number(NamedTuple):
    """The parts that are words by themselves, what they make together, and how else it may be meant."""

    parts: list[tuple[str, int, int]]
    whole: str
    other: str = ""


def number(text: str) -> Number:
    plain = text.translate(_LIKE_COMMAS)
    if _BY_SPACES.fullmatch(text):
        return Number(_parts(text), fold("".join(part for part, _, _ in _parts(text))))
    whole = fold(_as_one(plain))
    if not whole:
        dated = plain.count(".") > 1 and "," not in plain
        return Number(_parts(text), fold(plain) if dated else "")
    other = whole.replace(".", "") if _PERHAPS_BY_A_POINT.fullmatch(plain) else ""
    return Number([(whole, 0, len(text))], whole, other)


def _as_one(plain: str) -> str:
    """What it is if it is one number; "" for a day such as 17.6.2024, or several as in 2023,2024."""
    if _BY_COMMAS.fullmatch(plain):
        return plain.replace(",", "")
    if _BY_POINTS.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    if _DECIMAL.fullmatch(plain):
        return plain.replace(",", ".")
    return plain if plain.isdecimal() else ""


def _parts(text: str) -> list[tuple[str, int, int]]:
    return [(fold(match.group()), match.start(), match.end()) for match in re.finditer(r"\d+", text)]
