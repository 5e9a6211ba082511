"""A speaker's name as citations take it apart: family, given, suffix; initials."""

import re
from dataclasses import dataclass
from typing import Self
from unicodedata import normalize

_GENERATION = r"(?:[JS]r|Jnr|Snr|I{1,3}|IV|VI{0,3}|2n?d|3r?d|[4-9]th)\.?"
_SUFFIX = re.compile(rf"{_GENERATION}|(?:Esq|Ph\.? ?D|M\.? ?D|J\.? ?D|KC|QC|MP)\.?", re.IGNORECASE)
_HYPHEN = re.compile("[-\u2010\u2011\u2013]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A speaker. `family` is empty unless the archive knows which part of a name comes first in lists."""

    full: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    role: str = ""

    @classmethod
    def of(cls, full: str, sort_name: str, role: str = "") -> Self:
        """From "Kennelly, Robert F., Jr.", wherever the suffix stands in it."""
        family, *others = sort_name.split(", ")
        known = (
            _SUFFIX if len(others) > 1 else re.compile(_GENERATION, re.IGNORECASE)
        )  # "J.D." may be a given name
        suffixes = [part for part in others if known.fullmatch(part)]
        given = ", ".join(part for part in others if part not in suffixes)
        before, _, last = family.rpartition(" ")
        if before and given and not suffixes and _SUFFIX.fullmatch(last):
            family, suffixes = before, [last]
        if not given:
            return cls(full, role=role)
        return cls(full, family, given, ", ".join(suffixes), role)

    @property
    def in_lists(self) -> str:
        return self._listed(self.given)

    @property
    def initials(self) -> str:
        first, *others = self.given.split() or [""]
        short = [_initials(first), *(word if word.islower() else _initials(word) for word in others)]
        return self._listed(" ".join(filter(None, short)))  # Silva, L. da; Al Saud, M. bin S.

    def _listed(self, given: str) -> str:
        return ", ".join(filter(None, (self.family, given, self.suffix))) if self.family else self.full


def _initials(word: str) -> str:
    """ "J.-C." of Jean-Claude, "J. D." of J.D.; a script without capitals has no initials."""
    parts = [
        [held for held in part.split(".") if any(map(str.isalnum, held))] for part in _HYPHEN.split(word)
    ]
    return "-".join(" ".join(map(_initial, part)) for part in parts if part)


def _initial(word: str) -> str:
    letter = next(filter(str.isalnum, normalize("NFC", word)))
    return f"{letter}." if letter.lower() != letter.upper() else word
