"""Quotes: what one outlet reports that somebody said, and everything that hangs on it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import connection, models
from django.db.models import F, Func, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from archive.models import rules
from archive.models.articles import Article
from archive.models.fields import (
    Basis,
    Precision,
    PublicPage,
    PublicQuerySet,
    Referable,
    Versioned,
    language_code,
    trigrams,
)
from archive.models.occasions import Occasion, Statement
from archive.models.outbox import noted
from archive.models.people import AttributionQuerySet, Role, Speaker
from archive.models.places import Country, Organisation
from archive.models.told import REPORTED, beside, in_a_line, slug_source, told, via_text
from archive.text import join_spans, shortened
from archive.text.tongue import noop
from archive.text.whole_words import prints

_BY_SPEAKER = """
SELECT COALESCE(s.canonical_id, s.id), count(DISTINCT q.id), min(q.said_earliest),
  max(q.said_latest) FILTER (WHERE q.said_precision <> 'unknown')
FROM archive_attribution a JOIN archive_speaker s ON s.id = a.speaker_id JOIN archive_quote q ON q.id = a.quote_id
WHERE a.quote_id = ANY(%s) AND (%s::bigint[] IS NULL OR s.id = ANY(%s) OR s.canonical_id = ANY(%s))
GROUP BY 1"""


class QuoteQuerySet(PublicQuerySet):
    def published(self) -> Self:
        return self.filter(status=Quote.Status.PUBLISHED)

    def ever_published(self) -> Self:
        """With those that were withdrawn since: their address still answers."""
        return self.filter(
            status__in=[Quote.Status.PUBLISHED, Quote.Status.WITHDRAWN], published_at__isnull=False
        )

    def in_place_of(self, pk: int) -> "Quote | None":
        """The published quote of a newer capture that took the place of this one; through several captures."""
        seen: set[int] = set()
        while pk not in seen:
            seen.add(pk)
            later = (self.published() | self.withdrawn()).filter(carried_from=pk).order_by("-pk").first()
            if later is None or later.status == Quote.Status.PUBLISHED:
                return later
            pk = later.pk
        return None

    def replacing(self) -> Self:
        """Those before which a published quote of the capture that their article replaces makes room, and no other."""
        replaced = self.filter(carried_from__status=Quote.Status.PUBLISHED)
        return replaced.filter(carried_from__article=models.F("article__replaces"))

    def withdrawn(self) -> Self:
        """As readers know them: one that is a draft again stays withdrawn until it is published again."""
        again = Q(status__in=[Quote.Status.DRAFT, Quote.Status.REVIEW], public_since__isnull=False)
        gone = Q(status=Quote.Status.WITHDRAWN) | (again & ~Q(withdrawn_reason=""))
        return self.filter(gone, published_at__isnull=False)

    def wordings(self, statement: int | None, but: int) -> list[int]:
        """The ids of the other published quotes of a statement, earliest publication first."""
        if not statement:
            return []
        return self.published().filter(statement=statement).earliest_reports_first().exclude(pk=but).ids()

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def among(self, ids: Iterable[int]) -> Self:
        return self.filter(pk__in=ids)

    def articles_of(self, ids: Iterable[int]) -> set[int]:
        return set(self.among(ids).values_list("article", flat=True))

    def direct(self) -> Self:
        return self.published().filter(kind=Quote.Kind.DIRECT)

    def in_article(self, article: Article) -> Self:
        return self.published().filter(article=article).by_place_in_article()

    def of_statement(self, statement: Statement) -> Self:
        """Its published wordings, earliest publication first."""
        return self.published().filter(statement=statement).earliest_reports_first()

    def earliest_reports_first(self) -> Self:
        return self.order_by(F("article__published_on").asc(nulls_last=True), "pk")

    def times_of_saying(self) -> "list[tuple[date, date, int]]":
        """Each time that is known, first and last day, and how many were said then."""
        dated = self.filter(said_earliest__isnull=False).order_by()
        return list(dated.values_list("said_earliest", "said_latest").annotate(models.Count("pk")))

    def coverage(self) -> "dict[str, Any]":
        """What the published quotes span: numbers of things, first and last day, last addition."""
        return self.published().aggregate(
            quotes=models.Count("pk"),
            articles=models.Count("article", distinct=True),
            outlets=models.Count("article__outlet", distinct=True),
            first=models.Min(Coalesce("said_earliest", "article__published_on")),
            last=models.Max(Coalesce("said_latest", "article__published_on")),
            first_published=models.Min("article__published_on"),
            last_published=models.Max("article__published_on"),
            added=models.Max("published_at"),
        )

    def counted_by_speaker(
        self, ids: Iterable[int], speakers: Iterable[int] | None = None
    ) -> "list[dict[str, Any]]":
        """For each speaker of these quotes, or for these speakers: speaker, hits, first, last."""
        wanted = None if speakers is None else list(speakers)
        # Ten thousand ids are one array here, and ten thousand parameters in a QuerySet.
        with connection.cursor() as cursor:
            cursor.execute(_BY_SPEAKER, [list(ids), wanted, wanted, wanted])
            return [dict(zip(("speaker", "hits", "first", "last"), row, strict=True)) for row in cursor]

    def with_sources(self) -> Self:
        """All that the desk shows of a quote, in a constant number of queries; readers' pages read `Quoted`."""
        attributions = Attribution.objects.with_roles_checked().select_related(
            "speaker__canonical", "role__organisation", "role__country", "organisation", "country"
        )
        return (
            self.select_related("article__outlet", "article__agency", "occasion", "statement")
            .defer("article__raw_text", "article__body_spans")
            .prefetch_related(
                Prefetch("attributions", attributions),
                Prefetch("via", Via.objects.select_related("organisation")),
                Prefetch("mentions", Mention.objects.select_related("country", "organisation")),
                "spans",
            )
        )

    def with_lines(self) -> Self:
        """What `told`, `in_a_line` and addresses need."""
        speakers = Attribution.objects.select_related("speaker__canonical")
        return self.prefetch_related("spans", Prefetch("attributions", speakers))

    def with_stretch(self) -> Self:
        """Adds `stretch`, the article's text from the first to the last printed part, and where it begins."""
        parts = [QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE, QuoteSpan.Part.WORDS]
        spans = QuoteSpan.objects.filter(quote=OuterRef("pk"), part__in=parts).order_by().values("quote")
        first, last = (
            Subquery(spans.annotate(at=at).values("at")) for at in (models.Min("start"), models.Max("end"))
        )
        return self.annotate(
            stretch_start=first,
            stretch=Substr("article__raw_text", F("stretch_start") + 1, last - F("stretch_start")),
        )

    def matched(self) -> Self:
        """Those of which a confirmed match shows readers the passage."""
        shown = self.model._meta.apps.get_model("archive", "Match").objects.public()
        return self.filter(models.Exists(shown.filter(quote=OuterRef("pk"))))

    def in_review(self) -> Self:
        """What waits for a publisher, the oldest first."""
        return self.filter(status=Quote.Status.REVIEW).order_by("submitted_at", "id")

    def by_place_in_article(self) -> Self:
        return self.annotate(at=models.Min("spans__start", filter=Q(spans__part="words"))).order_by(
            "at", "id"
        )


