"""What the machine keeps for itself: shown to administrators, changed by nobody."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry

from archive.admin.base import DeskAdmin, ReadOnlyAdmin
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
