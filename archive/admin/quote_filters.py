"""What the list of quotes is narrowed by."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from archive.admin.widgets import number
from archive.editing.dashboard import failing_anchors, made_with, written_by
from archive.models import Article, Attribution, Entry, ImportJob, Quote, Speaker, Spreadsheet

# So many a filter offers: a list of all would be the whole archive.
LATEST = 20


class SpeakerFilter(admin.SimpleListFilter):
    title = "speaker"
    parameter_name = "attributed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "no speaker yet"), ("yes", "has a speaker")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(attributions__isnull=self.value() == "no").distinct()


class AnchorFilter(admin.SimpleListFilter):
    title = "anchors"
    parameter_name = "anchors"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("failing", "words that moved")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        return queryset.filter(pk__in=failing_anchors()) if self.value() == "failing" else queryset


class RecentFilter(admin.SimpleListFilter):
    """Offers the latest few, not all there are, and the one that an address asks for."""

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        raise NotImplementedError

    def having(self, chosen: int) -> Q:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        asked = request.GET.get(self.parameter_name or "", "")
        rows = self.rows(request)
        found = [*rows.filter(pk=number(asked) or 0), *rows.order_by("-pk")[:LATEST]]
        return [(str(pk), str(row)) for pk, row in {each.pk: each for each in found}.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        chosen = number(self.value() or "")
        return queryset if chosen is None else queryset.filter(self.having(chosen))


class ArticleFilter(RecentFilter):
    title, parameter_name = "article", "of_article"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return Article.objects.filter(Exists(Quote.objects.filter(article=OuterRef("pk")))).defer("raw_text")

    def having(self, chosen: int) -> Q:
        return Q(article=chosen)


class WhoFilter(RecentFilter):
    title, parameter_name = "who spoke", "of_speaker"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return Speaker.objects.filter(Exists(Attribution.objects.filter(speaker=OuterRef("pk"))))

    def having(self, chosen: int) -> Q:
        return Q(pk__in=Attribution.objects.filter(speaker=chosen).values("quote"))


class EditorFilter(RecentFilter):
    title, parameter_name = "editor", "by_editor"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return get_user_model()._default_manager.filter(is_staff=True)

    def having(self, chosen: int) -> Q:
        return Q(pk__in=written_by(chosen).values("pk"))


class TableFilter(RecentFilter):
    title, parameter_name = "table", "of_table"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        drafted = Entry.objects.filter(sheet=OuterRef("pk"), drafted=True, quote__isnull=False)
        return Spreadsheet.objects.filter(Exists(drafted)).defer("cells")

    def having(self, chosen: int) -> Q:
        return Q(entry__sheet=chosen, entry__drafted=True)


class ImportFilter(RecentFilter):
    title, parameter_name = "import", "of_import"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return ImportJob.objects.filter(state=ImportJob.State.DONE, done__gt=0).defer("content")

    def having(self, chosen: int) -> Q:
        return Q(pk__in=made_with(job=chosen).values("pk"))
