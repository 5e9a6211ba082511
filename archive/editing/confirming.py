"""What somebody looked at before confirming a step over many rows: each row with its version, as one text."""

import re
from collections.abc import Iterable

CHANGED = "Somebody changed it since you looked: look again, then decide."


def looked_at(rows: Iterable[tuple[int, object]]) -> str:
    return " ".join(f"{pk}:{version}" for pk, version in rows)


def read(text: str) -> dict[int, str]:
    """Versions by id; what is no pair is left out, and its row was not looked at."""
    return {int(pk): version for pk, version in re.findall(r"\b([0-9]{1,18}):(\w+)", text)}
