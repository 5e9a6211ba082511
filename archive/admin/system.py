"""What the machine keeps for itself: shown to administrators, changed by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest
from pghistory.admin import EventsAdmin
from pghistory.admin.core import EventsChangeList

from archive.admin.base import DeskAdmin, ReadOnlyAdmin
from archive.editing.history import who_of
from archive.models import Epoch, LastChange, Namesakes, Outbox, Usage


@admin.register(Outbox)
class OutboxAdmin(ReadOnlyAdmin):
    list_display = ["id", "kind", "object_id", "at"]
    list_filter = ["kind"]


@admin.register(LastChange)
class LastChangeAdmin(ReadOnlyAdmin):
    list_display = ["quote_id", "at"]


@admin.register(Epoch)
class EpochAdmin(ReadOnlyAdmin):
    list_display = ["value"]


@admin.register(Usage)
class UsageAdmin(ReadOnlyAdmin):
    list_display = ["key", "used", "ends"]


@admin.register(Namesakes)
class NamesakesAdmin(DeskAdmin):
    list_display = ["one", "other"]
    list_select_related = ["one", "other"]
    autocomplete_fields = ["one", "other"]


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag"]
    list_select_related = ["user", "content_type"]
    list_filter = ["action_flag"]
    search_fields = ["object_repr"]


class NamedEvents(EventsChangeList):
    """With who did it, read for the rows of the page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        people = who_of(event.pgh_context_id for event in self.result_list)
        for event in self.result_list:
            event.who = people.get(event.pgh_context_id, "")


class Events(EventsAdmin):
    """What changed in which row, when and by whom. From what to what is on the page of each: to reckon it for all takes seconds."""

    show_full_result_count = False
    # Its rows are of many tables at once, which cannot be counted by value.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return NamedEvents

    def get_list_display(self, request: HttpRequest) -> Any:
        return ["pgh_created_at", "by_whom", "pgh_label", "pgh_obj_model", "pgh_obj_id"]

    @admin.display(description="By whom", empty_value="")
    def by_whom(self, event: Any) -> str:
        return str(event.who)

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request)  # type: ignore[no-untyped-call]
        one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return found if one else found.defer("pgh_data", "pgh_diff", "pgh_context")
