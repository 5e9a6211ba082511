"""Frozen searches: publishers take titles and notes away that nobody should have to read."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from archive.admin.base import ReadOnlyAdmin
from archive.editing.redacted_searches import take_away
from archive.editing.workflow import may_publish
from archive.models import FrozenSearch


@admin.register(FrozenSearch)
class FrozenSearchAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "described", "at"]
    search_fields = ["code", "title", "notes"]
    ordering = ["-at"]
    actions = ["take_words_away"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(description="Take title and notes away for good", permissions=["view"])
    def take_words_away(self, request: HttpRequest, queryset: Any) -> None:
        rows = list(queryset)
        for row in rows:
            take_away(row)
            self.log_change(request, row, "Took title and notes away.")
        told = "Title and notes are gone, what was found stays"
        messages.success(request, f"{told}: {', '.join(row.code for row in rows)}.")
