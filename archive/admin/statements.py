from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from archive.admin.base import DeskAdmin, ReadOnlyAdmin, ReadOnlyInline
from archive.admin.places import NamedForm
from archive.editing.corrections import correcting
from archive.models import Correction, Occasion, Quote, Statement

DISSOLVED = "Its wordings are no longer held to be one statement."


class OccasionForm(NamedForm):
    worded = frozenset({"name", "kind", "place"})


@admin.register(Occasion)
class OccasionAdmin(DeskAdmin):
    form = OccasionForm
    list_display = ["name", "kind", "place", "date", "precision"]
    list_filter = ["kind"]
    search_fields = ["name", "place"]


class WordingInline(ReadOnlyInline):
    model = Quote
    fields = readonly_fields = ("text", "kind", "status")
    show_change_link = True
    verbose_name_plural = "wordings"


@admin.register(Statement)
class StatementAdmin(DeskAdmin):
    list_display = ["__str__", "basis", "wordings", "note"]
    list_filter = ["basis"]
    search_fields = ["id", "quotes__text", "note"]
    inlines = [WordingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return Statement.objects.annotate(wording_count=Count("quotes"))

    def delete_model(self, request: HttpRequest, obj: Statement) -> None:
        with correcting(obj, reason=DISSOLVED):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        with correcting(*queryset, reason=DISSOLVED):
            super().delete_queryset(request, queryset)

    @admin.display(ordering="wording_count")
    def wordings(self, obj: Statement) -> int:
        return int(getattr(obj, "wording_count", 0))


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """Public corrections are written when a published quote is changed, never by hand."""

    list_display = ["at", "quote", "changed", "reason"]
    fields = ["quote", "changed", "before", "after", "reason", "at"]
    readonly_fields = ["before", "after"]
    search_fields = ["changed", "reason", "old", "new"]
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return Correction.objects.with_lines()
