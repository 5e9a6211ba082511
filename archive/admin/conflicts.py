"""Forms that notice that somebody else saved first, and show both texts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict

from archive.admin.generic import ModelForm
from archive.admin.widgets import Passages
from archive.editing.history import Difference
from archive.editing.locate import unify
from archive.editing.locking import last_editor, lock
from archive.editing.shown import is_shown
from archive.editing.versions import rows_at, with_version
from archive.editing.workflow import may_publish
from archive.models import Quote
from archive.text.names import mixed, unseen

NAMES = {
    "name",
    "sort_name",
    "description",
    "other_names",
    "dated_names",
    "title",
    "place",
    "kind",
    "channel",
    "role_printed",
}


class NamesForm(ModelForm):
    """Refuses characters in names that nobody sees, and tells of words that mix scripts (`mixed`)."""

    mixed: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts: dict[str, list[str]] = {
            name: value if isinstance(value, list) else [value]
            for name, value in cleaned.items()
            if name in NAMES | NEW and isinstance(value, str | list)
        }
        for name, values in texts.items():
            if odd := [each for value in values for each in unseen(value)]:
                self.add_error(
                    name, f"It holds characters that nobody sees ({', '.join(odd)}): type it anew."
                )
        self.mixed = [word for values in texts.values() for value in values if (word := mixed(value))]
        return cleaned


NEW = {"new_name", "new_outlet", "new_agency"}


class PublicForm(NamesForm):
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
    """In a `conflict` it knows who saved first, of each field what is stored by now and what was sent, and which fields
    were taken over."""

    conflict = False
    saved_by = ""
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: list[str] = []
        self.taken_over: list[str] = []
        self.differences: list[Difference] = []
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
        self.take_over(stored, sent)
        self.conflict, self.saved_by = True, last_editor(stored)
        self.taken_over = [str(self[name].label) for name in self.taken]
        self.differences = list(compare(self, stored))
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("seen_version")] = stored.version  # type: ignore[index]
        self.add_error(None, "Nothing is saved yet: somebody else changed this while you were editing.")

    def take_over(self, stored: Any, sent: int | None) -> None:
        """Gives the fields that were sent as they were opened the value that is stored by now."""
        opened = with_version(stored, sent) if sent else None
        if not opened:
            return
        then, now = type(self)(instance=opened[0]), type(self)(instance=stored)
        for name, field in self.fields.items():
            if name in NOT_COMPARED or name not in then.fields or name not in now.fields:
                continue
            was, theirs = (each.get_initial_for_field(each.fields[name], name) for each in (then, now))
            yours = self[name].data
            if field.has_changed(theirs, yours) and not field.has_changed(was, yours):
                self.taken.append(name)
                field.bound_data = partial(as_stored, theirs)  # type: ignore[method-assign]
                with suppress(forms.ValidationError):
                    self.cleaned_data[name] = field.clean(field.prepare_value(theirs))


NOT_COMPARED = {"seen_version", "reason"}


def as_stored(value: Any, _data: Any, _initial: Any) -> Any:
    return value


def compare(form: Any, stored: Any) -> Iterator[Difference]:
    """The fields whose stored value is not the one that was sent, by what the values stand for."""
    fresh = type(form)(instance=stored)
    for name, field in form.fields.items():
        if name in NOT_COMPARED or name in form.taken or name not in fresh.fields:
            continue
        theirs = fresh.get_initial_for_field(fresh.fields[name], name)
        yours = form.cleaned_data.get(name, form[name].data)
        if isinstance(theirs, Passages) or isinstance(yours, Passages):
            found = differing(*form.places(name, theirs, yours))
        else:
            found = differing(*(shown(field, value) for value in (theirs, yours)))
        if found:
            yield form[name].label, *found


# What a value stands for, and how it is shown.
Shown = tuple[Any, str]


def differing(theirs: Shown, yours: Shown) -> tuple[str, str] | None:
    """Both texts if their keys differ; what reads alike then differs in its spaces alone."""
    if theirs[0] == yours[0]:
        return None
    if theirs[1].split() == yours[1].split():
        return repr(theirs[1]), repr(yours[1])
    return theirs[1], yours[1]


def compare_rows(formset: Any, stored: Any, label: str) -> list[Difference]:
    """The rows beside an object as one text each way, or nothing if they are the same."""
    fresh = type(formset)(instance=stored, prefix=formset.prefix)
    theirs = rows(form for form in fresh.forms if form.instance.pk)
    yours = rows(form for form in formset.forms if form.is_bound and not deleted(form))
    if [key for key, _ in theirs] == [key for key, _ in yours]:
        return []
    then, now = ("\n".join(text for _, text in each) for each in (theirs, yours))
    return [(label, then, now)]


def deleted(form: Any) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def rows(shown: Iterable[Any]) -> list[Shown]:
    return [each for form in shown if (each := row(form))[0]]


def row(form: Any) -> Shown:
    """A row by what its values stand for, and as text; empty for an empty row."""
    if not form.instance.pk and not form.has_changed():
        return (), ""
    names = [name for name in form.fields if name not in {"DELETE", "reason", form.instance._meta.pk.name}]
    values = {
        name: shown(form.fields[name], value_of(form, name)) for name in names if not is_parent(form, name)
    }
    texts = [f"{name} {text}" if name == "position" else text for name, (_, text) in values.items() if text]
    return tuple(key for key, _ in values.values()), ", ".join(texts)


def value_of(form: Any, name: str) -> Any:
    """What would be stored, which a form may have filled in; as it was sent where that is wrong."""
    return getattr(form, "cleaned_data", {}).get(name, form[name].value())


def is_parent(form: Any, name: str) -> bool:
    return isinstance(form.fields[name], forms.models.InlineForeignKeyField)


def shown(field: forms.Field, value: Any) -> Shown:
    """What a value stands for, and how it is shown: what is chosen with its number, for namesakes look alike."""
    if value is None or value == "":
        return "", ""
    if isinstance(field, forms.ModelChoiceField):
        return chosen(field, getattr(value, "pk", value))
    if isinstance(field, forms.MultipleChoiceField):
        return sorted(value), "\n".join(label for choice, label in field.choices if choice in value)  # type: ignore[misc, union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(value), str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    text = unify(str(field.prepare_value(value)))
    return text, text


def chosen(field: Any, pk: Any) -> Shown:
    try:
        found = field.queryset.filter(pk=pk).first()
    except (ValueError, TypeError, OverflowError):
        found = None
    return str(pk), f"{found} (no. {pk})" if found else str(pk)


def rebase(data: QueryDict, formset: Any, version: Any) -> bool:
    """Makes posted rows fit the rows that exist by now, in place; whether others were taken over than were sent.

    A row that was sent as it was opened, with this version of its parent, follows what is stored. Of the rest, rows
    that somebody removed become new ones, and rows that somebody added come in, so that the form can be sent again.
    """
    prefix, pk = formset.prefix, formset.model._meta.pk.name
    sent = [posted_row(data, f"{prefix}-{number}-") for number in numbers(data, formset)]
    stored = {str(form.instance.pk): form for form in formset.forms if form.instance.pk}
    named = {each.get(pk, "") for each in sent}
    opened = opened_rows(formset, version)
    as_opened = {key for each in sent if is_as_sent(opened.get(key := each.get(pk, "")), each)}
    kept = [
        stored_row(stored[key]) if key in as_opened else each
        for each in sent
        if (key := each.get(pk, "")) in stored
    ]
    added = [stored_row(form) for key, form in stored.items() if key not in named]
    new = [{**each, pk: ""} for each in sent if (key := each.get(pk, "")) not in {*stored, *as_opened}]
    taken = any(
        key not in stored or not is_as_sent(opened[key], stored_row(stored[key])) for key in as_opened
    )
    for number, each in enumerate(kept + added + new):
        for name, value in each.items():
            data[f"{prefix}-{number}-{name}"] = value
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept + added))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept + added + new))
    return taken


def opened_rows(formset: Any, version: Any) -> dict[str, Any]:
    """Forms of the rows beside an object as they were while it had this version, by their number."""
    found = (
        with_version(formset.instance, int(version)) if re.fullmatch("[0-9]{1,9}", version or "") else None
    )
    if not found:
        return {}
    rows = rows_at(formset.model, {formset.fk.attname: formset.instance.pk}, found[1])
    return {str(row.pk): formset.form(instance=row) for row in rows}


def is_as_sent(form: Any, sent: dict[str, Any]) -> bool:
    """Whether a posted row says what this form, not sent, would say; one to be removed says something else."""
    return (
        form is not None
        and not sent.get("DELETE")
        and not any(
            field.has_changed(
                form.get_initial_for_field(field, name), field.widget.value_from_datadict(sent, {}, name)
            )
            for name, field in form.fields.items()
            if name not in NOT_COMPARED
        )
    )


def numbers(data: QueryDict, formset: Any) -> list[int]:
    """Of the rows that were posted, whatever the form says of their number."""
    named = re.compile(rf"{re.escape(formset.prefix)}-([0-9]{{1,4}})-")
    found = {int(match[1]) for key in data if (match := named.match(key))}
    return sorted(found)[: formset.absolute_max]


def posted_row(data: QueryDict, prefix: str) -> dict[str, Any]:
    """Takes the values of a row out of `data`."""
    return {key.removeprefix(prefix): data.pop(key)[0] for key in list(data) if key.startswith(prefix)}


def stored_row(form: Any) -> dict[str, Any]:
    values = {name: form[name].value() for name in form.fields if name != "DELETE"}
    return {name: "" if value is None else value for name, value in values.items()}
