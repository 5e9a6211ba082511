"""What stands in a name: signs that nobody sees, titles that are no part of it, the time that it was used in."""

import re
import unicodedata
from collections.abc import Iterable

JOINERS = "\u200c\u200d"  # stand in names of Persian, Hindi and others
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # fillers of Hangul, Khmer and Braille, a joiner of marks
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")  # scripts with letters that look the same


def unseen(name: str) -> list[str]:
    """The control and format characters of a name, and letters and signs that are blank, by their code points."""
    odd = (each for each in name if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"} or each in BLANK)
    return list(dict.fromkeys(f"U+{ord(each):04X}" for each in odd if each not in JOINERS))


def without_unseen(name: str) -> str:
    """With a space for what ends a line or a field."""
    kept = (" " if each.isspace() else each for each in name if each.isspace() or not unseen(each))
    return " ".join("".join(kept).split())


def mixed(name: str) -> str:
    """The first word that mixes scripts with letters that look the same; empty if none does."""
    return next((word for word in name.split() if len(scripts(word)) > 1), "")


def scripts(word: str) -> set[str]:
    names = (unicodedata.name(each, "").split(" ")[0] for each in word if each.isalpha())
    return {name for name in names if name in ALIKE}


# What stands before a name and is no part of it

_COURTESY = re.compile(
    r"(?:mr|mrs|ms|mx|dr|prof|messrs|mme|mlle|herr|frau|monsieur|madame|sir)\.?"
    r"|(?:sen|rep|gov|gen|amb|col|lt|capt|maj|sgt|pres|hon|rev|min|sec)\.",
    re.IGNORECASE,
)
_TITLES = """president vice deputy prime minister premier chancellor secretary ambassador senator congressman congresswoman
    representative governor mayor general admiral colonel marshal king queen prince princess pope chairman chairwoman
    chair leader director commissioner spokesman spokeswoman spokesperson foreign defence defense state former acting
    professor doctor"""

_IS_TITLE = frozenset(_TITLES.split())


def is_courtesy(word: str) -> bool:
    """Nobody is called Mr."""
    return _COURTESY.fullmatch(word) is not None


def is_title(word: str) -> bool:
    """Of an office, which may as well be what is looked for."""
    return word.lower() in _IS_TITLE


# Names with their time, one a line: Twitter (until 2023), Wire (2001–2019), X (since July 2023)

_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|(?:\d{1,2} )?[A-Z][a-z]+ \d{4})"
_LINE = re.compile(rf"(?P<name>\S.*?) \((?:(?:until|since) {_DAY}|{_DAY} ?[–-] ?{_DAY})\)")
HOW_DATED = "Write the name and when it was used in brackets: Twitter (until 2023), Wire (2001–2019), X (since July 2023)."


def name_of(line: str) -> str:
    """Nothing where the line names no time that it was used in."""
    found = _LINE.fullmatch(line)
    return found["name"] if found else ""


def with_times(names: Iterable[str], dated: Iterable[str]) -> list[str]:
    """The names, each with its time where that is known."""
    times = {name_of(line): line for line in dated}
    return [times.get(name, name) for name in names]
