"""Raw articles from files, and new captures of known pages."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from archive.admin.base import DeskAdmin
from archive.admin.upload_form import RawArticleForm
from archive.admin.widgets import Autocomplete
from archive.editing.captures import carry_over, compare, difference
from archive.editing.confirming import looked_at, read
from archive.editing.pages import as_it_came, keep_page
from archive.editing.reading_list import put_on_the_list
from archive.editing.uploads import Upload, suggested
from archive.models import Article, SavedPage
from archive.text import sha256


def upload_view(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if not desk.has_add_permission(request):
        raise PermissionDenied
    form = RawArticleForm(request.POST or None, request.FILES or None)
    field = form.fields["outlet"]
    field.widget = Autocomplete(
        Article._meta.get_field("outlet"), desk.admin_site, choices=field.widget.choices
    )
    if request.method == "POST" and form.is_valid():
        return taken(request, form)
    answer = desk.render(
        request, "upload", "Add a raw article", form=form, bookmarklet=bookmarklet(request), media=form.media
    )
    # The bookmarklet of another site's page opens this one, and hands that page over.
    answer["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return answer


def taken(request: HttpRequest, form: RawArticleForm) -> HttpResponse:
    """One article is checked at once; of several the list is shown, and what was not taken is named."""
    list_feeds(request, form)
    if all(each.items for each in form.read):
        return redirect("admin:archive_readingitem_changelist")
    articles = []
    for each in form.read:
        if each.upload is None or each.problem:
            if each.problem:
                messages.error(request, format_html("{}: {}", each.name, each.problem))
            continue
        article = suggested(each.upload)
        article.outlet = form.cleaned_data["outlet"]
        if added(article, each.upload):
            for note in each.upload.notes:
                messages.warning(request, f"{each.name}: {note}" if len(form.read) > 1 else note)
        articles.append(article)
    if len(form.read) == 1:
        return redirect("admin:archive_article_check", articles[0].pk)
    messages.success(request, f"{len(articles)} articles were added: check one after the other.")
    chosen = ",".join(str(article.pk) for article in articles) or "0"
    return redirect(reverse("admin:archive_article_changelist") + f"?id__in={chosen}")


def list_feeds(request: HttpRequest, form: RawArticleForm) -> None:
    if listed := [item for each in form.read for item in each.items]:
        fresh = put_on_the_list(listed, int(request.user.pk or 0))
        messages.success(request, f"{fresh} of {len(listed)} entries are new on the reading list.")


def added(article: Article, upload: Upload) -> bool:
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


def page_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """The page as it came, to be saved: never shown, for it may hold anything."""
    page = get_object_or_404(SavedPage, article=article_id)
    if not desk.has_view_permission(request, page.article):
        raise PermissionDenied
    headers = {
        "Content-Disposition": f'attachment; filename="article-{article_id}.html"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(as_it_came(page), content_type="application/octet-stream", headers=headers)


def capture_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    new = get_object_or_404(Article.objects.exclude(replaces=None), pk=article_id)
    if not desk.has_change_permission(request, new):
        raise PermissionDenied
    if request.method == "POST":
        made = carry_over(new, read(request.POST.get("seen", "")))
        messages.success(request, f"{len(made)} quotes were carried over and wait for review.")
        return redirect(request.path)
    old, comparison = new.replaces, compare(new)
    return desk.render(
        request,
        "capture",
        f"New capture: {new}",
        article=new,
        old=old,
        pieces=difference(old.raw_text, new.raw_text) if old else None,
        comparison=comparison,
        seen=looked_at((quote.pk, quote.version) for quote, _ in comparison.standing),
    )


def bookmarklet(request: HttpRequest) -> str:
    """What a bookmark runs on a page that an editor looks at: it opens the upload and hands the page over, nothing more."""
    here = request.build_absolute_uri(reverse("admin:archive_article_upload"))
    origin = here.split("/admin/")[0]
    return (
        f"javascript:(()=>{{const w=open({json.dumps(here)});const h='<!doctype html>'+document.documentElement.outerHTML;"
        f"const t=setInterval(()=>w.postMessage({{page:h,url:location.href}},{json.dumps(origin)}),500);"
        "addEventListener('message',e=>{if(e.source===w)clearInterval(t)});setTimeout(()=>clearInterval(t),60000)})()"
    )
