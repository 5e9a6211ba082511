"""Taking an article's text out for good, from the desk: a publisher looks at what goes, and gives the public reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.admin.article_pages import article_for, article_page
from archive.admin.base import DeskAdmin
from archive.editing.redaction import redact
from archive.editing.workflow import may_publish
from archive.models import Article, Quote


def takedown_view(desk: DeskAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """Cannot be undone: so it asks for the number of the article as well as for the reason."""
    article = article_for(request, article_id, "archive.change_article")
    if not may_publish(request.user):
        raise PermissionDenied
    reason, number = request.POST.get("reason", "").strip(), request.POST.get("number", "").strip()
    asked = request.method == "POST" and not article.redacted_at
    problems = problems_with(article, reason, number) if asked else []
    if asked and not problems:
        return taken_down(request, article, reason)
    counts = article.quotes.order_by().values_list("status").annotate(Count("pk"))
    return article_page(
        desk,
        request,
        article,
        "takedown",
        f"Take down: {article}",
        counts=[(Quote.Status(status).label, count) for status, count in counts],
        published=article.quotes.published().by_place_in_article().with_sources()[:100],
        captures=Article.objects.filter(replaces=article),
        problems=problems,
        reason=reason,
    )


def taken_down(request: HttpRequest, article: Article, reason: str) -> HttpResponse:
    done = redact(article, reason)
    messages.success(
        request, f"The text is gone; {done.quotes} quotes were withdrawn. Their addresses say why."
    )
    if done.leftovers:
        places = "; ".join(done.leftovers)
        messages.warning(
            request, f"Words of it still stand elsewhere, perhaps in another capture. Look at: {places}."
        )
    return redirect("admin:archive_article_changelist")


def problems_with(article: Article, reason: str, number: str) -> list[str]:
    found = (
        []
        if reason
        else ["Give the public reason: readers see it at the addresses of the article and its quotes."]
    )
    if number != str(article.pk):
        found.append(f"Type the number of the article, {article.pk}, to say that you mean this one.")
    return found
