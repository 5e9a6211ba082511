"""Words of one part or several: cease-fire, O’Brien, U.S., 12 500, a word divided at the end of a line.

Numbers in figures: 12,500, 12.500, 12 500 and ١٢٬٥٠٠ are one; 7.5 and 75 are two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple

from archive.search.designations import Reading, apart
from archive.search.letters import IGNORED, LINE_END, MARKS, MAX_TERM, UNSPACED, fold
from archive.text.folding import APOSTROPHES

Parts = list[tuple[str, int, int]]  # terms, and where each stands

_SPACES = " \u00a0\u2009\u202f"
_FIGURE_MARKS = ".,'’٬٫，．"
_FIGURES = rf"(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:[{_FIGURE_MARKS}]\d+)*)"

_LIKE_COMMAS = str.maketrans({"'": ",", "’": ",", "٬": ",", "，": ",", "٫": ".", "．": "."})
_BY_SPACES = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+")
_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_BY_POINTS = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)")
_PERHAPS_BY_A_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL = re.compile(r"\d+\.\d+|\d{1,3},\d{1,2}")


_HYPHENS = "-‐‑–"
_UNSEEN = rf"[{IGNORED}\u200b\u200c]"
# Where a line or a page ends within a word; some files write what divided it there as ¬.
_BLANK = r"[ \t\u00a0\u2000-\u200b\u3000]"
DIVIDED = rf"[-‐‑\u00ad¬]{_BLANK}{{0,40}}(?:{LINE_END}{_BLANK}{{0,40}}){{1,3}}"
_SOFT = rf"{DIVIDED}|{_UNSEEN}*[\u200b\u200c]{_UNSEEN}*"
_JOINT = rf"(?:{_SOFT}|{_UNSEEN}*[{_HYPHENS}{APOSTROPHES}]{_UNSEEN}*)"

_LETTER = rf"[^\W\d_{UNSPACED}{APOSTROPHES}]"
_PLAIN = rf"[^\W_{UNSPACED}{APOSTROPHES}]"
_INITIALS = rf"{_LETTER}(?:\.{_LETTER})+(?!{_PLAIN}|[{MARKS}])\.?"
_NUMBER = rf"{_FIGURES}(?!{_PLAIN}|[{MARKS}])"
_PART = rf"{_PLAIN}+(?:[{MARKS}{IGNORED}]+{_PLAIN}+)*[{MARKS}]*"
# F/A-18 and F/A 18: two letters with a stroke, before a figure.
SLASHED = rf"{_LETTER}/{_LETTER}(?={_UNSEEN}*[{_HYPHENS} \u00a0]?\d)"
# From its stroke on, since every letter of a text is tried otherwise.
SLASHED_BEFORE_BLANK = rf"/{_LETTER}{_UNSEEN}*[ \u00a0]\d"
_UNIT = rf"(?:{SLASHED}|{_INITIALS}|{_NUMBER}|{_PART})"
WORD = rf"{_UNIT}(?:{_JOINT}{_UNIT})*"

_IS_SOFT = re.compile(_SOFT)
_PIECES = re.compile(
    rf"(?P<initials>{SLASHED}|{_INITIALS})|(?P<number>{_NUMBER})|(?P<part>{_PART})|(?P<joint>{_JOINT})"
)
# Models: the plural of F16s, MiG-31s, F-15Es (but not of the 1990s).
_MODELS = re.compile(r"(?:[^\W\d_]+\d+|\d{1,3})[A-Z]{0,3}(?=s$)")

# A word of more parts makes no term of its own.
MAX_SPAN = 8

# What follows an apostrophe without being joined to what stands before it: we’re is not were. And what joins nothing
# after one, as single letters do not (n’est is not nest) but for the O’ of O’Brien and, with capitals, D’Angelo and
# N’Djamena; L’Est is French for the east, and not lest.
_ENDINGS = frozenset(["s", "t", "d", "m", "ll", "re", "ve"])
_BEGINNING = "qu"
_OF_NAMES = frozenset("dkmnt")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_HAS_UMLAUT = re.compile("[äöüøåÄÖÜØÅ\u0308\u030a]")

# Told from the pronoun by their capitals, as readers do, or by their points.
_UNITED_STATES = frozenset(["US", "U.S.", "U.S", "USA", "U.S.A.", "U.S.A", "u.s.", "u.s"])


class Form(NamedTuple):
    """A term, the place of its first part among all parts, how many it spans, and where it stands in the text.

    `span` is 0 for a part itself, and more for what parts make together, or for another spelling of them.
    """

    term: str
    at: int
    span: int
    start: int
    end: int


@dataclass(slots=True)
class Unit:
    """Parts that are written as one, and `joint`, what joins them to the unit before."""

    parts: Parts
    whole: str
    other: str = ""
    joint: str = ""
    one: str = ""  # of several of a model: mig31 of MiG31s, 31 of 31s
    at: int = 0
    to: int = 0  # the end of a possessive ’s, which is marked with its word
    capital: bool = False

    @property
    def start(self) -> int:
        return self.parts[0][1]

    @property
    def end(self) -> int:
        return self.to or self.parts[-1][2]


@dataclass(frozen=True, slots=True)
class Compound:
    """All terms of a word; and how it may be read as one term after another: as usual, joined, or in parts."""

    width: int
    forms: tuple[Form, ...]
    usual: Reading
    joined: Reading
    split: Reading = field(default=())


def compound(surface: str) -> Compound:
    if surface.isascii() and surface.isalpha() and surface not in _UNITED_STATES:  # as most words are
        plain = (surface.lower()[:MAX_TERM],)
        return Compound(1, (Form(plain[0], 0, 0, 0, len(surface)),), plain, plain, plain)
    units = _units(surface)
    if len(units) == 1 and len(units[0].parts) == 1 and not units[0].other:
        ((term, start, end),) = units[0].parts
        reading = (term,)
        return Compound(1, (Form(term, 0, 0, start, end),), reading, reading, apart(term))
    possessive = len(units) > 1 and units[-1].whole == "s" and _is_apostrophe(units[-1].joint)
    if possessive:
        units[-2].to = units[-1].end
    width = 0
    for unit in units:
        unit.at, width = width, width + len(unit.parts)
    usual = tuple(term for unit in units for term in _read(unit))
    if possessive and units[-2].whole[-1:].isdecimal():
        return Compound(width, tuple(_forms_of_several(units)), usual, *_read_several(units[:-1]))
    return Compound(width, tuple(_forms(units)), usual, tuple(_joined_reading(units)), _split_reading(units))


def _forms_of_several(units: list[Unit]) -> Iterator[Form]:
    """F-16’s may be what F-16s are, and the 1990’s the 1990s."""
    end = units[-1]
    for form in _forms(units):
        yield form
        span = end.at - form.at
        if form.at < end.at and max(form.span, 1) == span:
            yield from (Form(form.term + s, form.at, span + 1, form.start, end.end) for s in ("", "s"))


def _read_several(units: list[Unit]) -> tuple[Reading, Reading]:
    if len(units) == 1 and not _MODELS.match(units[0].whole + "s"):
        many = (units[0].whole + "s",)
        return many, many
    return tuple(_joined_reading(units)), _split_reading(units)


def _split_reading(units: list[Unit]) -> Reading:
    return tuple(term for unit in units for term in _split(unit))


def _split(unit: Unit) -> Reading:
    terms = (unit.one,) if unit.one else tuple(term for term, _, _ in unit.parts)
    return apart(terms[0]) if len(terms) == 1 else terms


def _units(surface: str) -> list[Unit]:
    units: list[Unit] = []
    joint = ""
    for match in _PIECES.finditer(surface):
        if match.lastgroup == "joint":
            joint = match.group()
            continue
        unit = _unit(str(match.lastgroup), match.group(), match.start())
        if not unit.parts:
            continue
        if units and _IS_SOFT.fullmatch(joint):
            _divided(units[-1], unit)
        else:
            unit.joint = joint
            units.append(unit)
        joint = ""
    return units


def _divided(unit: Unit, rest: Unit) -> None:
    """Puts together what the end of a line parted."""
    if unit.other or rest.other:
        unit.other = ((unit.other or unit.whole) + (rest.other or rest.whole))[:MAX_TERM]
    unit.parts += rest.parts
    unit.whole = (unit.whole + rest.whole)[:MAX_TERM]


def _unit(kind: str, text: str, at: int) -> Unit:
    one = ""
    if kind == "number":
        parts, whole, other = _number(text)
    elif kind == "initials":
        parts = [
            (fold(letter.group()), letter.start(), letter.end()) for letter in re.finditer(_LETTER, text)
        ]
        whole, other = _name_of(text) or "".join(part for part, _, _ in parts), ""
    else:
        whole = _name_of(text) or fold(text)
        parts = [(whole, 0, len(text))] if whole else []
        other = fold(text.casefold().translate(_UMLAUTS)) if _HAS_UMLAUT.search(text) else ""
        one = fold(several.group()) if (several := _MODELS.match(text)) else ""
    placed = [(part, at + start, at + end) for part, start, end in parts]
    return Unit(placed, whole, one or other, one=one, capital=text[0].isupper())


def _number(text: str) -> tuple[Parts, str, str]:
    """The parts that are words by themselves, what they make together, and how else it may be meant."""
    plain = text.translate(_LIKE_COMMAS)
    if _BY_SPACES.fullmatch(text):
        return _parts(text), fold("".join(part for part, _, _ in _parts(text))), ""
    whole = fold(_as_one(plain))
    if not whole:
        dated = plain.count(".") > 1 and "," not in plain
        return _parts(text), fold(plain) if dated else "", ""
    other = whole.replace(".", "") if _PERHAPS_BY_A_POINT.fullmatch(plain) else ""
    return [(whole, 0, len(text))], whole, other


def _as_one(plain: str) -> str:
    """What it is if it is one number; "" for a day such as 17.6.2024, or several as in 2023,2024."""
    if _BY_COMMAS.fullmatch(plain):
        return plain.replace(",", "")
    if _BY_POINTS.fullmatch(plain):
        return plain.replace(".", "").replace(",", ".")
    if _DECIMAL.fullmatch(plain):
        return plain.replace(",", ".")
    return plain if plain.isdecimal() else ""


def _parts(text: str) -> Parts:
    return [(fold(match.group()), match.start(), match.end()) for match in re.finditer(r"\d+", text)]


def _name_of(text: str) -> str:
    return "usa" if text in _UNITED_STATES else ""


def _read(unit: Unit) -> list[str]:
    return [unit.whole] if unit.whole else [term for term, _, _ in unit.parts]


def _forms(units: list[Unit]) -> Iterator[Form]:
    for unit in units:
        for offset, (term, start, end) in enumerate(unit.parts):
            yield Form(term, unit.at + offset, 0, start, unit.end if end == unit.parts[-1][2] else end)
        if len(unit.parts) <= MAX_SPAN:
            others = filter(None, (unit.whole if len(unit.parts) > 1 else "", unit.other))
            yield from (Form(term, unit.at, len(unit.parts), unit.start, unit.end) for term in others)
    for run in _runs(units):
        yield from chain.from_iterable(map(_together, pairwise(run)))
        if len(run) > 2 and run[-1].at + len(run[-1].parts) - run[0].at <= MAX_SPAN:
            yield from _together(run)


def _together(units: "tuple[Unit, ...] | list[Unit]") -> Iterator[Form]:
    first, last = units[0], units[-1]
    span = min(last.at + len(last.parts) - first.at, MAX_SPAN)
    for term in dict.fromkeys([_joined(units), _joined(units, last.one)]):
        yield Form(term, first.at, span, first.start, last.end)


def _joined(units: "tuple[Unit, ...] | list[Unit]", last: str = "") -> str:
    *before, end = units
    return "".join(chain(*map(_read, before), [last] if last else _read(end)))[:MAX_TERM]


def _joined_reading(units: list[Unit]) -> Iterator[str]:
    for run in _runs(units):
        if len(run) == 1:
            yield from [run[0].other] if run[0].other else _read(run[0])
        elif run[-1].at + len(run[-1].parts) - run[0].at <= MAX_SPAN:
            yield _joined(run, run[-1].one)
        else:
            yield from (term for unit in run for term in _read(unit))


def _runs(units: list[Unit]) -> list[list[Unit]]:
    """Units that make a word together, as far as they do."""
    runs: list[list[Unit]] = []
    for unit in units:
        if runs and _joins(runs[-1][-1], unit):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _joins(one: Unit, other: Unit) -> bool:
    before, after = one.whole, other.whole
    if not before or not after:
        return False
    if _is_apostrophe(other.joint):
        named = before == "o" or (before in _OF_NAMES and one.capital and other.capital)
        alone = (len(before) == 1 and not named) or before == _BEGINNING
        return not (alone or after in _ENDINGS)
    return not (before[-1].isdecimal() and after[0].isdecimal())


def _is_apostrophe(joint: str) -> bool:
    return any(character in APOSTROPHES for character in joint)
