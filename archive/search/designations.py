"""How models are named: F-16, F16 and F 16, F/A-18, S-300 PMU, several F-15Es."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from archive.search.letters import MAX_TERM, UNSPACED

Reading = tuple[str, ...]

_LETTER = rf"[^\W\d_{UNSPACED}]"
_IS_LETTERS = re.compile(rf"{_LETTER}+(?:/{_LETTER})?")
_IS_FIGURES = re.compile(rf"\d{{1,4}}{_LETTER}{{0,3}}")
_LETTERS_BEFORE = re.compile(r"(?P<letters>[^\W\d_]+)(?=\d)")
_IS_SUFFIX = re.compile(rf"{_LETTER}{{1,3}}")
_TAKES_SUFFIX = re.compile(rf"{_LETTER}{{0,3}}\d{{1,4}}")
_HAS_SUFFIX = re.compile(rf"(?P<figures>{_LETTER}*\d{{1,4}})(?P<suffix>{_LETTER}{{1,3}})(?<!s)")
# In small letters nothing else tells that f15es are several.
_SEVERAL = re.compile(rf"{_LETTER}{{1,4}}\d{{1,3}}{_LETTER}{{1,2}}(?=s$)")


@lru_cache(maxsize=1 << 14)
def apart(term: str) -> Reading:
    """F16 may be F 16."""
    match = _LETTERS_BEFORE.match(term)
    return (term[: match.end()], term[match.end() :]) if match else (term,)


def model(letters: str, figures: str) -> str:
    """The two as the name of a model, such as MiG and 31, if they may be one."""
    if _IS_LETTERS.fullmatch(letters) and _IS_FIGURES.fullmatch(figures):
        return (letters.replace("/", "") + figures)[:MAX_TERM]
    return ""


def suffixed(figures: str, suffix: str) -> str:
    """The same of S300 and PMU."""
    return figures + suffix if _TAKES_SUFFIX.fullmatch(figures) and _IS_SUFFIX.fullmatch(suffix) else ""


def put_together(words: list[Reading]) -> list[list[Reading]]:
    """Other ways to read the words of a text: F 16 may be F16, and F 15 E may be F15E or F 15E."""
    named = _joined(words, model)
    return [named, _joined(words, suffixed), _joined(named, suffixed)]


def _joined(words: list[Reading], join: Callable[[str, str], str]) -> list[Reading]:
    found: list[Reading] = []
    for word in words:
        if found and (together := join("".join(found[-1]), "".join(word))):
            found[-1] = (together,)
        else:
            found.append(word)
    return found


def taken_apart(reading: Reading) -> tuple[Reading, ...]:
    """A reading, and what else its models may be: F15E may be F15 E, and f15es several F15E or F 15E."""
    one = tuple(match.group() if (match := _SEVERAL.match(term)) else term for term in reading)
    ways = (reading, one, one if one == reading else _each(one, apart))
    return tuple(chain.from_iterable((way, _each(way, _without_suffix)) for way in ways))


def _each(reading: Reading, read: Callable[[str], Reading]) -> Reading:
    return tuple(chain.from_iterable(map(read, reading)))


def _without_suffix(term: str) -> Reading:
    match = _HAS_SUFFIX.fullmatch(term)
    return match.group("figures", "suffix") if match else (term,)
