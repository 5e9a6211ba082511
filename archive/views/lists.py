"""Lists in the order of the alphabet, a page at a time."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

ROWS = 200


def a_to_z(rows: QuerySet[Any], page: dict[str, Any]) -> dict[str, Any]:
    """Rows with a `sort_key`, under the first letter of it."""
    shown = Paginator(rows, ROWS).get_page(page["page"])
    letters: dict[str, list[Any]] = {}
    for row in shown:
        letters.setdefault(letter(row.sort_key), []).append(row)
    return {"letters": letters, "page": shown, "q": page["q"], "notes": {}}


def letter(sort_key: str) -> str:
    first = sort_key[:1].upper()
    return first if first.isalpha() else "0–9"
