"""Articles whose page nobody can look up yet: an editor may give the address at any time, and nobody empties it so."""

from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.admin.arrivals import said_of_arrival
from archive.admin.article_pages import article_for
from archive.admin.base import DeskAdmin
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


def without_address_view(desk: DeskAdmin, request: HttpRequest, wrong: Any = None) -> HttpResponse:
    if not request.user.has_perm("archive.change_article"):
        raise PermissionDenied
    articles = Article.objects.for_lists().filter(url="", redacted_at=None)
    return desk.render(
        request,
        "without_address",
        "Articles without an address",
        count=articles.count(),
        rows=[
            (each, wrong if wrong and wrong.instance == each else AddressForm()) for each in articles[:SHOWN]
        ],
    )


def address_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """Also of an article that readers see: an address that is missing tells them nothing wrong."""
    article = article_for(request, article_id, "archive.change_article")
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
            return without_address_view(desk, request, form)
    return redirect("admin:archive_article_without_address")
