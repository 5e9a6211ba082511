"""Raw articles from files, and new captures of known pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from archive.admin.markup import ArticleMarkup
from archive.admin.once import ANYWAY, told
from archive.admin.widgets import Autocomplete
from archive.editing.alike import alike
from archive.editing.captures import carry_over, compare, difference
from archive.editing.confirming import looked_at, read
from archive.editing.locate import unify
from archive.editing.pages import as_it_came, keep_page
from archive.editing.uploads import LARGEST, Upload, read_upload, suggested
from archive.models import Article, Outlet, SavedPage
from archive.text import check_article, sha256


class RawArticleForm(forms.Form):
    file = forms.FileField(
        required=False,
        help_text="The article as a text file in UTF-8, or as a saved web page, of at most 20 MB.",
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        label="Or its text",
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text="As it came, boilerplate and all: that is found, and you check it.",
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.all(), required=False, help_text="Leave empty when not known"
    )
    upload: Upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, pasted = cleaned.get("file"), cleaned.get("pasted") or ""
        if bool(file) == bool(pasted.strip()):
            raise forms.ValidationError("Choose a file, or paste the text: one of them.")
        try:
            read = read_upload(file.read(LARGEST + 1)) if file else None
            self.upload = read or Upload(check_article(unify(pasted)))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if twin := self.twin():
            raise forms.ValidationError(f"This text is in the archive already: “{twin}” (no. {twin.pk}).")
        if ANYWAY not in self.data and (near := alike(self.upload.text)):
            shares = ", ".join(f"{each.percent} %" for each in near)
            raise forms.ValidationError(
                format_html(
                    "{} of this text stand there already. {}", shares, told(each.article for each in near)
                )
            )
        return cleaned

    def twin(self) -> Article | None:
        return Article.objects.filter(raw_sha256=sha256(self.upload.text)).first()


class ArticleCaptures(ArticleMarkup):
    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("upload/", wrap(self.upload_view), name="archive_article_upload"),
            path("<int:article_id>/page/", wrap(self.page_view), name="archive_article_page"),
            path("<int:article_id>/capture/", wrap(self.capture_view), name="archive_article_capture"),
        ]
        return [*own, *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RawArticleForm(request.POST or None, request.FILES or None)
        field = form.fields["outlet"]
        field.widget = Autocomplete(
            Article._meta.get_field("outlet"), self.admin_site, choices=field.widget.choices
        )
        if request.method == "POST" and form.is_valid():
            article = suggested(form.upload)
            article.outlet = form.cleaned_data["outlet"]
            if self.added(article, form.upload):
                for note in form.upload.notes:
                    messages.warning(request, note)
            return redirect("admin:archive_article_check", article.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Add a raw article",
            "opts": self.opts,
            "form": form,
            "media": form.media,
        }
        return TemplateResponse(request, "admin/upload.html", context)

    def added(self, article: Article, upload: Upload) -> bool:
        """False if the same text came in meanwhile, as of a form that is sent twice: then the article is that one."""
        try:
            with transaction.atomic():
                article.captured_at = upload.captured_at or timezone.now()
                article.save()
                if upload.page:
                    keep_page(article, upload.page, upload.facts)
        except IntegrityError:
            article.pk = Article.objects.get(raw_sha256=sha256(article.raw_text)).pk
            return False
        return True

    def page_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """The page as it came, to be saved: never shown, for it may hold anything."""
        page = get_object_or_404(SavedPage, article=article_id)
        if not self.has_view_permission(request, page.article):
            raise PermissionDenied
        headers = {
            "Content-Disposition": f'attachment; filename="article-{article_id}.html"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(as_it_came(page), content_type="application/octet-stream", headers=headers)

    def capture_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        new = get_object_or_404(Article.objects.exclude(replaces=None), pk=article_id)
        if not self.has_change_permission(request, new):
            raise PermissionDenied
        if request.method == "POST":
            made = carry_over(new, read(request.POST.get("seen", "")))
            messages.success(request, f"{len(made)} quotes were carried over and wait for review.")
            return redirect(request.path)
        old, comparison = new.replaces, compare(new)
        context = {
            **self.admin_site.each_context(request),
            "title": f"New capture: {new}",
            "opts": self.opts,
            "article": new,
            "old": old,
            "pieces": difference(old.raw_text, new.raw_text) if old else None,
            "comparison": comparison,
            "seen": looked_at((quote.pk, quote.version) for quote, _ in comparison.standing),
        }
        return TemplateResponse(request, "admin/capture.html", context)
