"""Who follows which search by e-mail, what they were told of, and the mails on their way."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

from archive.models.quotes import Quote
from archive.text.tongue import ENGLISH, noop

# In place of a search whose words were those of a redacted text: no query that can be read.
REMOVED = "id=removed-{}"


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
    language = models.CharField(
        max_length=8, default=ENGLISH, help_text="Of the page on which it was asked for"
    )
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


# Up to the newest correction that can be seen, not up to now: one that began before may end, and be seen, later.
_TELL = """
WITH told AS (
    SELECT d.follow_id, quote FROM archive_delivery d, unnest(d.published) AS quote WHERE d.id = ANY(%s)),
known AS (
    SELECT q.id, COALESCE((SELECT max(c.at) FROM archive_correction c WHERE c.quote_id = q.id), q.published_at) AS at
    FROM archive_quote q WHERE q.id IN (SELECT quote FROM told))
INSERT INTO archive_told (follow_id, quote_id, at, withdrawn)
SELECT told.follow_id, told.quote, known.at, false FROM told JOIN known ON known.id = told.quote
"""


class ToldQuerySet(models.QuerySet["Told"]):
    def note(self, deliveries: "Iterable[Delivery]") -> None:
        """Of every quote of these mails. Hundreds of thousands: they are copied where they are."""
        with connection.cursor() as cursor:
            cursor.execute(_TELL, [[each.pk for each in deliveries]])


class Told(models.Model):
    """That a follower was told of a quote, and until when of what became of it."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="told")
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn = models.BooleanField(default=False)

    objects = ToldQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("follow", "quote", name="told_once")]

    def __str__(self) -> str:
        return f"{self.follow_id}: quote {self.quote_id}"


# In two minutes, then four, then eight: at most a day. What nobody has crossed off by then is sent again.
_TAKE = """
UPDATE archive_delivery SET tries = least(tries + 1, 30000), next_at = %(now)s + interval '2 minutes' * 2 ^ least(tries, 9)
WHERE id IN (
    SELECT id FROM archive_delivery WHERE next_at <= %(now)s ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def take(self, most: int, now: datetime) -> "list[Delivery]":
        """Mails that are due, which nobody else is given meanwhile; of a process that is killed they come back by themselves."""
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"now": now, "most": most})
            taken = [row[0] for row in cursor.fetchall()]
        return list(self.filter(pk__in=taken).select_related("follow__follower").order_by("pk"))

    def give_back(self, deliveries: "Iterable[Delivery]", now: datetime) -> None:
        """Those that were not tried."""
        if left := [each.pk for each in deliveries]:
            self.filter(pk__in=left).update(next_at=now, tries=models.F("tries") - 1)

    def cross_off(self, deliveries: "Iterable[Delivery]") -> None:
        self.filter(pk__in=[each.pk for each in deliveries]).delete()


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

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
