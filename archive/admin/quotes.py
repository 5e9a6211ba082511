from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.alone import NotAsShownError
from archive.admin.article_text import Mark, rendered
from archive.admin.base import ReadOnlyInline, VersionedAdmin
from archive.admin.batches import fact_actions
from archive.admin.conflicts import compare
from archive.admin.generic import StackedInline
from archive.admin.matches import decide_view, hold_view, matches_view, sure_view
from archive.admin.proposed_changes import differences, propose
from archive.admin.quote_filters import (
    AnchorFilter,
    ArticleFilter,
    EditorFilter,
    ImportFilter,
    SpeakerFilter,
    TableFilter,
    WhoFilter,
)
from archive.admin.quote_form import AttributionForm, AttributionFormSet, QuoteForm
from archive.admin.quote_steps import queue_view, review_view, step_actions, step_view
from archive.admin.wordings import wordings_view
from archive.editing.confirming import listed
from archive.editing.workflow import may_publish, steps_for
from archive.models import Article, Attribution, Mention, Quote, QuoteSpan, Via
from archive.reading import phrases
from archive.reading.passages import segments


class AttributionInline(StackedInline):
    model = Attribution
    form = AttributionForm
    formset = AttributionFormSet
    fields = [("speaker", "position"), ("role", "role_printed"), ("organisation", "country"), "basis"]
    autocomplete_fields = ["speaker", "role", "organisation", "country"]

    def get_extra(self, request: HttpRequest, obj: Quote | None = None, **kwargs: Any) -> int:
        return 0 if obj and obj.attributions.exists() else 1


class ViaInline(StackedInline):
    model = Via
    extra = 0
    fields = [("position", "organisation"), ("channel", "basis")]
    autocomplete_fields = ["organisation"]


class MentionInline(ReadOnlyInline):
    """Found by their names whenever the words change."""

    model = Mention
    fields = readonly_fields = ("country", "organisation")


class SpanInline(ReadOnlyInline):
    model = QuoteSpan
    fields = readonly_fields = ("part", "start", "end", "text")
    verbose_name_plural = "where these stand in the article"


def in_its_article(quote: Quote) -> SafeString:
    """The article's text, with the parts of the quote where they stand."""
    article = Article.objects.get(pk=quote.article_id)
    words = str(QuoteSpan.Part.WORDS)
    labels = [(each.start, each.end, str(each.part)) for each in quote.spans.all()]
    return rendered(segments(article, labels), {words: Mark(quote.pk, "high", current=True)})


def is_published(quote: Quote | None) -> bool:
    return quote is not None and quote.status == Quote.Status.PUBLISHED


