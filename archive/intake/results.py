"""What intake proposes: frozen values whose spans are offsets into the raw article."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from archive.intake.spans import Span

Kind = Literal["direct", "mixed", "indirect", "headline"]
SpeakerType = Literal["person", "organisation", "unnamed"]
Confidence = Literal["high", "medium", "possible"]
Basis = Literal["explicit", "inherited", "inferred", "none"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words of the article that support it."""

    value: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Published:
    """`evidence` is None where an editor gave the date."""

    date: dt.date
    evidence: Span | None


@dataclass(frozen=True, slots=True)
class Metadata:
    title: Span | None
    outlet: Found | None
    agency: Found | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    mention: Span | None
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Role as printed, the body spoken for, and countries as ISO 3166-1 alpha-2."""

    role: Span | None = None
    organisation: str | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    earliest: dt.date | None
    latest: dt.date | None
    precision: Literal["day", "week", "month", "year", "unknown"]
    basis: Basis
    phrase: Span | None


@dataclass(frozen=True, slots=True)
class Via:
    name: str
    channel: str | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Quote:
    spans: tuple[Span, ...]
    kind: Kind
    cue: Span | None
    speaker: Speaker | None
    joint: tuple[Speaker, ...]
    affiliation: Affiliation
    said: Said | None
    via: tuple[Via, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Boilerplate:
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Proposals:
    metadata: Metadata
    boilerplate: tuple[Boilerplate, ...]
    quotes: tuple[Quote, ...]
    missing: str | None
    """What this run could not do and how to get it, for the screen; None when nothing is missing."""
