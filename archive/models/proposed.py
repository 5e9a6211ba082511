"""What an editor proposes to change in a published quote, until a publisher takes it over or declines."""

from django.conf import settings
from django.db import models

from archive.models.quotes import Quote


class ProposedChange(models.Model):
    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="proposed_changes")
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
        return f"{self.by} on {self.quote}"