@admin.register(Quote)
class QuoteAdmin(VersionedAdmin):
    screens = [
        ("queue/", "queue", queue_view),
        ("<int:quote_id>/review/", "review", review_view),
        ("<int:quote_id>/step/<slug:name>/", "step", step_view),
        ("<int:quote_id>/wordings/", "wordings", wordings_view),
        ("matches/", "matches", matches_view),
        ("matches/sure/", "matches_sure", sure_view),
        ("matches/<int:match_id>/<slug:name>/", "match", decide_view),
        ("<int:quote_id>/matches/hold/", "hold", hold_view),
    ]
    form = QuoteForm
    change_form_template = "admin/quote_change_form.html"
    inlines = [AttributionInline, ViaInline, MentionInline, SpanInline]
    list_display = ["__str__", "speakers", "kind", "said", "status", "article", "changed_at"]
    list_filter = [
        "status",
        "kind",
        SpeakerFilter,
        AnchorFilter,
        ArticleFilter,
        WhoFilter,
        EditorFilter,
        TableFilter,
        ImportFilter,
        "said_precision",
        "said_basis",
        "translated",
        "language",
    ]
    date_hierarchy = "said_latest"
    search_fields = ["id__exact", "text", "attributions__speaker__name", "article__title"]
    search_help_text = "Words of the quote, its number, a speaker or the article's title"
    autocomplete_fields = ["article", "occasion", "statement"]
    readonly_fields = ["status", "withdrawn_reason"]
    fieldsets = [
        ("Words", {"fields": ["article", *QuoteForm.PARTS.values()]}),
        ("Kind", {"fields": [("kind", "language", "translated")]}),
        (
            "Said",
            {
                "fields": [
                    ("said_earliest", "said_latest"),
                    ("said_precision", "said_basis"),
                    "said_note",
                    "occasion",
                ]
            },
        ),
        ("Notes", {"fields": ["public_note", "internal_note", "statement"]}),
        ("Status", {"fields": ["status", "withdrawn_reason"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Quote | None = None) -> list[str]:
        return [*self.readonly_fields, *(["in_article"] if obj else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Quote | None = None) -> Any:
        """A quote stays with its article: its spans are offsets into that text."""
        first = "in_article" if obj else "article"
        last = ["status", "withdrawn_reason", *(["reason"] if is_published(obj) else []), "seen_version"]
        words = ("Words", {"fields": [first, *QuoteForm.PARTS.values()]})
        return [words, *self.fieldsets[1:-1], ("Status", {"fields": last})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return Quote.objects.with_sources()

    def get_actions(self, request: HttpRequest) -> Any:
        """What was published is withdrawn, never deleted in bulk."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        if self.has_change_permission(request):
            actions |= {**step_actions(request.user), **fact_actions()}
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Quote | None = None) -> bool:
        """What readers once saw is withdrawn with a reason, and its address stays."""
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)

    def may_revert(self, request: HttpRequest, obj: Quote) -> bool:
        return super().may_revert(request, obj) and not self.proposes(request, obj)

    def proposes(self, request: HttpRequest, obj: Quote) -> bool:
        """With four eyes a publisher proposes too, and another one takes it over."""
        alone = settings.FOUR_EYES and not hasattr(request, "taking_over")
        return is_published(obj) and (alone or not may_publish(request.user))

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        form.found = list(compare(form, Quote.objects.get(pk=obj.pk))) if change else []
        if self.proposes(request, obj):
            return
        super().save_model(request, obj, form, change)

    def finish(self, form: Any) -> None:
        form.save_words()

    def rewords(self, form: Any) -> bool:
        return True

    def kept_from(self, request: HttpRequest, obj: Any) -> bool:
        """What editors change of a published quote is proposed."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if self.proposes(request, form.instance):
            propose(request, form, formsets)
            return
        shown = getattr(request, "taking_over", None)
        if shown and shown.differences != differences(form, formsets):
            raise NotAsShownError
        super().save_related(request, form, formsets, change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return (
            []
            if self.proposes(request, form.instance)
            else super().construct_change_message(request, form, formsets, add)
        )

    def log_change(self, request: HttpRequest, obj: Quote, message: Any) -> Any:
        return None if self.proposes(request, obj) else super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Quote) -> HttpResponse:
        if not self.proposes(request, obj):
            return super().response_change(request, obj)
        self.message_user(
            request, "Your change is proposed: a publisher decides on it. The quote stays as it is."
        )
        return redirect("admin:archive_quote_changelist")

    def beside(self, request: HttpRequest, obj: Quote | None) -> dict[str, Any]:
        if obj is None:
            return {}
        return {
            "proposes": self.proposes(request, obj),
            "text": in_its_article(obj),
            "steps": [step for step in steps_for(obj, request.user) if not step.needs],
            "listed": listed([obj]),
        }

    @admin.display(description="speakers")
    def speakers(self, obj: Quote) -> str:
        return ", ".join(str(each.speaker.shown) for each in obj.attributions.all()) or "nobody yet"

    @admin.display(ordering="said_latest")
    def said(self, obj: Quote) -> str:
        return phrases.said(*obj.when).removeprefix("on ").removeprefix("in ")

    @admin.display(description="article")
    def in_article(self, obj: Quote) -> SafeString:
        url = reverse("admin:archive_article_change", args=[obj.article_id])
        return format_html('<a href="{}">{}</a>', url, obj.article)
