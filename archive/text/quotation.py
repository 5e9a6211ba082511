"""Quotation marks that were cut off with what stood around the words."""

import re

CLOSERS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“"}
OPENERS = {"”": "“", "»": "«", "」": "「", "』": "『"}
_MARKS = re.compile(f"[{''.join({*CLOSERS, *OPENERS})}]")


def missing_marks(text: str) -> tuple[str, str]:
    """Those that a stretch of print lacks before and behind; none where marks are used in another way, as in ”Swedish”."""
    opened: list[str] = []
    before = ""
    for found in _MARKS.finditer(text):
        at, mark = found.start(), found.group()
        if opened and (mark == CLOSERS[opened[-1]] or (opened[-1], mark) == ("„", "”")):
            opened.pop()
        elif mark == "“" and at and text[at - 1].isalnum():  # as „German“ closes
            before = before or "„"
        elif mark in CLOSERS:
            opened.append(mark)
        elif mark in OPENERS:
            if not at or text[at - 1].isspace() or before:
                return "", ""
            before = OPENERS[mark]
    return before, "".join(CLOSERS[mark] for mark in reversed(opened))
