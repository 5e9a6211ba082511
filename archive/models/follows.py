"""Who follows which search by e-mail, what they were told of, and the mails on their way."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from archive.models.quotes import Quote
from archive.text.tongue import noop


def nonce() -> str:
    return secrets.token_urlsafe(24)


class Follower(models.Model):
    """An address, once; it goes when the last search is stopped. Shown to nobody, in no export and no log."""

    email = models.EmailField(unique=True)
    refusals = models.PositiveSmallIntegerField(default=0, help_text="By its mail server, one after another")

    def __str__(self) -> str:
        return f"Follower {self.pk}"


class Follow(models.Model):
    """`search` is the query string of a search; nothing is sent before the follower has confirmed."""

    class Every(models.TextChoices):
        ONCE = "once", noop("at once")
        DAY = "day", noop("every day")
        WEEK = "week", noop("every week")

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    search = models.TextField()
    every = models.CharField(max_length=4, choices=Every, default=Every.DAY)
    nonce = models.CharField(max_length=40, unique=True, default=nonce)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    broken = models.BooleanField(default=False, help_text="It can no longer be run, and its follower knows")

    class Meta:
        constraints = [models.UniqueConstraint("follower", "search", name="follow_once")]

    def __str__(self) -> str:
        return f"Follow {self.pk}"


class Told(models.Model):
    """That a follower was told of a quote, and until when of what became of it."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="told")
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("follow", "quote", name="told_once")]

    def __str__(self) -> str:
        return f"{self.follow_id}: quote {self.quote_id}"


class Delivery(models.Model):
    """A mail, from when it is due until it is sent. It names quotes by id, so that it is written of what is public then."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm"
        NEWS = "news"
        BROKEN = "broken"

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=7, choices=Kind)
    nonce = models.CharField(
        max_length=40, unique=True, default=nonce, help_text="Of its Message-ID, however often it is tried"
    )
    published = ArrayField(models.BigIntegerField(), default=list)
    corrections = ArrayField(models.BigIntegerField(), default=list)
    withdrawn = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
