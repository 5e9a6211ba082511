"""Names in the nominative by a dictionary of inflections, if pymorphy3 is installed; else the endings of the table do."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_MOST_NAMES = 2_000


@lru_cache(maxsize=_MOST_NAMES)
def nominative(code: str, name: str) -> str | None:
    """“Ольги Петровой” is Ольга Петрова: read as one gender throughout, or not at all."""
    analyser = _analyser(code)
    if analyser is None:
        return None
    for gender in ("masc", "femn"):
        words = [_word(analyser, word, gender) for word in name.split(" ")]
        if all(words):
            return " ".join(filter(None, words))
    return None


@lru_cache(maxsize=4)
def _analyser(code: str) -> Any | None:
    if not find_spec("pymorphy3") or not find_spec(f"pymorphy3_dicts_{code}"):
        return None
    return import_module("pymorphy3").MorphAnalyzer(lang=code)


def _word(analyser: Any, word: str, gender: str) -> str | None:
    if word.endswith("."):
        return word
    read = [each for each in analyser.parse(word) if {"gent", gender} <= each.tag.grammemes]
    read.sort(key=lambda each: not each.tag.grammemes & {"Name", "Surn"})
    found = next((each.inflect({"nomn"}) for each in read if "plur" not in each.tag), None)
    if found is None:
        return None
    letters = found.word if "ё" in word else found.word.replace("ё", "е")
    return "-".join(part.capitalize() for part in letters.split("-"))
