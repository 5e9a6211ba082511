"""What the screens of one article share: who may see it, and what stands at their heads."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from archive.admin.base import DeskAdmin
from archive.editing.shown import is_shown
from archive.models import Article


def article_for(request: HttpRequest, article_id: int, permission: str) -> Article:
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return get_object_or_404(Article, pk=article_id)


def may_check(desk: DeskAdmin, request: HttpRequest, article: Article) -> bool:
    """What readers see of an article is changed on its own page, with a public reason."""
    return desk.has_change_permission(request, article) and not is_shown(article)


def article_page(
    desk: DeskAdmin, request: HttpRequest, article: Article, template: str, title: str, **context: Any
) -> TemplateResponse:
    own = {"article": article, "may_check": may_check(desk, request, article)}
    return desk.render(request, template, title, **own, **context)
