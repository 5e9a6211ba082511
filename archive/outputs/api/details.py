"""What the API says of everything but quotes: speakers, places, sources; only what has a public page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from django.db.models import QuerySet
from msgspec import Meta, Struct

from archive import models
from archive.outputs import records
from archive.outputs.records import Article, Country, Quote, Thing, Url
from archive.outputs.wording import permalink

Names = Annotated[list[str], Meta(description="Other names and scripts")]


class Role(Struct, frozen=True):
    title: str
    organisation: Thing | None
    country: Country | None
    start: dt.date | None
    start_precision: str
    end: dt.date | None
    end_precision: str


class SpeakerDetail(Struct, frozen=True):
    id: int
    url: Url
    name: str
    sort_name: str
    type: Annotated[str, Meta(description="person, organisation or unnamed")]
    description: str
    other_names: Names
    roles: list[Role]


class CountryDetail(Struct, frozen=True):
    code: str
    url: Url
    name: str
    other_names: Names


class OrganisationDetail(Struct, frozen=True):
    id: int
    url: Url
    name: str
    other_names: Names
    country: Country | None
    parent: Thing | None


class OutletDetail(Struct, frozen=True):
    id: int
    url: Url
    name: str
    other_names: Names
    homepage: str


class OccasionDetail(Struct, frozen=True):
    id: int
    url: Url
    name: str
    kind: str
    place: str
    date: dt.date | None
    precision: str
    transcript_url: str
    note: str


class StatementDetail(Struct, frozen=True):
    """The quotes that an editor holds to report the same words."""

    id: int
    url: Url
    basis: str
    note: str
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Kind:
    rows: Callable[[], QuerySet[Any]]
    record: Callable[[Any], Struct]
    type: type[Struct]


def speaker(row: models.Speaker) -> SpeakerDetail:
    return SpeakerDetail(
        id=row.pk,
        url=permalink(row),
        name=str(row),
        sort_name=row.sort_name,
        type=row.type,
        description=row.description,
        other_names=row.all_names,
        roles=[role(each) for each in row.roles.all()],
    )


def role(row: models.Role) -> Role:
    return Role(
        title=row.title,
        organisation=records.thing(row.organisation),
        country=records.country(row.country),
        start=row.start,
        start_precision=row.start_precision,
        end=row.end,
        end_precision=row.end_precision,
    )


def country(row: models.Country) -> CountryDetail:
    return CountryDetail(row.code, permalink(row), row.name, list(row.other_names))


def organisation(row: models.Organisation) -> OrganisationDetail:
    return OrganisationDetail(
        id=row.pk,
        url=permalink(row),
        name=row.name,
        other_names=list(row.other_names),
        country=records.country(row.country),
        parent=records.thing(row.parent),
    )


def outlet(row: models.Outlet) -> OutletDetail:
    return OutletDetail(row.pk, permalink(row), row.name, list(row.other_names), row.homepage)


def occasion(row: models.Occasion) -> OccasionDetail:
    return OccasionDetail(
        id=row.pk,
        url=permalink(row),
        name=row.name,
        kind=row.kind,
        place=row.place,
        date=row.date,
        precision=row.precision,
        transcript_url=row.transcript_url,
        note=row.note,
    )


def _speakers() -> QuerySet[Any]:
    named = ("roles__organisation", "roles__country", "other_names", "merged__other_names")
    return models.Speaker.objects.public().canonical().prefetch_related(*named)


KINDS: dict[str, Kind] = {
    "speakers": Kind(_speakers, speaker, SpeakerDetail),
    "countries": Kind(lambda: models.Country.objects.public(), country, CountryDetail),
    "organisations": Kind(
        lambda: models.Organisation.objects.public().select_related("country", "parent"),
        organisation,
        OrganisationDetail,
    ),
    "outlets": Kind(lambda: models.Outlet.objects.public(), outlet, OutletDetail),
    "occasions": Kind(lambda: models.Occasion.objects.public(), occasion, OccasionDetail),
    "articles": Kind(lambda: models.Article.objects.public().for_lists(), records.article, Article),
}
