"""Nothing twice: a new row that seems to be there already is said before it is saved, and saved all the same if wanted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.models.called import same_name

ANYWAY = "_anyway"


class OnceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Asks once, with links to what is there, and a button that goes on."""

    def alike(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        model = self._meta.model
        keys = same_name(model._meta.model_name, cleaned.get("name") or "")
        rows: Iterable[Any] = model._default_manager.filter(pk__in=keys)[:5]
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance._state.adding and ANYWAY not in self.data and (rows := list(self.alike(cleaned))):
            self.add_error(None, told(rows))
        return cleaned


def told(rows: Iterable[Any]) -> SafeString:
    links = format_html_join(", ", '<a href="{}">{}</a>', ((address(each), each) for each in rows))
    button = '<button class="button" name="{}" value="1">It is another: save it</button>'
    return format_html("Is it there already? {} " + button, links, ANYWAY)


def address(row: Any) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
