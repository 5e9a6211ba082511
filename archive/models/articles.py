"""Articles: the text as it came, hashed, and what we know of where it came from."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, models

from archive.models.days import impossible
from archive.models.fields import (
    PublicPage,
    PublicQuerySet,
    Referable,
    Versioned,
    WebField,
    language_code,
    on_the_web,
)
from archive.models.outbox import noted
from archive.models.places import Organisation, Outlet
from archive.models.rules import COUNT_VERSIONS, PUBLISHED_AFTER_SAID, PUBLISHED_DAY_CAN_BE, RAW_TEXT_FROZEN
from archive.text import Offsets, check_article, removed, sha256
from archive.text.tongue import noop

_BETWEEN = "SELECT min(published_on), max(published_on) FROM archive_article WHERE id = ANY(%s)"
LANGUAGE_UNKNOWN = "und"  # as the standard of codes has it


class ArticleQuerySet(PublicQuerySet):
    def redacted(self) -> Self:
        """Those whose text was removed for good; their address still says why."""
        return self.filter(redacted_at__isnull=False)

    def removed_from_readers(self) -> Self:
        """Of what readers never saw nothing is told, not even that it is gone."""
        return self.redacted().filter(quotes__published_at__isnull=False).distinct()

    def to_check(self) -> Self:
        """Nobody looked for quotes in them yet."""
        return self.filter(redacted_at=None, quotes=None, proposals=None)

    def by(self, outlet: Outlet | None) -> Self:
        """Published by this outlet; None stands for those whose outlet is not known."""
        return self.filter(outlet=outlet)

    def in_place_of(self, pk: int) -> "Article | None":
        """The newest public capture of a page of which readers once saw an earlier one."""
        seen = pks = set(self.filter(pk=pk, quotes__published_at__isnull=False).values_list("pk", flat=True))
        while pks:
            pks = set(self.filter(replaces__in=pks).values_list("pk", flat=True)) - seen
            seen |= pks
        return self.public().filter(pk__in=seen - {pk}).order_by("-pk").first()

    def transcripts(self) -> Self:
        return self.public().filter(form=Article.Form.TRANSCRIPT)

    def by_outlet(self) -> list[dict[str, Any]]:
        """Each outlet (None: not known) with its public articles: name, articles, first and last day."""
        rows = self.public().order_by("outlet__sort_key").values("outlet", "outlet__name")
        return list(
            rows.annotate(
                articles=models.Count("pk"),
                first=models.Min("published_on"),
                last=models.Max("published_on"),
            )
        )

    def published_between(self, ids: Iterable[int | str]) -> dict[str, Any]:
        """How many these are, and the first and the last day of their publication."""
        wanted = list(ids)
        with connection.cursor() as cursor:  # thousands of ids are one array here
            cursor.execute(_BETWEEN, [wanted])
            first, last = cursor.fetchone()
        return {"articles": len(wanted), "first": first, "last": last}

    def for_lists(self) -> Self:
        return self.defer("raw_text", "body_spans").select_related("outlet__organisation", "agency")


@pghistory.track(exclude=["raw_text"])
class Article(Referable, Versioned, PublicPage):
    url_name = "article"
    quote_paths = ("article",)

    class Form(models.TextChoices):
        REPORT = "report", noop("news report")
        AGENCY = "agency", noop("agency copy")
        TRANSCRIPT = "transcript", noop("Transcript")
        RELEASE = "release", noop("press release")
        POST = "post", noop("Post")
        BROADCAST = "broadcast", noop("Broadcast")

    class Translation(models.TextChoices):
        MACHINE = "machine", noop("machine-translated")
        HUMAN = "human", noop("translated")
        NONE = "none", noop("not translated")
        UNKNOWN = "unknown", noop("not known whether translated")

    class PublishedBasis(models.TextChoices):
        STATED = "stated", noop("stated in the article")
        PAGE = "page", noop("stated by the page")
        INFERRED = "inferred", noop("inferred by an editor")
        EDITOR = "editor", noop("established by an editor")
        UNKNOWN = "unknown", noop("not known")

    OUR_DAY = (PublishedBasis.INFERRED, PublishedBasis.EDITOR)

    class Rights(models.TextChoices):
        FULL = "full", "whole text"
        EXCERPT = "excerpt", "quotes with the sentence around them"
        QUOTES = "quotes", "quotes only"

    outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="Leave empty when not known",
    )
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_articles",
        help_text="The news agency that the article credits",
    )
    form = models.CharField(max_length=10, choices=Form, default=Form.REPORT)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=1000, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    url = WebField(max_length=1000, blank=True)
    archive_url = WebField(max_length=1000, blank=True)
    language = models.CharField(max_length=10, default="en", validators=[language_code])
    original_language = models.CharField(max_length=10, blank=True, validators=[language_code])
    translation = models.CharField(max_length=8, choices=Translation, default=Translation.UNKNOWN)
    published_on = models.DateField(null=True, blank=True)
    updated_on = models.DateField(
        "updated on",
        null=True,
        blank=True,
        help_text="The last change that the article names: a quote in it may be said up to this day",
    )
    published_time = models.TimeField(null=True, blank=True)
    published_tz = models.CharField("published time zone", max_length=50, blank=True)
    published_basis = models.CharField(max_length=8, choices=PublishedBasis, default=PublishedBasis.UNKNOWN)
    captured_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text="An earlier capture of the same page",
    )
    raw_text = models.TextField(help_text="The text as it came; it cannot be changed later")
    raw_sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    body_spans = models.JSONField(
        default=list, blank=True, help_text="What is not boilerplate: [[start, end], …]"
    )
    source_note = models.TextField(blank=True, help_text="Public: what readers should know of this source")
    redacted_at = models.DateTimeField(null=True, editable=False)
    redacted_reason = models.TextField(
        blank=True, editable=False, help_text="Public: why the text was removed"
    )
    rights = models.CharField(max_length=7, choices=Rights, default=Rights.EXCERPT)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = [models.F("published_on").desc(nulls_last=True), "-id"]
        triggers = [
            noted("article"),
            COUNT_VERSIONS,
            RAW_TEXT_FROZEN,
            PUBLISHED_AFTER_SAID,
            PUBLISHED_DAY_CAN_BE,
        ]
        constraints = [
            on_the_web("url"),
            on_the_web("archive_url"),
            models.CheckConstraint(
                name="updated_after_published",
                condition=models.Q(updated_on__gte=models.F("published_on"))
                | models.Q(updated_on=None)
                | models.Q(published_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.raw_sha256:
            self.raw_sha256 = sha256(self.raw_text)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            check_article(self.raw_text)
        except ValueError as error:
            raise ValidationError({"raw_text": str(error)}) from None
        for name in ("published_on", "updated_on"):
            if problem := impossible(getattr(self, name)):
                raise ValidationError({name: problem})
        if self.updated_on and self.published_on and self.updated_on < self.published_on:
            raise ValidationError(
                {"updated_on": "It was changed before it was published: correct one of the two."}
            )
        self.body_spans = self.body_spans or [[0, len(self.raw_text)]]
        edges = [edge for span in self.body_spans for edge in span]
        if edges != sorted(edges) or edges[0] < 0 or edges[-1] > len(self.raw_text):
            raise ValidationError({"body_spans": "The spans must be in order, apart, and inside the text."})

    @property
    def last_day(self) -> date | None:
        """After which nothing in it was said."""
        return max(filter(None, (self.published_on, self.updated_on)), default=None)

    @property
    def leaves_out(self) -> bool:
        """Whether more than blanks is boilerplate."""
        edges = [0, *(edge for span in self.body_spans for edge in span), len(self.raw_text)]
        return any(self.raw_text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))

    @property
    def body(self) -> list[Offsets]:
        return [(start, end) for start, end in self.body_spans]

    @property
    def body_text(self) -> str:
        return "\n".join(self.raw_text[start:end] for start, end in self.body)

    @property
    def paragraphs(self) -> list[Offsets]:
        """The body without the title and subtitle, which pages show above it."""
        return [(s, e) for s, e in self.body if self.raw_text[s:e] not in (self.title, self.subtitle)]

    @property
    def removed(self) -> list[Offsets]:
        return removed(len(self.raw_text), self.body)


class SavedPage(models.Model):
    """The page that an article was read from, as it came, and what it says of itself. No reader and no export has it."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="page")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField()
    data = models.BinaryField(help_text="Compressed")
    facts = models.JSONField(default=dict)
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"The page of {self.article}"
