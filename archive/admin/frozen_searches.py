"""Frozen searches: publishers take titles and notes away that nobody should have to read."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from archive.admin.base import ReadOnlyAdmin
from archive.editing.redacted_searches import take_away
from archive.models import FrozenSearch


@admin.register(FrozenSearch)
class FrozenSearchAdmin(ReadOnlyAdmin):
    seen_with = "archive.publish_quote"
    list_display = ["code", "title", "described", "at"]
    search_fields = ["code", "title", "notes"]
    ordering = ["-at"]
    actions = ["take_words_away"]

    @admin.action(description="Take title and notes away for good", permissions=["view"])
    def take_words_away(self, request: HttpRequest, queryset: Any) -> None:
        rows = list(queryset)
        for row in rows:
            take_away(row)
            self.log_change(request, row, "Took title and notes away.")
        told = "Title and notes are gone, what was found stays"
        messages.success(request, f"{told}: {', '.join(row.code for row in rows)}.")
