"""What stands beside a quotation."""

from dataclasses import dataclass

from archive.intake.spans import Span


@dataclass(frozen=True, slots=True)
class SpeechTag:
    """An attribution clause: who, with which verb, and the stretch both stand in."""

    who: Span | None
    cue: Span | None
    clause: Span
    follows: bool = False
    """The verb is an -ing form: its subject stands further left, outside the clause."""


@dataclass(frozen=True, slots=True)
class DirectQuote:
    spans: tuple[Span, ...]
    outer: Span
    tag: SpeechTag | None
    rule: str
    whole: bool
    """Whole sentences in marks, not a fragment."""
    leads: bool = True
    """No unquoted words of the same sentence stand before it."""
