"""What intake proposes for an article, until an editor accepts or rejects it."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from archive.models.articles import Article
from archive.models.quotes import Quote


class ProposalQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state=Proposal.State.OPEN)

    def sure(self) -> Self:
        return self.filter(confidence=Proposal.Confidence.HIGH)

    def redated(self) -> Self:
        """Those whose quote would be dated otherwise, now that the article's date is another."""
        return self.filter(redated__isnull=False, quote__isnull=False).select_related("quote")

    def articles_waiting(self) -> int:
        return self.open().order_by().values("article").distinct().count()


class Proposal(models.Model):
    """Open, it is the machine's own and a new run may bring it up to date; decided, it stays as it was."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    class Confidence(models.TextChoices):
        HIGH = "high", "Sure"
        MEDIUM = "medium", "Likely"
        POSSIBLE = "possible", "Doubtful"

    article = models.ForeignKey(Article, models.CASCADE, related_name="proposals")
    key = models.CharField(
        max_length=500, help_text="Kind and places of its words: a second run knows it by them"
    )
    start = models.PositiveIntegerField(help_text="Where its first words stand")
    confidence = models.CharField(max_length=8, choices=Confidence)
    content = models.JSONField(help_text="The quote as intake proposed it")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, blank=True, related_name="proposals")
    redated = models.JSONField(
        null=True,
        blank=True,
        help_text="When it was said by the article's new date: offered, never taken over unasked",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("decided at", null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["article", "start", "id"]
        constraints = [models.UniqueConstraint(name="proposed_once", fields=["article", "key"])]

    def __str__(self) -> str:
        return f"Proposal {self.pk} ({self.confidence})"


class LongText(models.Model):
    """An article whose quotes the worker looks for, because a request would wait too long."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="long_text")
    add = models.BooleanField(
        default=True, help_text="Off: what is proposed already is brought up to date, nothing new"
    )
    failed = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.article)
