"""Nothing twice: a form that is sent twice makes one row, and a new row that seems to be there already is said first."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.admin.generic import StockMixin
from archive.editing.locking import one_by_one
from archive.models.called import same_name
from archive.text import sha256

ANYWAY = "_anyway"
LATEST = 20  # rows of one person among which the second of two equal forms finds the first's


def sent(request: HttpRequest) -> str:
    """Tells a form from every other: each page that Django renders hides its secret another way, and sends it along."""
    rows: list[tuple[str, Any]] = list(request.FILES.items())
    files = [(name, each.name, each.seek(0), each.read(), each.seek(0)) for name, each in rows]
    return sha256(repr((request.path, sorted(request.POST.lists()), files)))


def made_by(request: HttpRequest, model: Any) -> Any:
    """The row that the very same form has made, waiting for it to be made; None if nobody sent it before."""
    form = sent(request)
    one_by_one(request.user.pk, form)
    log = LogEntry.objects.filter(user=request.user.pk, action_flag=ADDITION).order_by("-pk")[:LATEST]
    kind = get_content_type_for_model(model).pk
    ids = [each.object_id for each in log if each.content_type_id == kind and form in each.change_message]
    return model._default_manager.filter(pk__in=ids).first()


class OnceAdmin(StockMixin):
    """A form that is sent twice, as by a double click, is answered twice and makes one row."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and (made := made_by(request, self.model)):
            return self.response_add(request, made)
        return super().add_view(request, form_url, extra_context)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_addition(request, obj, [*message, {"sent": sent(request)}])


class OnceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Asks once, with links to what is there, and a button that goes on."""

    def alike(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        model = self._meta.model
        keys = same_name(model._meta.model_name, cleaned.get("name") or "")
        rows: Iterable[Any] = model._default_manager.filter(pk__in=keys)[:5]
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance._state.adding and ANYWAY not in self.data:
            one_by_one(self._meta.model._meta.label)  # what is being added is there once it is saved
            if rows := list(self.alike(cleaned)):
                self.add_error(None, told(rows))
        return cleaned


def told(rows: Iterable[Any]) -> SafeString:
    links = format_html_join(", ", '<a href="{}">{}</a>', ((address(each), each) for each in rows))
    button = '<button class="button" name="{}" value="1">It is another: save it</button>'
    return format_html("Is it there already? {} " + button, links, ANYWAY)


def address(row: Any) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
