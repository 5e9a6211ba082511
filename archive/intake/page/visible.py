"""The text as a reader sees it: without soft hyphens and zero-width characters, accents joined to their letters.

Intake reads this copy; spans of it lead back to the raw article, whose characters are never changed.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

from archive.intake.spans import Span

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PIECE = re.compile(rf"[{_UNSEEN}]+|[^\W\d_][\u0300-\u036f]+", re.UNICODE)


class Visible:
    """`text`, and for each of its characters where it begins and ends in the raw one."""

    def __init__(self, raw: str) -> None:
        self.text = raw
        self._starts: list[int] | None = None
        if _PIECE.search(raw):
            self._read(raw)

    def _read(self, raw: str) -> None:
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for match in (*_PIECE.finditer(raw), None):
            stop = match.start() if match else len(raw)
            pieces.append(raw[position:stop])
            starts.extend(range(position, stop))
            ends.extend(range(position + 1, stop + 1))
            if match is not None:
                joined = _joined(match.group())
                pieces.append(joined)
                starts.extend([match.start()] * len(joined))
                ends.extend([match.end()] * len(joined))
                position = match.end()
        self.text, self._starts, self._ends = "".join(pieces), starts, ends

    def raw(self, value: Any) -> Any:
        """A result with its spans, at whatever depth, leading to the raw article."""
        if self._starts is None:
            return value
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, tuple):
            return tuple(self.raw(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: self.raw(getattr(value, field.name)) for field in fields(value)}
            )
        return value

    def _span(self, span: Span) -> Span:
        starts = self._starts or []
        if span.end <= span.start:
            at = starts[span.start] if span.start < len(starts) else (self._ends[-1] if starts else 0)
            return Span(at, at)
        return Span(starts[span.start], self._ends[span.end - 1])


def _joined(piece: str) -> str:
    """A letter with its accents is one character, or stays what it is where there is none such."""
    return unicodedata.normalize("NFC", piece) if piece[0].isalpha() else ""
