"""The admin site: Django's own, with the desk's first page, labels that tell namesakes apart, and nothing typed lost."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.editing.dashboard import overview
from archive.editing.workflow import may_publish

SECRET = {"csrfmiddlewaretoken", "password", "old_password", "new_password1", "new_password2"}


class LabelledAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class ArchiveAdminSite(AdminSite):
    site_header = "Statement Archive"
    site_title = "Statement Archive"
    index_title = "Editors' desk"
    index_template = "admin/desk.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        own = {"overview": overview(request.user), "may_publish": may_publish(request.user)}
        return super().index(request, {**own, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledAutocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A form that is sent after the session ended comes back as text, to be copied, instead of being lost."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and not self.has_permission(request):
                return refused(request, "You are no longer logged in.")
            return inner(request, *args, **kwargs)

        return guarded


def refused(request: HttpRequest, why: str) -> HttpResponse:
    sent = [(name, value) for name, values in request.POST.lists() if name not in SECRET for value in values]
    texts = [(name, value) for name, value in sent if len(value) > 2 and "_FORMS" not in name]
    return TemplateResponse(request, "admin/refused.html", {"why": why, "texts": texts}, status=403).render()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, "The page that you sent was out of date, or cookies are blocked.")
