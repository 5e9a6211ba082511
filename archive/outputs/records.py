"""A published quote as files and the API give it: one shape, with its description, for all of them."""

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from archive import models
from archive.outputs import wording
from archive.reading import phrases

Url = Annotated[str, Meta(description="Its page in this archive")]


class Country(Struct, frozen=True):
    code: Annotated[str, Meta(description="ISO 3166-1 alpha-2, dissolved states included")]
    name: str


class Thing(Struct, frozen=True):
    id: int
    name: str


class Mentions(Struct, frozen=True):
    """What the words name, which is not whom the speaker spoke for."""

    countries: list[Country]
    organisations: list[Thing]


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


class Via(Struct, frozen=True):
    organisation: Thing
    channel: str
    basis: str


class Article(Struct, frozen=True):
    """Without its text, which the archive may not pass on."""

    id: int
    url: Url
    title: str
    outlet: Annotated[Thing | None, Meta(description="Who published it; none: the outlet is not known")]
    agency: Annotated[Thing | None, Meta(description="The news agency that the article credits")]
    form: str
    source_url: Annotated[str, Meta(description="Where it was published; empty when not known")]
    archive_url: str
    source_note: str
    language: str
    original_language: str
    translation: Annotated[str, Meta(description="machine, human, none or unknown")]
    published_on: dt.date | None
    published_basis: Annotated[str, Meta(description="stated, inferred, editor or unknown")]
    sha256: Annotated[str, Meta(description="Of the stored text, which the anchor's offsets count in")]


class Quote(Struct, frozen=True):
    """One outlet's report of something said. Reported speech must keep its speaker and its reporting verb."""

    id: int
    url: Url
    version: Annotated[int, Meta(description="Counts the changes of a published quote")]
    stands_alone: Annotated[
        str,
        Meta(description="In quotation marks if direct; else with speaker and reporting verb, as printed"),
    ]
    cue: Annotated[str, Meta(description="The reporting verb or phrase")]
    words: Annotated[
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
    article: Article
    anchor: Annotated[
        list[tuple[int, int]], Meta(description="Where the words stand in the stored text: [start, end)")
    ]
    public_note: str
    published_at: Annotated[dt.datetime, Meta(description="First published in this archive")]
    changed_at: Annotated[dt.datetime, Meta(description="Last change of the quote itself")]


def record(quote: models.Quote, article: Article, sentence: str | None) -> Quote:
    return Quote(
        id=quote.pk,
        url=wording.permalink(quote),
        version=quote.version,
        words=quote.text,
        cue=quote.cue,
        stands_alone=wording.stands_alone(quote),
        sentence=sentence,
        kind=quote.kind,
        language=quote.language,
        translated=quote.translated,
        speakers=[_speaker(attribution) for attribution in quote.attributions.all()],
        said=_said(quote),
        mentions=_mentions(quote),
        occasion=thing(quote.occasion),
        statement=quote.statement_id,
        via=[Via(_named(link.organisation), link.channel, link.basis) for link in quote.via.all()],
        article=article,
        anchor=[(span.start, span.end) for span in quote.parts(models.QuoteSpan.Part.WORDS)],
        public_note=quote.public_note,
        published_at=quote.published_at or quote.changed_at,
        changed_at=quote.changed_at,
    )


def _said(quote: models.Quote) -> Said:
    return Said(
        text=phrases.said(quote),
        earliest=quote.said_earliest,
        latest=quote.said_latest,
        precision=quote.said_precision,
        basis=quote.said_basis,
        phrase=quote.said_phrase,
        note=quote.said_note,
    )


def _speaker(attribution: models.Attribution) -> Speaker:
    speaker, role = attribution.speaker.shown, phrases.role(attribution)
    return Speaker(
        id=speaker.pk,
        name=str(speaker),
        type=speaker.type,
        role_printed=role.printed,
        role_held=role.role if role.note or attribution.role else "",
        organisation=thing(attribution.organisation),
        country=country(attribution.country),
        basis=attribution.basis,
    )


def article(row: models.Article) -> Article:
    return Article(
        id=row.pk,
        url=wording.permalink(row),
        title=row.title,
        outlet=thing(row.outlet),
        agency=thing(row.agency),
        form=row.form,
        source_url=row.url,
        archive_url=row.archive_url,
        source_note=row.source_note,
        language=row.language,
        original_language=row.original_language,
        translation=row.translation,
        published_on=row.published_on,
        published_basis=row.published_basis,
        sha256=row.raw_sha256,
    )


def _mentions(quote: models.Quote) -> Mentions:
    mentions = quote.mentions.all()
    return Mentions(
        countries=[Country(m.country.code, m.country.name) for m in mentions if m.country],
        organisations=[_named(m.organisation) for m in mentions if m.organisation],
    )


def _named(row: models.Organisation | models.Outlet | models.Occasion) -> Thing:
    return Thing(row.pk, row.name)


def thing(row: models.Organisation | models.Outlet | models.Occasion | None) -> Thing | None:
    return _named(row) if row else None


def country(row: models.Country | None) -> Country | None:
    return Country(row.code, row.name) if row else None
