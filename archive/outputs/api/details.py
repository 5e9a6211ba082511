"""What the API says of everything but quotes: speakers, places, sources; only what has a public page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from django.db.models import QuerySet
from msgspec import Meta, Struct

from archive import models
from archive.outputs.records import Article, Quote, Url
from archive.reading.quoted import Country, Thing

ADDRESS = {"permalink": "url"}
Names = Annotated[list[str], Meta(description="Other names and scripts")]


class Role(Struct, frozen=True):
    title: str
    organisation: Thing | None
    country: Country | None
    start: dt.date | None
    start_precision: str
    end: dt.date | None
    end_precision: str


class Detail(Struct, frozen=True, rename=ADDRESS):
    id: int
    permalink: Url
    name: str


class SpeakerDetail(Detail, frozen=True):
    sort_name: str
    type: Annotated[str, Meta(description="person, organisation or unnamed")]
    description: str
    other_names: Names
    wikidata: str
    roles: list[Role]


class CountryDetail(Struct, frozen=True, rename=ADDRESS):
    code: str
    permalink: Url
    name: str
    other_names: Names


class OrganisationDetail(Detail, frozen=True):
    other_names: Names
    wikidata: str
    country: Country | None
    parent: Thing | None


class OutletDetail(Detail, frozen=True):
    other_names: Names
    homepage: str


class OccasionDetail(Detail, frozen=True):
    kind: str
    place: str
    date: dt.date | None
    precision: str
    transcript_url: str
    note: str


class StatementDetail(Struct, frozen=True, rename=ADDRESS):
    """The quotes that an editor holds to report the same words."""

    id: int
    permalink: Url
    basis: str
    note: str
    quotes: list[Quote]


def speaker(row: models.Speaker) -> SpeakerDetail:
    return SpeakerDetail(
        id=row.pk,
        permalink=row.permalink,
        name=str(row),
        sort_name=row.sort_name,
        type=row.type,
        description=row.description,
        other_names=row.all_names,
        wikidata=row.wikidata,
        roles=msgspec.convert(list(row.roles.all()), list[Role], from_attributes=True),
    )


@dataclass(frozen=True, slots=True)
class Resource:
    rows: Callable[[], QuerySet[Any]]
    type: type[Struct]
    make: Callable[[Any], Struct] | None = None

    def record(self, row: Any) -> Struct:
        return self.make(row) if self.make else msgspec.convert(row, self.type, from_attributes=True)


def _speakers() -> QuerySet[Any]:
    named = ("roles__organisation", "roles__country", "other_names", "merged__other_names")
    return models.Speaker.objects.public().canonical().prefetch_related(*named)


def _organisations() -> QuerySet[Any]:
    return models.Organisation.objects.public().select_related("country", "parent")


RESOURCES: dict[str, Resource] = {
    "speakers": Resource(_speakers, SpeakerDetail, speaker),
    "countries": Resource(lambda: models.Country.objects.public(), CountryDetail),
    "organisations": Resource(_organisations, OrganisationDetail),
    "outlets": Resource(lambda: models.Outlet.objects.public(), OutletDetail),
    "occasions": Resource(lambda: models.Occasion.objects.public(), OccasionDetail),
    "articles": Resource(lambda: models.Article.objects.public().for_lists(), Article),
}
