"""The import format: what a file may hold. Rows name each other by `ref`, countries by code.

A bundle is a directory with `archive.json`, the articles' raw texts beside it, and perhaps `countries.json`.
"""

import datetime as dt
from typing import Annotated, Literal, dataclass_transform

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]
Code = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Moment = Annotated[dt.datetime, Meta(tz=True)]
Clock = Annotated[dt.time, Meta(tz=False)]
Precision = Literal["day", "week", "month", "year", "unknown"]
# What becomes of rows that are there: they stay, are made as the file has them, or get what is empty in them.
Mode = Literal["skip", "replace", "merge"]
Basis = Literal["explicit", "inherited", "inferred", "editor", "none"]


@dataclass_transform(frozen_default=True)
class FileRecord(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class Country(FileRecord):
    code: Code
    name: Text
    other_names: list[str] = []
    adjectives: list[str] = []
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class Organisation(FileRecord):
    ref: Text
    name: Text
    other_names: list[str] = []
    dated_names: list[str] = []
    wikidata: str = ""
    country: Code | None = None
    parent: str | None = None


class Outlet(FileRecord):
    ref: Text
    name: Text
    other_names: list[str] = []
    dated_names: list[str] = []
    homepage: str = ""
    organisation: str | None = None


class Role(FileRecord):
    ref: Text
    title: Text
    organisation: str | None = None
    country: Code | None = None
    start: dt.date | None = None
    start_precision: Precision = "unknown"
    end: dt.date | None = None
    end_precision: Precision = "unknown"


class Speaker(FileRecord):
    """An unnamed one stands in the article that it belongs to."""

    ref: Text
    name: Text
    sort_name: str = ""
    type: Literal["person", "organisation", "unnamed"] = "person"
    description: str = ""
    wikidata: str = ""
    organisation: str | None = None
    other_names: list[str] = []
    dated_names: list[str] = []
    roles: list[Role] = []
    canonical: str | None = None


class Occasion(FileRecord):
    ref: Text
    name: Text
    kind: Text
    place: str = ""
    date: dt.date | None = None
    precision: Precision = "unknown"
    transcript_url: str = ""
    note: str = ""


class Statement(FileRecord):
    ref: Text
    basis: Literal["occasion", "wording"]
    note: str = ""


class Span(FileRecord):
    """`text`, where given, must be what stands there."""

    part: Literal["words", "speaker", "cue", "role", "date"]
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=1)]
    text: str | None = None


class Attribution(FileRecord):
    speaker: Text
    role_printed: str = ""
    role: str | None = None
    organisation: str | None = None
    country: Code | None = None
    basis: Basis = "explicit"


class Via(FileRecord):
    organisation: Text
    channel: str = ""
    basis: Basis = "explicit"


class Correction(FileRecord):
    """A public note of a change. It has no ref: all of it together says which one it is."""

    changed: Text
    reason: Text
    at: Moment
    old: str = ""
    new: str = ""


class Quote(FileRecord):
    """`carried_from` names the quote of an earlier capture that this one was copied from."""

    ref: Text
    kind: Literal["direct", "mixed", "indirect", "headline"]
    spans: list[Span]
    status: Literal["draft", "review", "published", "withdrawn"] = "draft"
    attributions: list[Attribution] = []
    via: list[Via] = []
    language: str = "en"
    translated: Literal["no", "yes", "back", "unknown"] = "unknown"
    said_earliest: dt.date | None = None
    said_latest: dt.date | None = None
    said_precision: Precision = "unknown"
    said_basis: Basis = "none"
    said_note: str = ""
    occasion: str | None = None
    statement: str | None = None
    public_note: str = ""
    internal_note: str = ""
    withdrawn_reason: str = ""
    submitted_at: Moment | None = None
    published_at: Moment | None = None
    carried_from: str | None = None
    corrections: list[Correction] = []


class Article(FileRecord):
    """The raw text stands in `file`, beside the JSON, or in `text`."""

    ref: Text
    title: Text
    file: str | None = None
    text: str | None = None
    sha256: str | None = None
    subtitle: str = ""
    outlet: str | None = None
    agency: str | None = None
    form: Literal["report", "agency", "transcript", "release", "post", "broadcast"] = "report"
    byline: str = ""
    url: str = ""
    archive_url: str = ""
    language: str = "en"
    original_language: str = ""
    translation: Literal["machine", "human", "none", "unknown"] = "unknown"
    published_on: dt.date | None = None
    updated_on: dt.date | None = None
    published_time: Clock | None = None
    published_tz: str = ""
    published_basis: Literal["stated", "page", "inferred", "editor", "unknown"] = "unknown"
    captured_at: Moment | None = None
    replaces: str | None = None
    body_spans: list[tuple[int, int]] = []
    source_note: str = ""
    rights: Literal["full", "excerpt", "quotes"] = "excerpt"
    speakers: list[Speaker] = []
    quotes: list[Quote] = []


class Merge(FileRecord):
    """Who was held to be whom, and why; the pointer itself is `canonical` of the speaker.

    `moved` are the speakers that pointed to `speaker` until then.
    """

    speaker: Text
    into: Text
    reason: Text
    at: Moment
    kind: Literal["same", "identified"] = "same"
    moved: list[str] = []
    undone_at: Moment | None = None


class Namesakes(FileRecord):
    """Two speakers that an editor holds to be different."""

    one: Text
    other: Text


Small = Annotated[int, Meta(ge=0, le=32_767)]


class Match(FileRecord):
    """What an editor decided about a quote and a passage of a turn's article. Who decided stays in the archive."""

    quote: Text
    turn: Text
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=1)]
    kept: Small
    words: Small
    score: Annotated[float, Meta(ge=0, le=1)]
    state: Literal["confirmed", "rejected"]
    gap: Small = 0
    exact: bool = False
    at: Moment | None = None


class Bundle(FileRecord):
    format: Literal["statement-archive/1"] = "statement-archive/1"
    countries: list[Country] = []
    organisations: list[Organisation] = []
    outlets: list[Outlet] = []
    speakers: list[Speaker] = []
    occasions: list[Occasion] = []
    statements: list[Statement] = []
    articles: list[Article] = []
    merges: list[Merge] = []
    namesakes: list[Namesakes] = []
    matches: list[Match] = []
