"""An uploaded file on its way into the archive."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ImportJob(models.Model):
    class Mode(models.TextChoices):
        SKIP = "skip", "leave what is there already"
        MERGE = "merge", "fill what is empty"
        REPLACE = "replace", "make it as in the file"

    class State(models.TextChoices):
        NEW = "new", "waits to be checked"
        CHECKED = "checked", "checked, not imported yet"
        QUEUED = "queued", "waits for the worker"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=200, editable=False)
    content = models.BinaryField(editable=False)
    article_hashes = ArrayField(
        models.CharField(max_length=64),
        default=list,
        editable=False,
        help_text="SHA-256 of its texts: what is left of the file once it is in",
    )
    mode = models.CharField(
        max_length=7, choices=Mode, default=Mode.SKIP, help_text="Rows that are there already"
    )
    reason = models.TextField(
        blank=True, help_text="Public: why published quotes change; needed unless what is there is left alone"
    )
    state = models.CharField(max_length=7, choices=State, default=State.NEW, editable=False)
    rows = models.PositiveIntegerField(default=0, editable=False)
    good = models.PositiveIntegerField(default=0, editable=False)
    problems = models.JSONField(default=list, editable=False, help_text="[[row, column, reason], …]")
    notes = models.JSONField(default=list, editable=False, help_text="[[row, column, reason], …]")
    seen = models.JSONField(
        default=dict, editable=False, help_text="State of the rows that it may change when it was checked"
    )
    articles = models.PositiveIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField("articles done", default=0, editable=False)
    outcome = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "import"

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"
