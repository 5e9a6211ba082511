"""What a report made of a text, word by word: left out, put in, changed, or moved to another place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from archive.text import Term
from archive.text.alignment import words
from archive.text.equal_runs import opcodes

MOVED = 2  # words in one run; a single one that comes again elsewhere is chance


class How(StrEnum):
    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"
    CHANGED = "changed"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


_HOW = {"equal": How.SAME, "delete": How.LEFT_OUT, "insert": How.PUT_IN, "replace": How.CHANGED}


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: `had` in the text, `has` in the report of it, each with what follows up to the next run."""

    how: How
    had: str
    has: str


def changes(text: str, report: str) -> list[Change]:
    """In the order of the text; what the text `had`, joined, is the text."""
    before, after = words(text), words(report)
    ops = list(opcodes(_terms(before), _terms(after)))
    found = [
        Change(_HOW[tag], _cut(text, before, a, b), _cut(report, after, c, d)) for tag, a, b, c, d in ops
    ]
    # Nothing of the text stands between it and the word before.
    if len(found) > 1 and found[-1].how is How.PUT_IN:
        found[-1] = replace(found[-1], has=report[after[ops[-1][3] - 1].end :])
    return list(_with_moves(found))


def _terms(found: Sequence[Term]) -> list[str]:
    return [word.term for word in found]


def _cut(text: str, found: Sequence[Term], first: int, end: int) -> str:
    """The words from one to before another, with what stands around them; all cuts together are the text."""
    if first == end:
        return ""
    start = found[first].start if first else 0
    return text[start : found[end].start if end < len(found) else len(text)]


def _with_moves(found: Sequence[Change]) -> Iterator[Change]:
    gone = {_key(each.had) for each in found if each.how is How.LEFT_OUT}
    come = {_key(each.has) for each in found if each.how is How.PUT_IN}
    for each in found:
        if each.how is How.LEFT_OUT and _key(each.had) in come and len(_key(each.had)) >= MOVED:
            yield replace(each, how=How.MOVED_AWAY)
        elif each.how is How.PUT_IN and _key(each.has) in gone and len(_key(each.has)) >= MOVED:
            yield replace(each, how=How.MOVED_HERE)
        else:
            yield each


def _key(text: str) -> tuple[str, ...]:
    return tuple(_terms(words(text)))
