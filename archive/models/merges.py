"""What editors decided about speakers: who is whom, and who is not."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from archive.models.people import Speaker
from archive.text import name_key


class Merge(models.Model):
    """`speaker` was pointed at `into`; `moved` are those that pointed at `speaker` until then."""

    class Kind(models.TextChoices):
        SAME = "same", "the same speaker, entered twice"
        IDENTIFIED = "identified", "an unnamed source, identified later"

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Speaker, models.CASCADE, related_name="merges_into")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAME)
    reason = models.TextField(help_text="How we know")
    moved = ArrayField(models.BigIntegerField(), default=list, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return " into ".join(by_number(self.speaker, self.into))


def by_number(*rows: models.Model) -> list[str]:
    """What each is called; with its number, where two are called the same."""
    names = [str(each) for each in rows]
    if len(set(map(name_key, names))) == len(names):
        return names
    return [f"{name} (no. {each.pk})" for name, each in zip(names, rows, strict=True)]


class Namesakes(models.Model):
    """Two speakers that an editor holds to be different: not to be suggested as duplicates again."""

    one = models.ForeignKey(Speaker, models.CASCADE, related_name="+")
    other = models.ForeignKey(Speaker, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "namesakes"
        constraints = [
            models.UniqueConstraint(name="namesakes_once", fields=["one", "other"]),
            models.CheckConstraint(name="namesakes_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return " is not ".join(by_number(self.one, self.other))


class PlaceMerge(models.Model):
    """An organisation or an outlet that was entered twice: what named `old` names `new` since, and its address leads there."""

    kind = models.CharField(max_length=12)
    old = models.BigIntegerField()
    new = models.BigIntegerField()
    name = models.CharField(max_length=200, help_text="Of the one that went")
    row = models.JSONField(
        default=dict, help_text="The one that went, as it was; empty of an old merge: no undoing it"
    )
    moved = models.JSONField(default=dict, help_text="What named it: {table.column: [ids]}")
    taken = models.JSONField(default=list, help_text="The names that the other one took over")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} into no. {self.new}"


def led_to(kind: str, pk: int) -> int:
    """Where the address of a place leads by now; to itself if it was never merged."""
    for _ in range(20):
        later = PlaceMerge.objects.filter(kind=kind, old=pk, undone_at=None).first()
        if later is None:
            break
        pk = later.new
    return pk
