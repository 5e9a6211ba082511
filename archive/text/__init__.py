"""Small pure functions on strings. Offsets are Python `str` offsets throughout."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from django.utils.text import slugify

# What stands between two spans of one quote: the attribution that interrupts the words is left out.
GAP = " […] "
MAX_ARTICLE = 200_000
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
# What a spreadsheet would run as a formula, also behind apostrophes that were there before.
_SIGNS = "=+-@\t\r\n\0＝＋－＠"
_FIRST = frozenset(_SIGNS) | {"'"}
_FORMULA = re.compile(rf"'*[{re.escape(_SIGNS)}]")

Offsets = tuple[int, int]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fold(text: str) -> str:
    """Compatibility-decomposed, without marks, case folded: "Čapek" and "CAPEK" become "capek"."""
    if text.isascii():
        return text.lower()
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def sort_key(name: str) -> str:
    """The same order on every PostgreSQL, whatever its collations: compare these by code point."""
    return " ".join(fold(name).removeprefix("the ").split())


@lru_cache(maxsize=1 << 14)
def slug(text: str, words: int = 8) -> str:
    return "-".join(slugify(fold(text)).split("-")[:words])[:80].strip("-")


def join_spans(parts: Iterable[str]) -> str:
    return GAP.join(parts)


def removed(length: int, kept: list[Offsets]) -> list[Offsets]:
    """The spans of a text of `length` that `kept` (in order, not overlapping) leaves out."""
    edges = [0, *(edge for span in kept for edge in span), length]
    return [(start, end) for start, end in list(pairwise(edges))[::2] if start < end]


def read_article(data: bytes) -> str:
    """An article file as text, unchanged. Raises ValueError with what to do about it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"Not UTF-8 at byte {error.start}: save the file as UTF-8 and try again.") from None
    return check_article(text)


def check_article(text: str) -> str:
    if "\0" in text:
        raise ValueError(f"A NUL character stands at offset {text.index(chr(0))}: remove it and try again.")
    if len(text) > MAX_ARTICLE:
        raise ValueError(f"{len(text):,} characters are more than {MAX_ARTICLE:,}: split the text.")
    if not text.strip():
        raise ValueError("The text is empty.")
    return text


def defused(text: str) -> str:
    """With an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in _FIRST and _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What `defused` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
