"""Whom quotes are attributed to: what is asked of many attributions at once."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Func, Q, Value, When
from django.db.models.functions import Coalesce

from archive.models.people import Speaker

PUBLISHED = "published"  # `Quote.Status.PUBLISHED`, which is declared above this


class AttributionQuerySet(models.QuerySet[Any]):
    def with_roles_checked(self) -> Self:
        """Adds `role_found`, whether the article's text holds `role_printed`."""
        held = Func(
            "quote__article__raw_text",
            "role_printed",
            function="archive_prints",
            output_field=models.BooleanField(),
        )
        return self.annotate(role_found=Case(When(role_printed="", then=Value(True)), default=held))

    def of_others(self, speaker: Speaker) -> Self:
        """Of published quotes, said by somebody else than the speaker and those who are merged with it."""
        one = speaker.canonical_id or speaker.pk
        same = Q(speaker=one) | Q(speaker__canonical=one)
        return self.filter(quote__status=PUBLISHED).exclude(same).select_related("speaker")

    def with_others_offices(self) -> Self:
        """Of published quotes, said in an office that somebody else held."""
        holder = Coalesce("role__speaker__canonical", "role__speaker")
        found = self.filter(quote__status=PUBLISHED).annotate(holder=holder)
        return found.exclude(holder=Coalesce("speaker__canonical", "speaker")).exclude(holder=None)
