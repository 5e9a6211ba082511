"""A published quote as files and the API give it: one shape, with its description, for all of them.

Attributes are called as those of `Quoted` and of rows, which these are converted from; the rest is renamed.
"""

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from archive.reading.quoted import Country, Mentions, Quoted, Thing, Via

Url = Annotated[str, Meta(description="Its page in this archive")]


class Speaker(Struct, frozen=True):
    """One speaker of the quote; a joint statement has several."""

    id: Annotated[int, Meta(description="Of the speaker that pages name, if several records were merged")]
    name: str
    type: Annotated[
        str, Meta(description="person, organisation, or unnamed: a source described by the outlet")
    ]
    role_printed: Annotated[
        str, Meta(description="The role in the article's words; empty if none is printed")
    ]
    role_held: Annotated[
        str, Meta(description="The role held at the time, as far as the archive knows; not printed, perhaps")
    ]
    organisation: Annotated[Thing | None, Meta(description="Spoke for")]
    country: Annotated[Country | None, Meta(description="Spoke for")]
    basis: Annotated[
        str, Meta(description="How we know who spoke: explicit, inherited, inferred, editor or none")
    ]


class Said(Struct, frozen=True):
    text: Annotated[str, Meta(description="In words: on 16 September 2024; on or before 18 June 2024")]
    earliest: Annotated[dt.date | None, Meta(description="First possible day; none when no date is known")]
    latest: Annotated[
        dt.date | None, Meta(description="Last possible day; the day of publication when no date is known")
    ]
    precision: Annotated[str, Meta(description="day, week, month, year or unknown")]
    basis: Annotated[str, Meta(description="How we know when: explicit, inherited, inferred, editor or none")]
    phrase: Annotated[str, Meta(description="The article's words for the date")]
    note: str


class Record(Struct, frozen=True, rename={"permalink": "url"}):
    """What the transcript has; an editor confirmed that the quote is from there."""

    passage: Annotated[str, Meta(description="The words as the transcript has them")]
    said_by: Annotated[str, Meta(description="Who says them there, and when, in words")]
    measure: Annotated[str, Meta(description="How near they are: “17 of 19 words as in the transcript”")]
    exact: Annotated[bool, Meta(description="Whether they are the same, word for word")]
    turn: Annotated[int, Meta(description="The quote of the transcript that holds them")]
    permalink: Annotated[str, Meta(description="The place in the transcript")]


class Article(Struct, frozen=True, rename={"permalink": "url", "url": "source_url", "raw_sha256": "sha256"}):
    """Without its text, which the archive may not pass on."""

    id: int
    permalink: Url
    title: str
    outlet: Annotated[Thing | None, Meta(description="Who published it; none: the outlet is not known")]
    agency: Annotated[Thing | None, Meta(description="The news agency that the article credits")]
    form: str
    url: Annotated[str, Meta(description="Where it was published; empty when not known")]
    archive_url: str
    source_note: str
    language: str
    original_language: str
    translation: Annotated[str, Meta(description="machine, human, none or unknown")]
    published_on: dt.date | None
    published_basis: Annotated[str, Meta(description="stated, page, inferred, editor or unknown")]
    raw_sha256: Annotated[str, Meta(description="Of the stored text, which the anchor's offsets count in")]


class Quote(Struct, frozen=True, rename={"permalink": "url", "text": "words"}):
    """One outlet's report of something said. Reported speech must keep its speaker and its reporting verb."""

    id: int
    permalink: Url
    version: Annotated[
        int, Meta(description="Counts what readers could have seen: 1 is the first publication")
    ]
    stands_alone: Annotated[
        str,
        Meta(description="In quotation marks if direct; else with speaker and reporting verb, as printed"),
    ]
    cue: Annotated[str, Meta(description="The reporting verb or phrase")]
    text: Annotated[
        str,
        Meta(description="Character for character as in the stored article; see `stands_alone` and `cue`"),
    ]
    sentence: Annotated[
        str | None, Meta(description="The sentence around the words, where the article's rights allow it")
    ]
    kind: Annotated[
        str, Meta(description="direct, mixed (partly quoted) or indirect (in the reporter's words)")
    ]
    language: str
    translated: Annotated[
        str, Meta(description="no, yes, back (translated back: not the speaker's exact words) or unknown")
    ]
    speakers: list[Speaker]
    said: Said
    mentions: Mentions
    occasion: Thing | None
    statement: Annotated[int | None, Meta(description="Shared by the quotes that report the same words")]
    via: Annotated[list[Via], Meta(description="The reporting chain, innermost first, without the outlet")]
    record: Annotated[Record | None, Meta(description="The passage of a transcript that the quote is from")]
    article: Article
    anchor: Annotated[
        list[tuple[int, int]], Meta(description="Where the words stand in the stored text: [start, end)")
    ]
    public_note: str
    published_at: Annotated[dt.datetime, Meta(description="First published in this archive")]
    changed_at: Annotated[dt.datetime, Meta(description="Last change of the quote itself")]


def record(quote: Quoted) -> Quote:
    return msgspec.convert(quote, Quote, from_attributes=True)
