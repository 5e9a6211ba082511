"""Speakers, their names and the roles they held; and what is asked of many attributions to them at once."""

from collections.abc import Iterable
from typing import Any, Self

import pghistory
import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from archive.models.called import Names, people
from archive.models.days import Stretch, impossible, office, outside, when_said
from archive.models.fields import (
    Precision,
    PublicPage,
    PublicQuerySet,
    Referable,
    SortKeyField,
    Versioned,
    WikidataField,
    dated_names_field,
    published_quotes,
    trigrams,
)
from archive.models.outbox import noted, noted_beside
from archive.models.places import Country, Organisation
from archive.models.rules import COUNT_VERSIONS, OF_SPEAKER, held_then
from archive.models.told import role_text, shown_name
from archive.text import slug
from archive.text.names import sort_name, with_times
from archive.text.tongue import noop


class SpeakerQuerySet(PublicQuerySet):
    def canonical(self) -> Self:
        """Without those that were merged into another or identified later."""
        return self.filter(canonical=None)

    def named(self) -> Self:
        return self.exclude(type=Speaker.Type.UNNAMED)

    def called(self, text: str, among: Names | None = None) -> Self:
        """Public speakers one of whose names holds all words of the text; none for no words."""
        ids = people(text, among)
        if not ids:
            return self.none().with_quote_counts()
        return self.public().known_as(ids).named().with_quote_counts()

    def known_as(self, ids: Iterable[Any]) -> Self:
        """The speakers that pages name for these rows; what an unnamed source was called is no name of a speaker."""
        named = self.filter(pk__in=ids).exclude(~Q(canonical=None), type=Speaker.Type.UNNAMED)
        shown = named.order_by().annotate(shown=Coalesce("canonical", "pk")).values("shown")
        return self.canonical().filter(pk__in=shown)

    def ids_known_as(self, ids: Iterable[Any]) -> set[int]:
        """The same of thousands of rows: only those that were merged are looked up."""
        merged = dict(self.named().exclude(canonical=None).values_list("pk", "canonical"))
        return {merged.get(pk, pk) for pk in map(int, ids)}

    def with_quote_counts(self, *paths: str) -> Self:
        """What was attributed to a merged speaker counts for the one that pages name."""
        own = Q(pk=OuterRef(OuterRef("pk"))) | Q(canonical=OuterRef(OuterRef("pk")))
        said = apps.get_model("archive", "Attribution").objects.filter(
            speaker__in=Speaker.objects.filter(own), quote__status="published"
        )
        counted = (
            said.order_by().values("quote__status").annotate(n=Count("quote", distinct=True)).values("n")
        )
        return self.annotate(quote_count=Coalesce(Subquery(counted), 0))

    def namesakes_of(self, speaker: "Speaker") -> Self:
        return self.public().canonical().filter(sort_key=speaker.sort_key).exclude(pk=speaker.pk)

    def unnamed_for(self, organisation: Organisation) -> Self:
        """Unnamed sources who spoke for it: they are found under their organisation."""
        heard = self.filter(type=Speaker.Type.UNNAMED, attributions__organisation=organisation)
        return self.public().canonical().filter(pk__in=heard.values("pk")).select_related("scope_article")


