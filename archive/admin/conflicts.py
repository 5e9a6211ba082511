"""Forms that notice that somebody else saved first, and show both texts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from archive.admin.generic import ModelForm
from archive.admin.passages import Passages
from archive.editing.locate import unify
from archive.editing.locking import Conflict, FieldConflict, last_editor, lock
from archive.editing.shown import is_shown
from archive.editing.workflow import may_publish
from archive.models import Quote


class PublicForm(ModelForm):
    """Of a row that readers may see: `worded` are the fields whose change they read in published quotes.

    `user` is who fills it in; only publishers may save what readers see then.
    """

    worded: frozenset[str] = frozenset()
    user: Any = None
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Public: needed if what readers see of published quotes changes with it, such as a name or a date.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        changed = self.worded & set(self.changed_data)
        # The rows beside an object share the reason of its page.
        if changed and not self.data.get("reason", "").strip() and is_shown(self.instance):
            shown = None if self.prefix else "reason"
            self.add_error(shown, "Say why, under “Reason”: published quotes read differently with it.")
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        proposed = isinstance(self.instance, Quote)  # and decided on by a publisher
        if self.user and not proposed and not may_publish(self.user) and is_shown(self.instance):
            self.add_error(None, "Readers would see this on a public page: only a publisher may save it.")


class VersionedForm(PublicForm):
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.initial["seen_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk:
            self.check_version(cleaned.get("seen_version"))
        return cleaned

    def check_version(self, sent: int | None) -> None:
        """Locks the row until the transaction ends, so that of several saves of a version one wins."""
        stored = lock(self.instance)
        if stored.version == sent:
            return
        self.conflict = Conflict(last_editor(stored), list(compare(self, stored)))
        self.data = {**self.data.dict(), self.add_prefix("seen_version"): stored.version}  # type: ignore[attr-defined]
        self.add_error(None, "Nothing is saved yet: somebody else changed this while you were editing.")


def compare(form: Any, stored: Any) -> Iterator[FieldConflict]:
    """The fields whose stored value is not the one that was sent."""
    fresh = type(form)(instance=stored)
    for name, field in form.fields.items():
        if name in {"seen_version", "reason"} or name not in fresh.fields:
            continue
        theirs = display(field, fresh.get_initial_for_field(fresh.fields[name], name))
        yours = display(field, form.cleaned_data.get(name, form[name].data))
        if unify(theirs).strip() != unify(yours).strip():
            yield FieldConflict(form[name].label, theirs, yours)


def compare_rows(formset: Any, stored: Any, label: str) -> list[FieldConflict]:
    """The rows beside an object as one text each way, or nothing if they are the same."""
    fresh = type(formset)(instance=stored, prefix=formset.prefix)
    theirs = rows(form for form in fresh.forms if form.instance.pk)
    yours = rows(form for form in formset.forms if form.is_bound and not deleted(form))
    return [] if theirs == yours else [FieldConflict(label, "\n".join(theirs), "\n".join(yours))]


def deleted(form: Any) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def rows(shown: Iterable[Any]) -> list[str]:
    return [text for form in shown if (text := row(form))]


def row(form: Any) -> str:
    """A row as text; empty for an empty row."""
    if not form.instance.pk and not form.has_changed():
        return ""
    names = [name for name in form.fields if name not in {"DELETE", "position", form.instance._meta.pk.name}]
    values = (display(form.fields[name], form[name].value()) for name in names if not is_parent(form, name))
    return ", ".join(value for value in values if value)


def is_parent(form: Any, name: str) -> bool:
    return isinstance(form.fields[name], forms.models.InlineForeignKeyField)


def display(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Passages):
        return value.words
    if isinstance(field, forms.ModelChoiceField):
        found = (
            field.queryset.filter(pk=getattr(value, "pk", value)).first()
            if field.queryset is not None
            else None
        )
        return str(found or "")
    if isinstance(field, forms.MultipleChoiceField):
        return "\n".join(label for choice, label in field.choices if choice in value)  # type: ignore[misc, union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(field.prepare_value(value))


def rebase(data: QueryDict, formset: Any) -> None:
    """Makes posted rows fit the rows that exist by now, in place.

    Rows that somebody removed become new ones, and rows that somebody added come in, so that the form can be sent
    again.
    """
    prefix, pk = formset.prefix, formset.model._meta.pk.name
    sent = [
        posted_row(data, f"{prefix}-{number}-")
        for number in range(int(data.get(f"{prefix}-TOTAL_FORMS", "0")))
    ]
    stored = {str(form.instance.pk): form for form in formset.forms if form.instance.pk}
    named = {each.get(pk, "") for each in sent}
    kept = [each for each in sent if each.get(pk, "") in stored]
    added = [stored_row(form) for key, form in stored.items() if key not in named]
    new = [{**each, pk: ""} for each in sent if each.get(pk, "") not in stored]
    for number, each in enumerate(kept + added + new):
        for name, value in each.items():
            data[f"{prefix}-{number}-{name}"] = value
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept + added))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept + added + new))


def posted_row(data: QueryDict, prefix: str) -> dict[str, Any]:
    """Takes the values of a row out of `data`."""
    return {key.removeprefix(prefix): data.pop(key)[0] for key in list(data) if key.startswith(prefix)}


def stored_row(form: Any) -> dict[str, Any]:
    values = {name: form[name].value() for name in form.fields if name != "DELETE"}
    return {name: "" if value is None else value for name, value in values.items()}
