"""Reported quotes held against the record: which passage of which turn of a transcript a quote is."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least

from archive.models.articles import Article
from archive.models.fields import Referable
from archive.models.outbox import noted_while
from archive.models.quotes import Quote, QuoteSpan


def _standing() -> Q:
    words = QuoteSpan.objects.filter(quote=OuterRef("turn"), part=QuoteSpan.Part.WORDS)
    begins = words.filter(start__lte=OuterRef("start"), end__gt=OuterRef("start"))
    ends = words.filter(start__lt=OuterRef("end"), end__gte=OuterRef("end"))
    return Q(Exists(begins)) & Q(Exists(ends))


class MatchQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Confirmed, and both sides published: a turn that is a draft or was withdrawn shows nothing."""
        published = Quote.Status.PUBLISHED
        return self.standing().filter(
            state=Match.State.CONFIRMED, quote__status=published, turn__status=published
        )

    def standing(self) -> Self:
        """Whose passage begins and ends in words of the turn, which may be others since."""
        return self.filter(_standing())

    def proposed(self) -> Self:
        return self.filter(state=Match.State.PROPOSED)

    def told(self) -> Self:
        """Those that keep readers from being told that nothing was found: not what somebody at the desk looked up."""
        looked_up = Q(state=Match.State.PROPOSED, at=None, by__isnull=False)
        return self.exclude(state=Match.State.REJECTED).exclude(looked_up)

    def fallen(self) -> Self:
        """Whose passage its turn has no more."""
        return self.exclude(_standing())

    def lost(self) -> Self:
        """Confirmed, of a quote that may be read, and shown no more: its turn was withdrawn, or has other words now."""
        withdrawn = Quote.Status.WITHDRAWN
        confirmed = self.filter(state=Match.State.CONFIRMED).exclude(quote__status=withdrawn)
        return confirmed.exclude(_standing(), ~Q(turn__status=withdrawn))

    def leading_to_one_passage(self, match: "Match") -> Self:
        """Of quotes of other articles, proposed or confirmed, that overlap with it by half of the shorter at least."""
        overlap = Least("end", match.end) - Greatest("start", match.start)
        shorter = Least(F("end") - F("start"), match.end - match.start)
        others = self.exclude(state=Match.State.REJECTED).exclude(quote__article=match.quote.article_id)
        return others.filter(turn=match.turn_id).alias(overlap=overlap * 2).filter(overlap__gte=shorter)

    def with_sides(self) -> Self:
        beside = ("quote__article__outlet", "turn__article__outlet", "turn__occasion", "quote__occasion")
        names = [f"{side}__attributions__speaker__canonical" for side in ("quote", "turn")]
        return self.select_related(*beside).prefetch_related(*names, "quote__spans", "turn__spans")


@pghistory.track()
class Match(Referable):
    """The passage `start`–`end` of the turn's article; the machine proposes, an editor confirms or rejects.

    What was rejected stays, so that it does not come back.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="matches")
    turn = models.ForeignKey(
        Quote, models.CASCADE, related_name="reported_as", help_text="A quote in a transcript"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kept = models.PositiveSmallIntegerField(
        help_text="Words of the quote that stand in the passage, in order"
    )
    words = models.PositiveSmallIntegerField(help_text="Words of the quote that were looked for")
    gap = models.PositiveSmallIntegerField(
        default=0, help_text="The most words that the passage has between two that the quote joins"
    )
    exact = models.BooleanField(default=False, help_text="Word for word")
    score = models.FloatField(help_text="From 0 to 1: how much of the quote's weight stands there")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("decided at", null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["-score", "id"]
        # Readers see nothing of what is only proposed: searches need not wait for it.
        triggers = [noted_while("quote", "quote_id", "{row}.state = 'confirmed'")]
        constraints = [
            models.UniqueConstraint(name="matched_once", fields=["quote", "turn"]),
            models.UniqueConstraint(
                name="one_passage_confirmed", fields=["quote"], condition=Q(state="confirmed")
            ),
            models.CheckConstraint(name="match_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(name="match_of_two", condition=~Q(quote=F("turn"))),
        ]

    def __str__(self) -> str:
        return f"Match of quote {self.quote_id} with quote {self.turn_id}"


class SoughtQuerySet(models.QuerySet[Any]):
    def missing(self) -> "dict[str, models.QuerySet[Any]]":
        """Quotes that were not yet held against the record, and turns that no quote was held against yet."""
        unsought = Quote.objects.filter(sought=None).order_by("pk")
        transcript = Q(article__form=Article.Form.TRANSCRIPT)
        return {
            "turns": unsought.filter(transcript, status=Quote.Status.PUBLISHED),
            "quotes": unsought.filter(kind__in=[Quote.Kind.DIRECT, Quote.Kind.MIXED])
            .exclude(transcript)
            .exclude(status=Quote.Status.WITHDRAWN),
        }


class Sought(models.Model):
    """Which quotes the machine has held against the record already; another text is looked for anew."""

    quote = models.OneToOneField(Quote, models.CASCADE, primary_key=True, related_name="sought")

    objects = SoughtQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Quote {self.quote_id}"