@pghistory.track()
class Quote(Referable, Versioned, PublicPage):
    url_name = "quote"

    class Kind(models.TextChoices):
        DIRECT = "direct", noop("Direct quote")
        MIXED = "mixed", noop("Partly quoted")
        INDIRECT = "indirect", noop("In the reporter's words")
        HEADLINE = "headline", noop("Headline")

    class Translated(models.TextChoices):
        NO = "no", noop("not translated")
        YES = "yes", noop("translated")
        BACK = "back", noop("translated back: not the speaker's exact words")
        UNKNOWN = "unknown", noop("not known whether translated")

    class Status(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review", "in review"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    article = models.ForeignKey(Article, models.PROTECT, related_name="quotes")
    text = models.TextField(editable=False, help_text="Derived from the spans of its words")
    kind = models.CharField(max_length=8, choices=Kind)
    language = models.CharField(max_length=10, default="en", validators=[language_code])
    translated = models.CharField(max_length=7, choices=Translated, default=Translated.UNKNOWN)
    said_earliest = models.DateField(null=True, blank=True)
    said_latest = models.DateField(null=True, blank=True)
    said_precision = models.CharField(max_length=7, choices=Precision, default=Precision.UNKNOWN)
    said_basis = models.CharField(max_length=9, choices=Basis, default=Basis.NONE)
    said_note = models.CharField(max_length=500, blank=True, help_text="Public")
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, blank=True, related_name="quotes")
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="quotes")
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="carried_to"
    )
    public_note = models.TextField(blank=True)
    internal_note = models.TextField(blank=True, help_text="Only editors see this")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, db_index=True)
    withdrawn_reason = models.TextField(blank=True, help_text="Public")
    submitted_at = models.DateTimeField(null=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("first published here", null=True, editable=False)
    # Counted by a trigger: what readers could have seen, from 1 on, and since when, or since when it is withdrawn;
    # `version` counts every change for the desk.
    public_version = models.PositiveIntegerField(default=0, editable=False)
    public_since = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            trigrams("text", "quote_text_trigrams"),
            models.Index(
                fields=["-published_at", "-id"], name="quote_newest", condition=Q(status="published")
            ),
        ]
        permissions = [("publish_quote", "Can publish, change and withdraw published quotes")]
        triggers = [
            noted("quote"),
            rules.COUNT_VERSIONS,
            rules.COUNT_PUBLIC_VERSIONS,
            rules.SAID_BEFORE_PUBLISHED,
            rules.DAYS_CAN_BE,
            rules.held_then("quote_in_office", "q.id = NEW.id"),
            rules.complete("published_complete", "NEW.id", rules.WRITES),
            rules.SOUGHT_ANEW,
        ]
        constraints = [
            models.CheckConstraint(
                name="headline_never_published", condition=~Q(kind="headline", status="published")
            ),
            models.CheckConstraint(
                name="published_at_a_time", condition=~Q(status="published", published_at=None)
            ),
            models.CheckConstraint(
                name="said_earliest_first",
                condition=Q(said_earliest__lte=F("said_latest")) | Q(said_earliest=None),
            ),
            models.CheckConstraint(
                name="said_date_or_unknown",
                condition=Q(said_precision="unknown", said_earliest=None)
                | (~Q(said_precision="unknown") & Q(said_earliest__isnull=False, said_latest__isnull=False)),
            ),
            models.CheckConstraint(
                name="said_date_has_basis", condition=~Q(said_basis=Basis.NONE) | Q(said_precision="unknown")
            ),
            models.CheckConstraint(
                name="withdrawn_with_reason", condition=~Q(status="withdrawn", withdrawn_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.told()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.status == self.Status.PUBLISHED and not self.published_at:
            self.published_at = timezone.now()
        super().save(*args, **kwargs)

    def told(self, length: int = 80) -> str:
        """In one line: reported speech with its speaker and its verb, whatever is cut off."""
        if self.kind not in REPORTED or self.pk is None:
            return shortened(self.text, length)
        return told(self.kind, list(self.spans.all()), self.names, length)

    def in_a_line(self, length: int = 80) -> str:
        return in_a_line(self.kind, list(self.spans.all()), self.names, length)

    def beside(self, words: str) -> str:
        """Words of another version, with speaker and verb if they are reported."""
        return beside(self.kind, list(self.spans.all()), self.names, words)

    @property
    def names(self) -> str:
        """ "Government of North Korea and Government of Russia"."""
        return " and ".join(str(attribution.speaker.shown) for attribution in self.attributions.all())

    @property
    def slug_source(self) -> str:
        return (
            slug_source(self.kind, list(self.spans.all()), self.names) if self.kind in REPORTED else self.text
        )

    @property
    def when(self) -> tuple[date | None, date | None, str]:
        return self.said_earliest, self.said_latest, self.said_precision

    @property
    def dated(self) -> bool:
        return self.said_precision != Precision.UNKNOWN

    def parts(self, part: str) -> "list[QuoteSpan]":
        """The spans of one part, from the prefetched ones where there are any."""
        # Ten times a quote in every file: making a manager each time takes longer than all the rest.
        prefetched = getattr(self, "_prefetched_objects_cache", {}).get("spans")
        return [
            span for span in (self.spans.all() if prefetched is None else prefetched) if span.part == part
        ]

    @property
    def cue(self) -> str:
        return " … ".join(span.text for span in self.parts(QuoteSpan.Part.CUE))

    @property
    def role_phrase(self) -> str:
        return " … ".join(span.text for span in self.parts(QuoteSpan.Part.ROLE))

    @property
    def said_phrase(self) -> str:
        return " … ".join(span.text for span in self.parts(QuoteSpan.Part.DATE))

    def derive(self) -> None:
        """Sets what follows from the article, the spans and the dates; to be called after they change."""
        self.text = join_spans(span.text for span in self.parts(QuoteSpan.Part.WORDS))
        if not self.dated:
            self.said_latest = self.article.published_on
        self.save()


@pghistory.track()
class QuoteSpan(models.Model):
    """Where in the article's raw text a part of the quote stands, and the text that stood there."""

    class Part(models.TextChoices):
        WORDS = "words"
        SPEAKER = "speaker"
        CUE = "cue"
        ROLE = "role"
        DATE = "date"

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="spans")
    part = models.CharField(max_length=7, choices=Part)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(editable=False)

    class Meta:
        ordering = ["quote", "start", "id"]
        triggers = [
            noted("quote", "quote_id"),
            rules.SPAN_INSIDE_TEXT,
            rules.complete("span_leaves_quote_complete", "OLD.quote_id", rules.REMOVALS),
        ]
        constraints = [
            models.CheckConstraint(name="span_not_empty", condition=Q(start__lt=F("end"))),
            ExclusionConstraint(
                name="words_apart",
                expressions=[
                    ("quote", RangeOperators.EQUAL),
                    (
                        Func(
                            "start",
                            "end",
                            Value("[)"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(part="words"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.start}–{self.end}"


@pghistory.track()
class Attribution(models.Model):
    """One speaker of a quote; a joint statement has several."""

    role_found: bool  # as `with_roles_checked` has PostgreSQL look

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="attributions")
    position = models.PositiveSmallIntegerField(default=0)
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="attributions")
    role_printed = models.CharField("role as printed", max_length=300, blank=True)
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        help_text="The role held at the time",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        help_text="Spoke for",
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="attributions", help_text="Spoke for"
    )
    basis = models.CharField(
        max_length=9, choices=Basis, default=Basis.EXPLICIT, help_text="How we know who spoke"
    )

    objects = AttributionQuerySet.as_manager()

    class Meta:
        ordering = ["quote", "position", "id"]
        triggers = [
            noted("quote", "quote_id"),
            rules.UNNAMED_STAYS_HOME,
            rules.held_then("attribution_in_office", "q.id = NEW.quote_id"),
            rules.complete("attribution_leaves_quote_complete", "OLD.quote_id", rules.REMOVALS),
        ]
        constraints = [models.UniqueConstraint(name="speaker_once_per_quote", fields=["quote", "speaker"])]

    def __str__(self) -> str:
        return str(self.speaker)

    @property
    def role_stands(self) -> bool:
        """Whether the article prints `role_printed`; what it does not print is an editor's."""
        found = vars(self).get("role_found")
        if found is None:
            found = not self.role_printed or prints(self.quote.article.raw_text, self.role_printed)
        return bool(found) or self.role_printed == self.quote.role_phrase


@pghistory.track()
class Via(models.Model):
    """One link of the reporting chain, innermost first. The article's own outlet is never stored here."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="via")
    position = models.PositiveSmallIntegerField(default=0)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="via")
    channel = models.CharField(max_length=100, blank=True, help_text="e-mail, statement, broadcast …")
    basis = models.CharField(max_length=9, choices=Basis, default=Basis.EXPLICIT)

    class Meta:
        ordering = ["quote", "position", "id"]
        verbose_name = "link of the chain"
        verbose_name_plural = "reporting chain"
        triggers = [noted("quote", "quote_id")]

    def __str__(self) -> str:
        return via_text(self.channel, self.organisation.name)


@pghistory.track()
class Mention(models.Model):
    """A country or an organisation that the words of a quote name."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="mentions")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="mentions")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="mentions"
    )

    class Meta:
        ordering = ["quote", "id"]
        triggers = [noted("quote", "quote_id")]
        constraints = [
            models.CheckConstraint(
                name="mentions_one_place",
                condition=Q(country=None, organisation__isnull=False)
                | Q(country__isnull=False, organisation=None),
            ),
            models.UniqueConstraint(name="country_mentioned_once", fields=["quote", "country"]),
            models.UniqueConstraint(name="organisation_mentioned_once", fields=["quote", "organisation"]),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def place(self) -> "Country | Organisation | None":
        return self.country or self.organisation
