"""Taking an article's text out for good, from the desk: a publisher looks at what goes, and gives the public reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from archive.admin.sources import ArticleSources
from archive.editing.redaction import redact
from archive.editing.workflow import may_publish
from archive.models import Article, Quote


class ArticleTakedown(ArticleSources):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.takedown_view)
        own = path("<int:article_id>/takedown/", view, name="archive_article_takedown")
        return [own, *super().get_urls()]

    def kept_from(self, request: HttpRequest, obj: Any) -> bool:
        """What was taken down stays as it is, for everybody: it has its reason alone."""
        return super().kept_from(request, obj) or bool(obj and obj.redacted_at)

    def takedown_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Cannot be undone: so it asks for the number of the article as well as for the reason."""
        article = self.article(request, article_id, "archive.change_article")
        if not may_publish(request.user):
            raise PermissionDenied
        reason, number = request.POST.get("reason", "").strip(), request.POST.get("number", "").strip()
        asked = request.method == "POST" and not article.redacted_at
        problems = problems_with(article, reason, number) if asked else []
        if asked and not problems:
            return self.taken_down(request, article, reason)
        counts = article.quotes.order_by().values_list("status").annotate(Count("pk"))
        context = {
            **self.context(request, article, f"Take down: {article}"),
            "counts": [(Quote.Status(status).label, count) for status, count in counts],
            "published": article.quotes.published().by_place_in_article().with_sources()[:100],
            "captures": Article.objects.filter(replaces=article),
            "problems": problems,
            "reason": reason,
        }
        return TemplateResponse(request, "admin/takedown.html", context)

    def taken_down(self, request: HttpRequest, article: Article, reason: str) -> HttpResponse:
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
