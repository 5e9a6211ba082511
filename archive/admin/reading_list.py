"""What feeds named: to be opened, and brought in with the bookmarklet or as a saved page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.base import ReadOnlyAdmin
from archive.models import ReadingItem


class ThereFilter(admin.SimpleListFilter):
    title, parameter_name = "in the archive", "there"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "still to read"), ("yes", "in the archive")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value() in {"yes", "no"}
        return queryset.filter(there__isnull=self.value() == "no") if chosen else queryset


@admin.register(ReadingItem)
class ReadingItemAdmin(ReadOnlyAdmin):
    seen_with = "archive.add_article"
    list_display = ["page", "published_on", "in_the_archive", "by", "at"]
    list_display_links = None
    list_filter = [ThereFilter]
    list_select_related = ["by"]
    search_fields = ["title", "url"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        return ReadingItem.objects.with_articles()

    @admin.display(description="page", ordering="title")
    def page(self, obj: Any) -> SafeString:
        return format_html('<a href="{}" rel="noreferrer" target="_blank">{}</a>', obj.url, obj.title)

    @admin.display(description="in the archive")
    def in_the_archive(self, obj: Any) -> Any:
        if not obj.there:
            return "not yet"
        return format_html(
            '<a href="{}">no. {}</a>', reverse("admin:archive_article_change", args=[obj.there]), obj.there
        )
