"""Corrections: public notes of what changed in published quotes."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from archive.models.outbox import noted
from archive.models.quotes import Attribution, Quote


class CorrectionQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        return self.filter(quote__status=Quote.Status.PUBLISHED).with_lines()

    def with_lines(self) -> Self:
        """By paths, since the desk's lists fetch the quote itself along with the row."""
        speakers = Attribution.objects.select_related("speaker__canonical")
        return self.prefetch_related("quote__spans", Prefetch("quote__attributions", speakers))


@pghistory.track()
class Correction(models.Model):
    """A public note of what changed in a published quote: never who changed it."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="corrections")
    changed = models.CharField(max_length=100)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        triggers = [noted("quote", "quote_id")]

    def __str__(self) -> str:
        return f"{self.changed}: {self.reason}"

    @property
    def before(self) -> str:
        return self._told(self.old)

    @property
    def after(self) -> str:
        return self._told(self.new)

    @property
    def language(self) -> str:
        """Of what it was and is, where these are words of the quote."""
        return self.quote.language if self.changed.startswith("words") else ""

    def _told(self, value: str) -> str:
        """Notes of "words" hold the bare words, those of "words as reported" have speaker and verb of their time."""
        if self.changed != "words":
            return value
        return self.quote.beside(value)
