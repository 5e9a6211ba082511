from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from archive.admin.base import VersionedAdmin
from archive.admin.batch_merging import merging
from archive.admin.conflicts import NamesForm, VersionedForm
from archive.admin.generic import StackedInline, TabularInline
from archive.admin.merging import duplicates_view, kept_apart, merge_one, merge_view, told
from archive.admin.once import OnceForm
from archive.editing.workflow import may_publish
from archive.models import Merge, Precision, Quote, Role, Speaker, SpeakerName
from archive.models.called import called
from archive.reading.namesakes import label
from archive.text.names import name_of
from archive.text.tongue import day as in_words


class SpeakerForm(OnceForm, VersionedForm):
    worded = frozenset({"name", "type"})

    def alike(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        """An unnamed source is of its article alone."""
        rows = super().alike(cleaned)
        return [] if cleaned.get("type") == Speaker.Type.UNNAMED else rows


class RoleForm(VersionedForm):
    worded = frozenset({"speaker", "title", "organisation", "country"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for edge in ("start", "end"):
            given, precision = cleaned.get(edge), cleaned.get(f"{edge}_precision")
            if given and precision == Precision.UNKNOWN:
                # A whole date is a day, unless somebody says otherwise.
                cleaned[f"{edge}_precision"] = Precision.DAY
            elif not given and precision != Precision.UNKNOWN:
                self.add_error(f"{edge}_precision", "Give a date and its precision, or neither.")
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error(
                "end", f"The role ends before it starts ({in_words(start)}): correct one of the dates."
            )
        return cleaned


class RoleInline(StackedInline):
    model = Role
    form = RoleForm
    extra = 0
    autocomplete_fields = ["organisation", "country"]
    fields = [
        ("title", "organisation", "country"),
        ("start", "start_precision"),
        ("end", "end_precision"),
        "seen_version",
    ]


class SpeakerNameInline(TabularInline):
    model = SpeakerName
    form = NamesForm
    extra = 1
    verbose_name = "other name"
    verbose_name_plural = "other names, spellings and scripts"


@admin.register(Speaker)
class SpeakerAdmin(VersionedAdmin):
    screens = [
        ("duplicates/", "duplicates", duplicates_view),
        ("<int:speaker_id>/merge/", "merge", merge_view),
    ]
    form = SpeakerForm
    list_display = ["name", "type", "description", "organisation", "scope_article", "canonical"]
    list_filter = ["type", ("canonical", admin.EmptyFieldListFilter)]
    list_select_related = ["organisation", "scope_article", "canonical"]
    search_fields = ["name", "sort_key", "other_names__name", "description", "wikidata__exact"]
    autocomplete_fields = ["organisation", "scope_article"]
    exclude = ["canonical"]
    inlines = [SpeakerNameInline, RoleInline]
    change_form_template = "admin/speaker_change_form.html"

    def beside(self, request: HttpRequest, obj: Speaker | None) -> dict[str, Any]:
        records = Merge.objects.filter(Q(speaker=obj) | Q(into=obj), undone_at=None) if obj else []
        return {"may_publish": may_publish(request.user), "merges": records}

    def get_actions(self, request: HttpRequest) -> Any:
        own = {"merge": merging(merge_one, told, kept_apart)} if may_publish(request.user) else {}
        return {**super().get_actions(request), **own}

    def finish(self, form: Any) -> None:
        """What is known by its time is a name to be found by, too."""
        speaker = form.instance
        known = {speaker.name, *speaker.other_names.values_list("name", flat=True)}
        named = dict.fromkeys(map(name_of, speaker.dated_names))
        SpeakerName.objects.bulk_create(
            SpeakerName(speaker=speaker, name=name) for name in named if name not in known
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        return super().get_queryset(request).defer("scope_article__raw_text", "scope_article__body_spans")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Speaker], search_term: str
    ) -> tuple[QuerySet[Speaker], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            held = Prefetch("roles", Role.objects.select_related("organisation", "country"))
            found = found.filter(canonical=None).select_related("scope_article").prefetch_related(held)
        return found, duplicates

    def autocomplete_label(self, obj: Speaker) -> str:
        """Tells namesakes apart by what is known of them."""
        return label(obj)


@admin.register(Role)
class RoleAdmin(VersionedAdmin):
    def named(self, words: list[str]) -> Any:
        """By the title or by the speaker."""
        speakers = called("speaker", *words)
        return [
            *called("role", *words),
            *Role.objects.filter(speaker__in=list(map(int, speakers))).values_list("pk", flat=True),
        ]

    form = RoleForm
    list_display = ["title", "speaker", "organisation", "country", "start", "end"]
    list_filter = [("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["speaker", "organisation", "country"]
    search_fields = ["title", "speaker__name", "speaker__other_names__name", "organisation__name"]
    autocomplete_fields = ["speaker", "organisation", "country"]
    change_form_template = "admin/role_change_form.html"

    def beside(self, request: HttpRequest, obj: Role | None) -> dict[str, Any]:
        """The quotes that a change of the role would show in."""
        affected = Quote.objects.filter(attributions__role=obj or 0).distinct()
        return {"affected": affected[:20], "affected_count": affected.count()}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Role], search_term: str
    ) -> tuple[QuerySet[Role], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        others = Speaker.objects.filter(name=OuterRef("speaker__name")).exclude(pk=OuterRef("speaker"))
        found = found.select_related("speaker", "organisation").annotate(has_namesake=Exists(others))
        return found, duplicates

    def autocomplete_label(self, obj: Role) -> str:
        since = f" from {obj.start:%Y}" if obj.start else ""
        until = f" until {obj.end:%Y}" if obj.end else ""
        number = f"no. {obj.speaker_id}" if getattr(obj, "has_namesake", True) else ""
        who = obj.speaker.description or obj.speaker.wikidata or number
        return f"{obj.speaker}{f' ({who})' if who else ''}: {obj}{since}{until}"
