"""Tables of words and names, kept as text: a line that begins with # is a comment."""

from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


@lru_cache(maxsize=8)
def sections(name: str) -> dict[str, frozenset[str]]:
    """The words below each “[heading]” of a file."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for row in lines(name):
        if row.startswith("["):
            words = found.setdefault(row.strip("[]"), [])
        else:
            words.extend(row.split())
    return {heading: frozenset(each) for heading, each in found.items()}
