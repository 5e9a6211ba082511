"""Whether a text prints some words, and not only letters of longer ones: “king” does not stand in “talking”."""

import re

# Scripts whose words stand apart; in others particles and the next word follow without a space.
APART = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
_LETTER = re.compile(f"[{APART}]")


def prints(text: str, words: str) -> bool:
    """The database asks `archive_prints`, which is to say the same."""
    return re.search(f"(?<![{APART}]){re.escape(words)}(?![{APART}])", text) is not None


def cuts_word(text: str, start: int, end: int) -> bool:
    return _inside(text, start) or _inside(text, end)


def _inside(text: str, at: int) -> bool:
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and at > 0 and all(map(_LETTER.match, around))
