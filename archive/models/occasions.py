"""Occasions: where something was said; and statements: what several quotes report in the same words."""

from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from archive.models.called import called
from archive.models.days import impossible
from archive.models.fields import Precision, PublicPage, PublicQuerySet, Referable, WebField, on_the_web
from archive.models.outbox import noted
from archive.text.tongue import noop


class OccasionQuerySet(PublicQuerySet):
    def years(self) -> "list[int | None]":
        """The latest first; None, at the end, for those whose day is not known."""
        found = self.order_by().values_list("date__year", flat=True).distinct()
        return sorted(found, key=lambda year: -(year or 0))

    def of_year(self, year: "int | None") -> Self:
        return self.filter(date__year=year) if year else self.filter(date=None)

    def called(self, text: str) -> Self:
        return self.filter(pk__in=called("occasion", *text.split()[:5]))


@pghistory.track()
class Occasion(Referable, PublicPage):
    """Where something was said: a briefing, an interview, an e-mail."""

    url_name = "occasion"
    quote_paths = ("occasion",)

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=50, help_text="briefing, press conference, interview, e-mail …")
    place = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    transcript_url = WebField(max_length=1000, blank=True)
    note = models.TextField(blank=True, help_text="Public")

    objects = OccasionQuerySet.as_manager()

    class Meta:
        ordering = [F("date").desc(nulls_last=True), "id"]
        triggers = [noted("occasion")]
        constraints = [on_the_web("transcript_url")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if problem := impossible(self.date, ahead=True):
            raise ValidationError({"date": problem})


@pghistory.track()
class Statement(Referable, PublicPage):
    """The quotes that an editor holds to report the same words."""

    url_name = "statement"
    quote_paths = ("statement",)

    class LinkBasis(models.TextChoices):
        OCCASION = "occasion", noop("said on the same occasion")
        WORDING = "wording", noop("same wording, occasion unknown")

    basis = models.CharField(max_length=8, choices=LinkBasis)
    note = models.TextField(blank=True, help_text="Public")

    objects = PublicQuerySet.as_manager()

    class Meta:
        triggers = [noted("statement")]

    def __str__(self) -> str:
        return f"Statement {self.pk}"

    @property
    def key(self) -> str:
        return str(self.pk)