@pghistory.track()
class Speaker(Referable, Versioned, PublicPage):
    """A person, an organisation, or an unnamed source with the outlet's own description.

    `canonical` points, one level deep, to the speaker that this one was merged into or identified as.
    """

    url_name = "speaker"
    quote_paths = ("attributions__speaker", "attributions__speaker__canonical")

    class Type(models.TextChoices):
        PERSON = "person", noop("Person")
        ORGANISATION = "organisation", noop("Organisation")
        UNNAMED = "unnamed", noop("unnamed source")

    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, blank=True, help_text="Miller, Matthew; Kim Jong-un")
    sort_key = SortKeyField(source="sort_name")
    type = models.CharField(max_length=12, choices=Type, default=Type.PERSON)
    description = models.CharField(max_length=300, blank=True, help_text="Tells namesakes apart")
    wikidata = WikidataField()
    dated_names = dated_names_field()
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="as_speaker",
        help_text="When the speaker is an organisation: which one",
    )
    scope_article = models.ForeignKey(
        "archive.Article",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unnamed_speakers",
        help_text="An unnamed source belongs to one article",
    )
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [trigrams("name", "speaker_name_trigrams")]
        triggers = [
            noted("speaker"),
            noted_beside("speaker", "canonical_id"),
            COUNT_VERSIONS,
            held_then("speaker_leaves_offices_theirs", OF_SPEAKER, pgtrigger.UpdateOf("canonical_id")),  # type: ignore[no-untyped-call]
        ]
        constraints = [
            models.CheckConstraint(
                name="unnamed_has_article",
                condition=Q(type="unnamed", scope_article__isnull=False) | ~Q(type="unnamed"),
            ),
            models.CheckConstraint(name="not_its_own_canonical", condition=~Q(canonical=F("id"))),
        ]

    def __str__(self) -> str:
        return shown_name(self.name, self.type)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.sort_name or self.name
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.type == self.Type.PERSON and not self.sort_name:
            self.sort_name = sort_name(self.name)[:200]
        if self.type == self.Type.UNNAMED and not self.scope_article:
            raise ValidationError(
                {"scope_article": "Choose the article: an unnamed source belongs to one article only."}
            )
        if self.type != self.Type.UNNAMED and self.scope_article:
            raise ValidationError(
                {"scope_article": "Only an unnamed source belongs to one article: leave it empty."}
            )

    @property
    def all_names(self) -> list[str]:
        """Its other names, and every name of those that were merged into it. What one outlet called a source is no name."""
        named = [other for other in self.merged.all() if other.type != Speaker.Type.UNNAMED]
        merged = [str(name) for other in named for name in (other, *other.other_names.all())]
        names = [*(str(name) for name in self.other_names.all()), *merged]
        return [name for name in dict.fromkeys(names) if name != self.name]

    @property
    def names_told(self) -> list[str]:
        """All its other names, with their times."""
        dated = [line for each in (self, *self.merged.all()) for line in each.dated_names]
        return with_times(self.all_names, dated)

    @property
    def shown(self) -> "Speaker":
        """The speaker that pages name: the one this was merged into, or itself."""
        return self.canonical or self


@pghistory.track()
class SpeakerName(models.Model):
    """Another spelling or script of a speaker's name: 김정은, Kim Jong Un."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        indexes = [trigrams("name", "speaker_other_name_trigrams")]
        triggers = [noted("speaker", "speaker_id")]
        constraints = [models.UniqueConstraint(name="speaker_name_once", fields=["speaker", "name"])]

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Those that a published quote was said in; nothing else lends a filter its title."""
        return self.filter(Exists(published_quotes("attributions__role")))

    def of(self, speaker: Speaker) -> Self:
        """Its own, and those of all that were merged into it, in order of time."""
        held = self.filter(Q(speaker=speaker) | Q(speaker__canonical=speaker))
        return held.select_related("organisation", "country").order_by("start", "id")


@pghistory.track()
class Role(Referable, Versioned):
    """An office held by a speaker for an organisation and a country, from a date to a date."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="roles"
    )
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="roles")
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    end = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["speaker", "start", "id"]
        triggers = [noted("role"), COUNT_VERSIONS, held_then("role_leaves_quotes_in_office", "r.id = NEW.id")]
        constraints = [
            models.CheckConstraint(
                name="role_starts_before_end", condition=Q(start__lte=F("end")) | Q(start=None) | Q(end=None)
            )
        ]

    def clean(self) -> None:
        for name in ("start", "end"):
            if problem := impossible(getattr(self, name), ahead=True):
                raise ValidationError({name: problem})
        if self.pk and (problem := self.left_outside(office(self))):
            raise ValidationError(problem)
        if self.pk and self.speaker_id and (others := self.attributions.of_others(self.speaker)):
            raise ValidationError(
                {
                    "speaker": f"A published quote of {others[0]} shows this role: correct the role of that quote first."
                }
            )

    def left_outside(self, held: Stretch) -> str:
        """Why it cannot have been held then."""
        return outside(held, when_said(self.attributions), "role")

    def __str__(self) -> str:
        return role_text(self.title, self.organisation.name if self.organisation else None)

    @property
    def slug(self) -> str:
        """What the `role` parameter names: the same title is held by many speakers."""
        return slug(self.title)


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
