"""What stands before a name and is no part of it."""

import re

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
