"""Searches as they were on a day, to be cited."""

from typing import Any

import pgtrigger
from django.db import models

REMOVED = "removed"  # in place of a search whose words were those of a redacted text


class FrozenSearch(models.Model):
    """Never removed, and what it found then is never changed: ids and versions in their order."""

    code = models.CharField(max_length=16, primary_key=True)
    search = models.TextField(help_text="The query string")
    described = models.TextField()
    title = models.CharField(max_length=200, blank=True)
    notes = models.JSONField(default=dict, help_text="A note for each quote by its id")
    found = models.JSONField(help_text="[[id, version], …]")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen_for_ever", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name_plural = "frozen searches"

    def __str__(self) -> str:
        return f"{self.code}: {self.described}"

    @property
    def versions(self) -> dict[int, int]:
        found: list[Any] = self.found
        return dict(found)
