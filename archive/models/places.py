"""Countries, organisations and outlets."""

import json
from typing import Any, Self

import pghistory
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from archive.models.days import Stretch, existence, impossible, outside, when_said
from archive.models.fields import (
    PublicPage,
    PublicQuerySet,
    Referable,
    SortKeyField,
    WebField,
    WikidataField,
    dated_names_field,
    on_the_web,
)
from archive.models.outbox import noted
from archive.models.rules import held_then
from archive.text import tongue
from archive.text.names import name_of, with_times


def names_field(help_text: str) -> ArrayField:  # type: ignore[type-arg]
    return ArrayField(models.CharField(max_length=200), default=list, blank=True, help_text=help_text)


class Renamed(models.Model):
    """What had other names once. Whoever names the time of a name names it among the others, where it is looked for."""

    other_names = names_field("Other names and scripts")
    dated_names = dated_names_field()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        known = {self.name, *self.other_names}  # type: ignore[attr-defined]
        named = filter(None, map(name_of, self.dated_names))
        self.other_names = [*self.other_names, *(name for name in dict.fromkeys(named) if name not in known)]
        super().save(*args, **kwargs)

    @property
    def names_told(self) -> list[str]:
        return with_times(self.other_names, self.dated_names)


LISTED = settings.BASE_DIR / "fixtures" / "countries.json"


class CountryQuerySet(PublicQuerySet):
    def add_listed(self) -> int:
        """Adds those of the checked-in list that are not there; how many."""
        listed = [Country(**row) for row in json.loads(LISTED.read_text(encoding="utf-8"))]
        known = set(self.values_list("code", flat=True))
        return len(self.bulk_create([row for row in listed if row.code not in known], ignore_conflicts=True))

    def with_all_counts(self) -> Self:
        """Adds `quote_count` (spoken for it) and `mention_count`."""
        return self.with_quote_counts().with_count("mention_count", "mentions__country")


@pghistory.track()
class Country(PublicPage):
    url_name = "country"
    quote_paths = ("attributions__country", "mentions__country")

    code = models.CharField(
        max_length=2, primary_key=True, help_text="ISO 3166-1 alpha-2, dissolved states included"
    )
    name = models.CharField(max_length=100, unique=True)
    sort_key = SortKeyField()
    other_names = names_field("Other names and scripts: DPRK, 북한")
    adjectives = names_field("Words that name the country in passing: North Korean")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name_plural = "countries"
        triggers = [
            noted("country", "code"),
            held_then("country_was_there", "c.code = NEW.code", pgtrigger.UpdateOf("valid_from", "valid_to")),  # type: ignore[no-untyped-call]
        ]

    def __str__(self) -> str:
        return tongue.country(self.name)

    def clean(self) -> None:
        for name in ("valid_from", "valid_to"):
            if problem := impossible(getattr(self, name), ahead=True):
                raise ValidationError({name: problem})
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValidationError({"valid_to": "It ends before it begins: correct one of the dates."})
        if problem := self.left_outside(existence(self)):
            raise ValidationError(problem)

    def left_outside(self, existed: Stretch) -> str:
        """Why it cannot have existed then."""
        attributions = apps.get_model("archive", "Attribution").objects
        of_it = Q(country=self.pk) | Q(role__country=self.pk)
        return outside(existed, when_said(attributions.filter(of_it)), "country")

    @property
    def key(self) -> str:
        return self.code


class OrganisationQuerySet(PublicQuerySet):
    def with_all_counts(self) -> Self:
        """Adds `quote_count` (spoken for it), `via_count` and `mention_count`."""
        counted = self.with_quote_counts().with_count("via_count", "via__organisation")
        return counted.with_count("mention_count", "mentions__organisation")


@pghistory.track()
class Organisation(Renamed, Referable, PublicPage):
    url_name = "organisation"
    quote_paths = ("attributions__organisation", "via__organisation", "mentions__organisation")

    name = models.CharField(max_length=200, unique=True)
    sort_key = SortKeyField()
    wikidata = WikidataField()
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="organisations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        triggers = [noted("organisation")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Outlet(Renamed, Referable, PublicPage):
    url_name = "outlet"
    quote_paths = ("article__outlet",)

    name = models.CharField(max_length=200, unique=True)
    sort_key = SortKeyField()
    homepage = WebField(blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="outlets"
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        triggers = [noted("outlet")]
        constraints = [on_the_web("homepage")]

    def __str__(self) -> str:
        return self.name
