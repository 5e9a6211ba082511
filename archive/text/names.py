"""Characters in names that nobody sees, or that look like others."""

import unicodedata

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
