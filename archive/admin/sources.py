"""Articles whose page nobody can look up yet: an editor may give the address at any time, and nobody empties it so."""

from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from archive.admin.arrivals import said_of_arrival
from archive.admin.article_review import ArticleReview
from archive.editing.locking import lock
from archive.models import Article
from archive.transfer.spreadsheets.looking import arrived

SHOWN = 100


class AddressForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Article
        fields = ("url",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].required = True
        self.fields["url"].label = "Address"


class ArticleSources(ArticleReview):
    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("without-address/", wrap(self.without_address_view), name="archive_article_without_address"),
            path("<int:article_id>/address/", wrap(self.address_view), name="archive_article_address"),
        ]
        return [*own, *super().get_urls()]

    def without_address_view(self, request: HttpRequest, wrong: Any = None) -> HttpResponse:
        if not request.user.has_perm("archive.change_article"):
            raise PermissionDenied
        articles = Article.objects.for_lists().filter(url="", redacted_at=None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Articles without an address",
            "opts": self.opts,
            "count": articles.count(),
            "rows": [
                (each, wrong if wrong and wrong.instance == each else AddressForm())
                for each in articles[:SHOWN]
            ],
        }
        return TemplateResponse(request, "admin/without_address.html", context)

    def address_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Also of an article that readers see: an address that is missing tells them nothing wrong."""
        article = self.article(request, article_id, "archive.change_article")
        if request.method != "POST" or article.redacted_at:  # what was removed is nowhere to be looked up
            raise Http404
        with transaction.atomic(), pghistory.context(reason="Its address was added"):
            form = AddressForm(request.POST, instance=lock(article))
            if form.instance.url:
                messages.error(request, "It has an address already: a publisher corrects it on its own page.")
            elif form.is_valid():
                request.fills_a_gap = True  # type: ignore[attr-defined]
                said_of_arrival(request, arrived(form.save()), article)
                messages.success(request, f"“{article}” has its address now.")
            else:
                return self.without_address_view(request, form)
        return redirect("admin:archive_article_without_address")
