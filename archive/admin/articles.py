from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.admin.arrivals import said_of_arrival
from archive.admin.article_check import check_last_day
from archive.admin.article_review import all_step_view, article_review_view, card_step_view
from archive.admin.base import ReadOnlyInline, VersionedAdmin
from archive.admin.captures import capture_view, page_view, upload_view
from archive.admin.conflicts import VersionedForm
from archive.admin.intake import accept_all_view, check_view, proposals_view, propose_view, redate
from archive.admin.markup import markup_view, strike_view, suggest_view
from archive.admin.once import OnceForm
from archive.admin.sources import address_view, without_address_view
from archive.admin.takedown import takedown_view
from archive.admin.turns import turns_view, whole_view
from archive.editing.articles import save_article
from archive.editing.dashboard import left_to_do
from archive.intake.languages.detect import language_of
from archive.models import Article, Proposal, Quote
from archive.models.fields import of_page
from archive.text import sha256
from archive.text.tongue import day as in_words
from archive.transfer.spreadsheets.looking import arrived

LEFT = {"check": "check it", "proposals": "{} to decide", "review": "{} to send to review"}


class ArticleForm(OnceForm, VersionedForm):
    worded = frozenset(
        {"title", "outlet", "agency", "published_on", "published_basis", "form", "byline", "url"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and "language" in self.fields:
            self.initial["language"] = ""
            self.fields["language"].required = False
            self.fields["language"].help_text = "Left empty, it is told from the text"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "language" in cleaned and not cleaned["language"]:
            cleaned["language"] = language_of(cleaned.get("raw_text") or "")
            if not cleaned["language"]:
                self.add_error(
                    "language", "The text does not show it: give its code, such as en, pt-BR or ko."
                )
        check_last_day(self, cleaned)
        return cleaned

    def _post_clean(self) -> None:
        """What follows from a text that cannot be stored is not told beside it."""
        super()._post_clean()
        if wrong := self.errors.get("raw_text"):
            del wrong.data[1:]
            if not self.data.get("language"):
                self.errors.pop("language", None)

    def alike(self, cleaned: dict[str, Any]) -> QuerySet[Article]:
        """Those of the same address."""
        url = cleaned.get("url")
        return of_page(Article.objects, url)[:5] if url else Article.objects.none()

    def clean_raw_text(self) -> str:
        """Pasted text as it is, but for the line ends that forms add."""
        text: str = self.cleaned_data["raw_text"].replace("\r\n", "\n")
        twin = Article.objects.filter(raw_sha256=sha256(text)).first()
        if twin:
            link = format_html(
                '<a href="{}">{}</a>', reverse("admin:archive_article_change", args=[twin.pk]), twin
            )
            # Not raised: without its text, the article would be said to be empty too.
            self.add_error("raw_text", format_html("This text is already in the archive: {}.", link))
        return text

    def clean_body_spans(self) -> list[list[int]]:
        spans = self.cleaned_data["body_spans"]
        pairs = isinstance(spans, list) and all(isinstance(span, list) and len(span) == 2 for span in spans)
        if not pairs or not all(type(edge) is int for span in spans for edge in span):
            raise forms.ValidationError("Give pairs of offsets, as [[0, 120], [150, 900]].")
        return spans  # type: ignore[no-any-return]


class ArticleList(ChangeList):
    """With what is left to do with each, read for the rows of the page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        left = left_to_do([article.pk for article in self.result_list])
        for article in self.result_list:
            article.left = left[article.pk]


class QuotesInline(ReadOnlyInline):
    model = Quote
    fields = readonly_fields = ("text", "kind", "status")
    show_change_link = True


@admin.register(Article)
class ArticleAdmin(VersionedAdmin):
    screens = [
        ("upload/", "upload", upload_view),
        ("without-address/", "without_address", without_address_view),
        ("<int:article_id>/address/", "address", address_view),
        ("<int:article_id>/page/", "page", page_view),
        ("<int:article_id>/capture/", "capture", capture_view),
        ("<int:article_id>/check/", "check", check_view),
        ("<int:article_id>/propose/", "propose", propose_view),
        ("<int:article_id>/proposals/", "proposals", proposals_view),
        ("<int:article_id>/proposals/all/", "accept_all", accept_all_view),
        ("<int:article_id>/turns/", "turns", turns_view),
        ("<int:article_id>/turns/all/", "turns_all", whole_view),
        ("<int:article_id>/markup/", "markup", markup_view),
        ("<int:article_id>/strike/", "strike", strike_view),
        ("<int:article_id>/suggest/", "suggest", suggest_view),
        ("<int:article_id>/review/", "review", article_review_view),
        ("<int:article_id>/review/<int:quote_id>/<slug:name>/", "review_step", card_step_view),
        ("<int:article_id>/review/all/<slug:name>/", "review_all", all_step_view),
        ("<int:article_id>/takedown/", "takedown", takedown_view),
    ]
    form = ArticleForm
    list_display = ["title", "left_to_do", "outlet", "published_on", "language", "added_at"]
    list_filter = ["form", "rights", "translation", "language", ("outlet", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["outlet"]
    date_hierarchy = "published_on"
    search_fields = ["title", "url", "raw_sha256__startswith"]
    autocomplete_fields = ["outlet", "agency", "replaces"]
    inlines = [QuotesInline]
    change_form_template = "admin/article_change_form.html"
    change_list_template = "admin/article_list.html"
    source = ["outlet", "agency", "form", "url", "archive_url"]
    words = ["title", "subtitle", "byline", "language", ("original_language", "translation")]
    dates = [
        ("published_on", "published_basis"),
        ("published_time", "published_tz"),
        "updated_on",
        "captured_at",
        "replaces",
    ]
    public = ["source_note", "rights"]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        text = ["text_as_it_came", "raw_sha256", "body_spans"] if obj else ["raw_text"]
        fieldsets = [
            ("The text", {"fields": text}),
            ("Source", {"fields": self.source}),
            ("Headline and language", {"fields": self.words}),
            ("Dates", {"fields": self.dates}),
            ("For readers", {"fields": [*self.public, "seen_version"]}),
        ]
        return self.with_reason(request, obj, fieldsets)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return ArticleList

    @admin.display(description="Left to do")
    def left_to_do(self, article: Any) -> SafeString:
        links = (
            (reverse(f"admin:archive_article_{page}", args=[article.pk]), LEFT[page].format(count))
            for page, count in article.left.items()
            if count
        )
        return format_html_join(" ", '<a href="{}">{}</a>', links)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return ["text_as_it_came", "raw_sha256"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        return self.inlines if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("raw_text", "body_spans")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "raw_text" and isinstance(field, forms.CharField):
            field.strip = False
        return field

    def kept_from(self, request: HttpRequest, obj: Any) -> bool:
        """What was taken down stays as it is, for everybody: it has its reason alone."""
        return super().kept_from(request, obj) or bool(obj and obj.redacted_at)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        plain = not {"_continue", "_addanother", "_popup"} & request.POST.keys()
        if plain and request.user.has_perm("archive.add_quote"):
            return redirect("admin:archive_article_check", obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Proposals go with their article: they are nobody's work yet."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {Proposal._meta.verbose_name}, protected

    def store(self, obj: Article, form: Any, change: bool) -> None:
        save_article(obj, form.initial.get("published_on") if change else None)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "published_on" in form.changed_data:
            redate(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if {"url", "title", "outlet", "raw_text"} & set(form.changed_data):
            said_of_arrival(request, arrived(form.instance), form.instance)

    def autocomplete_label(self, obj: Article) -> str:
        day = in_words(obj.published_on) if obj.published_on else "not dated"
        return f"{obj.title} ({day})"

    @admin.display(description="text as it came")
    def text_as_it_came(self, obj: Article) -> SafeString:
        return format_html('<pre class="raw-text" tabindex="0">\n{}</pre>', obj.raw_text)
