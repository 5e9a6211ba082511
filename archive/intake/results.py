"""What intake proposes: frozen values whose spans are offsets into the raw article."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from archive.intake.spans import Span

Kind = Literal["direct", "mixed", "indirect", "headline"]
SpeakerType = Literal["person", "organisation", "unnamed"]
Confidence = Literal["high", "medium", "possible"]
# For one fact: high is right in 98 of 100, good in 9 of 10, check in half or more, possible in less.
Tier = Literal["high", "good", "check", "possible"]
Basis = Literal["explicit", "inherited", "inferred", "none"]


@dataclass(frozen=True, slots=True)
class Metadata:
    title: Span | None
    outlet: str | None
    agency: str | None
    published: dt.date | None
    published_in: Span | None
    """The words that say so; none where an editor gave the day."""


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    mention: Span | None
    type: SpeakerType
    why_open: str = ""
    """Why only a person can say who this is, for the screen: two people of one surname, say."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Role as printed, the body spoken for, and countries as ISO 3166-1 alpha-2."""

    role: Span | None = None
    organisation: str | None = None
    countries: tuple[str, ...] = ()
    role_basis: Basis = "none"
    """Explicit: printed at this mention. Inherited: at another mention of the same person."""
    country_basis: Basis = "none"
    """Explicit: named beside the office. Inherited: elsewhere. Inferred: only one country has such an office, or the article is about one."""


def carried(found: Affiliation) -> Affiliation:
    """Printed at another mention."""
    role: Basis = "inherited" if found.role else "none"
    country: Basis = "inherited" if found.country_basis == "explicit" else found.country_basis
    return replace(found, role_basis=role, country_basis=country)


def joined(own: Affiliation, before: Affiliation) -> Affiliation:
    """What this mention prints, and what it leaves unsaid from the mentions before."""
    if own.role is None and not own.countries:
        return before
    if own.role is None:
        return replace(before, countries=own.countries, country_basis=own.country_basis)
    if own.countries or not before.countries:
        return own
    organisation = own.organisation or before.organisation
    return replace(
        own, organisation=organisation, countries=before.countries, country_basis=before.country_basis
    )


@dataclass(frozen=True, slots=True)
class Said:
    earliest: dt.date | None
    latest: dt.date | None
    precision: Literal["day", "week", "month", "year", "unknown"]
    basis: Basis
    phrase: Span | None
    why_open: str = ""
    """Why a phrase is not resolved, for the screen."""


@dataclass(frozen=True, slots=True)
class Via:
    name: str
    channel: str | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure each fact of a proposal is; None where there is no such fact."""

    words: Tier | None = None
    who: Tier | None = None
    role: Tier | None = None
    country: Tier | None = None
    day: Tier | None = None


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
    sure: Sure = Sure()


@dataclass(frozen=True, slots=True)
class Line:
    """Of the text, and whether it is body, heading or which boilerplate."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Proposals:
    metadata: Metadata
    boilerplate: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    missing: str | None
    """What this run could not do and how to get it, for the screen; None when nothing is missing."""
