"""What a reader asked for: one frozen value that every list, output and engine takes."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

# "added" is for feeds: what was published here last. No address asks for it.
Sort = Literal["relevance", "newest", "oldest", "added"]
Undated = Literal["include", "exclude", "only"]
Expand = Literal["on", "off"]

UNKNOWN_OUTLET = 0


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """Field names are the URL parameters of /quotes/. A tuple means any of its values; empty means no filter.

    A place in `mentions` is a country code ("KP") or an organisation's id as text ("12").
    `source` is the article's form, `record` whether the transcript of the words is shown ("matched" or "none").
    `expand` is whether names are searched in their other spellings too.
    `role` holds slugs of role titles ("spokesperson"), since the same title is held by many speakers.
    `verb` holds reporting verbs as text.verbs counts them ("denied").
    """

    q: str = ""
    speaker: tuple[int, ...] = ()
    role: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    organisation: tuple[int, ...] = ()
    mentions: tuple[str, ...] = ()
    outlet: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    occasion: tuple[int, ...] = ()
    statement: tuple[int, ...] = ()
    said_from: date | None = None
    said_to: date | None = None
    undated: Undated = "include"
    published_from: date | None = None
    published_to: date | None = None
    id: tuple[int, ...] = ()
    expand: Expand = "on"
    sort: Sort = "newest"

    def active(self) -> dict[str, Any]:
        """The fields that differ from their default."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}
