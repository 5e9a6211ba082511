"""What somebody proposes to change of what readers see, until a publisher takes it over or declines."""

from django.conf import settings
from django.db import models

from archive.models.quotes import Quote


class ProposedChange(models.Model):
    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    quote = models.ForeignKey(Quote, models.CASCADE, null=True, blank=True, related_name="proposed_changes")
    path = models.CharField(
        max_length=500,
        blank=True,
        default="",
        help_text="Of a change of another row: the page of the desk that was sent",
    )
    form = models.JSONField(help_text="The form as it was sent: {name: [values]}")
    differences = models.JSONField(help_text="What it changes: [[name, old, new], …]")
    reason = models.TextField(
        help_text="Why; it becomes the public reason unless the publisher writes another"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.by} on {self.subject}"

    @property
    def subject(self) -> str:
        return (
            f"{self.quote} (no. {self.quote_id})"
            if self.quote
            else "; ".join(dict.fromkeys(each[0] for each in self.differences))[:200]
        )
