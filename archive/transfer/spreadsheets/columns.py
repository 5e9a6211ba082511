"""What the columns of somebody's table mean: guessed by their names, decided by the editor."""

import json
import re
from pathlib import Path
from typing import Any

from archive.text import sort_key

# Each field with its name on screen; columns.json has the names that tables give it, too.
_GIVEN: dict[str, Any] = json.loads((Path(__file__).parent / "columns.json").read_text(encoding="utf-8"))
FIELDS: dict[str, str] = {field: given["label"] for field, given in _GIVEN.items()}
NEEDED = ("words",)
_APART = re.compile(r"[\s_\-:/()]+")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BEHIND = re.compile(r" (?:of|to|in|for|from|by) ")
VAGUE = {"name", "text", "full"}  # beside another word that says more
MOST_WORDS, LONGEST = 5, 200


def folded(name: str) -> str:
    """Nothing of a text that is too long for the name of a column."""
    return _APART.sub(" ", sort_key(name)).strip() if len(name) <= LONGEST else ""


MEANINGS = {folded(name): field for field, given in _GIVEN.items() for name in given["names"]}
# A table that has both calls the words so, and the date of saying.
BETTER = ("words", "said earliest", "said.earliest", "speakers.name")
HEAD_WITHIN = 15


def field_of(name: str) -> str:
    """By the whole name, else by what stands before a bracket, else by its last telling word: "Exact quote", "Link to article"."""
    if found := MEANINGS.get(folded(name)) or MEANINGS.get(bare := folded(_ASIDE.sub("", name[:LONGEST]))):
        return found
    parts = [" ".join(word for word in part.split() if word not in VAGUE) for part in _BEHIND.split(bare)]
    told = next(filter(None, parts), "").split()
    return MEANINGS.get(told[-1], "") if told and len(bare.split()) <= MOST_WORDS else ""


def heads(rows: list[list[str]]) -> tuple[list[str], range]:
    """The names of the columns, and the rows they stand in: two where a name stands over those of several columns."""
    at = head_at(rows)
    names, below = rows[at], rows[at + 1 : at + 2]
    if below and names_more(names, below[0]):
        return [under or name for name, under in zip(names, below[0], strict=True)], range(at, at + 2)
    above = rows[at - 1] if at else []
    if any(not name and over and folded(over) in MEANINGS for name, over in zip(names, above, strict=False)):
        return [name or over for name, over in zip(names, above, strict=True)], range(at - 1, at + 1)
    return names, range(at, at + 1)


def names_more(names: list[str], below: list[str]) -> bool:
    """Whether all that stands in the row below are names of columns, one of them in a column without."""
    filled = [(name, under) for name, under in zip(names, below, strict=True) if under]
    known = all(folded(under) in MEANINGS for _, under in filled)
    return known and any(not name for name, _ in filled)


def head_at(rows: list[list[str]]) -> int:
    """The row that names the columns: the first, unless one a little below has more names that tables use."""
    known = [len({MEANINGS.get(folded(cell)) for cell in row} - {None}) for row in rows[:HEAD_WITHIN]]
    best = max(range(len(known)), key=lambda at: (known[at], -at), default=0)
    return best if known and known[best] > max(known[0], 1) else 0


def guess(names: list[str]) -> dict[str, str]:
    """Field by column name; of several columns that may be one field the most telling, else the first."""
    chosen: dict[str, str] = {}
    # There the plain address is the quote's own here.
    ours = any(name.startswith("article.") for name in names)
    names = [name for name in names if not (ours and name == "url")]
    for surely in (True, False):
        for name in names:
            field = MEANINGS.get(folded(name)) if surely else field_of(name)
            if field and (field not in chosen or (surely and folded(name) in BETTER)):
                chosen[field] = name
    return {name: field for field, name in sorted(chosen.items(), key=lambda each: names.index(each[1]))}
