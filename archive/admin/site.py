"""The admin site: Django's own, with the desk's first page, labels that tell namesakes apart, and nothing typed lost."""

import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import UsernameField
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.forms import TextInput
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from archive.admin.alone import propose_alone, within_rights
from archive.editing.dashboard import machinery, overview
from archive.editing.workflow import may_publish
from archive.operations import logins

log = logging.getLogger(__name__)
TAKEN = (
    "Nothing is saved: what is stored by now does not go with it. Go back, reload the page and look again."
)
NO_VALUE = "Nothing is saved: one of the values that were sent is none that this page knows. Go back and choose again."
NOT_YOURS = "Nothing is saved: your account may not do this. A publisher may know more."
SECRET = re.compile("passw|token|secret", re.IGNORECASE)
NOT_TYPED = re.compile("_FORMS|__prefix__|-(?:id|quote)$|^(?:seen|shown|seen_version|listed|action|_.*)$")


class LabelledAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class LoginForm(AdminAuthenticationForm):
    username = UsernameField(max_length=logins.LONGEST, widget=TextInput(attrs={"autofocus": True}))


class ArchiveAdminSite(AdminSite):
    login_form = LoginForm
    site_header = "Statement Archive"
    site_title = "Statement Archive"
    index_title = "Editors' desk"
    index_template = "admin/desk.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Who may not see quotes sees nothing of them, nor how many there are."""
        sees = request.user.has_perm("archive.view_quote")
        own = {
            "overview": overview(request.user) if sees else None,
            "may_publish": may_publish(request.user),
        }
        return super().index(request, {**own, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """Of an object's public page Django tells everybody on the desk, and it is named after what is in it."""
        urls = [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]
        page = self.admin_view(self.public_page)
        own = path("machinery/", self.admin_view(self.machinery_page), name="machinery")
        return [own, path("r/<int:content_type_id>/<path:object_id>/", page, name="view_on_site"), *urls]

    def machinery_page(self, request: HttpRequest) -> TemplateResponse:
        """What concerns administrators alone: the index, words that moved, who changed what last."""
        if not request.user.is_superuser:
            raise PermissionDenied
        context = {**self.each_context(request), "title": "The site's machinery", "machinery": machinery()}
        return TemplateResponse(request, "admin/machinery.html", context)

    def public_page(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind.model_class() if kind else None
        screen = self._registry.get(model) if model else None
        obj = screen.get_object(request, object_id) if screen else None
        if not (screen and obj and screen.has_view_permission(request, obj)):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        name = logins.as_read(request.POST.get("username", ""))
        return logins.guarded(
            request, name, lambda: super(ArchiveAdminSite, self).login(request, extra_context)
        )

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        changed = super().password_change
        return logins.change_guarded(request, lambda: changed(request, extra_context))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledAutocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A form that is sent after the session ended comes back as text, to be copied, instead of being lost."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and not self.has_permission(request):
                return refused(request, "You are no longer logged in.")
            sent = [*request.GET.lists(), *request.POST.lists()]
            if any("\0" in value for _, values in sent for value in values):
                return refused(request, NO_VALUE, status=400)
            return rendered_or_refused(request, lambda: inner(request, *args, **kwargs))

        return guarded


def rendered_or_refused(request: HttpRequest, answer: Callable[[], Any]) -> Any:
    """The net below the forms: what the database refuses is answered with what was typed.

    What goes wrong in the program itself is not caught: it is an error of ours, with its traceback in the log.
    """
    try:
        with transaction.atomic():
            response = answer()
            if hasattr(response, "render"):
                response.render()
            response = within_rights(request, response)
        alone = getattr(request, "proposed_alone", None)
        return propose_alone(request, alone) if alone else response
    except PermissionDenied:
        if not typed(request):
            raise
        return refused(request, NOT_YOURS)
    except IntegrityError as error:
        log.warning("Refused by the database: %s %s", request.path, error)
        return refused(request, f"{TAKEN} ({str(error).splitlines()[0]})", status=409)
    except DataError as error:
        log.warning("Refused as no value: %s %s", request.path, error)
        return refused(request, NO_VALUE, status=400)


def refused(request: HttpRequest, why: str, status: int = 403) -> HttpResponse:
    context = {"why": why, "texts": typed(request)}
    return TemplateResponse(request, "admin/refused.html", context, status=status).render()


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of the desk brought that somebody may want back."""
    sent = request.POST.lists() if from_the_desk(request) else []
    texts = [(name, value) for name, values in sent for value in values if not SECRET.search(name)]
    return [(name, value) for name, value in texts if len(value) > 2 and not NOT_TYPED.search(name)]


def from_the_desk(request: HttpRequest) -> bool:
    """Whether a page of the desk sent the form: what another site sends is not printed on ours.

    Browsers name the site that a form comes from, or "null"; programs, which name none, show it to themselves.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = not origin or urlsplit(origin).netloc == request.get_host()
    return ours and request.path.startswith(reverse("admin:index"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, "The page that you sent was out of date, or cookies are blocked.")
