"""Who changed what of a row and of the rows that hang on it, from the events that triggers wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from pghistory.models import Context

from archive.models import Country, Organisation, Outlet, Statement

# Columns that follow from others, or say nothing to a person.
SILENT = {
    "id",
    "ref",
    "sort_key",
    "version",
    "public_version",
    "public_since",
    "changed_at",
    "added_at",
    "submitted_at",
    "published_at",
    "raw_sha256",
    "carried_from",
}
# Columns that may hold words; of reported speech they are shown with speaker and verb.
WORDS = {"text", "old", "new"}
# Of which no two are called the same.
CALLED_ALONE = {get_user_model(), Country, Organisation, Outlet, Statement}
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}


# What a person reads of one value that was changed: its name, what was, what is.
Difference = tuple[str, str, str]


@dataclass(frozen=True)
class RowChange:
    """One event. `at` is when its transaction began, so that the rows of one save share it."""

    at: datetime
    who: str
    what: str
    verb: str
    fields: list[Difference]
    why: str


class Referents:
    """What the ids in events stand for, each table read once; and how words are shown."""

    def __init__(self, events: Iterable[Any], words: Callable[[str], str] = str) -> None:
        self.words = words
        self.found: dict[Any, dict[Any, Any]] = defaultdict(dict)
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for event in events:
            wanted[get_user_model()].add(metadata(event).get("user"))
            for field in references(event):
                wanted[field.related_model].add(getattr(event, field.attname))
        for model, ids in wanted.items():
            self.found[model] = model._default_manager.in_bulk(ids - {None})

    def of(self, model: Any, pk: Any) -> str:
        """With its number, where others may be called the same: a change from one to the other is one."""
        if pk is None:
            return ""
        row = self.found[model].get(pk) or f"no. {pk} (deleted)"
        alone = isinstance(row, str) or model in CALLED_ALONE
        return str(row) if alone else f"{row} (no. {pk})"

    def who(self, known: dict[str, Any]) -> str:
        """An account, else the command that ran."""
        return self.of(get_user_model(), known.get("user")) or known.get("command", "")


def changes_of(obj: models.Model) -> list[RowChange]:
    """All changes, the newest first; events that changed nothing visible are left out."""
    events = [
        (event, previous, key)
        for model, key in tracked(type(obj))
        for previous, event in with_previous(model, {key: obj.pk})
    ]
    events.sort(key=lambda each: (each[0].pgh_created_at, each[0].pgh_id), reverse=True)
    names = Referents((event for event, _, _ in events), getattr(obj, "beside", str))
    shown = [describe(previous, event, names, without=key) for event, previous, key in events]
    return [change for change in shown if change.fields or change.verb != "changed"]


def tracked(model: type[models.Model]) -> list[tuple[Any, str]]:
    """The event models of a model and of the rows that are deleted with it, with the column that names it."""
    found = [(event_model(model), "pgh_obj_id")] if event_model(model) else []
    return found + [
        (event_model(relation.related_model), relation.field.attname) for relation in parts(model)
    ]


def parts(model: type[models.Model]) -> list[Any]:
    """The relations to tracked rows that belong to a row and are deleted with it."""
    relations = model._meta.related_objects
    return [
        each for each in relations if each.on_delete is models.CASCADE and event_model(each.related_model)
    ]


def event_model(model: Any) -> Any:
    """The model of a tracked model's events; None for others, and for event models themselves."""
    try:
        return apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    except LookupError:
        return None


def with_previous(model: Any, where: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    last: dict[Any, Any] = {}
    for event in model.objects.filter(**where).select_related("pgh_context").order_by("pgh_id"):
        yield last.get(event.pgh_obj_id), event
        last[event.pgh_obj_id] = event


def who_of(contexts: Iterable[Any]) -> dict[Any, str]:
    known = {each.pk: each.metadata for each in Context.objects.filter(pk__in=set(contexts) - {None})}
    names = Referents(())
    names.found[get_user_model()] = get_user_model().objects.in_bulk(
        {each.get("user") for each in known.values()} - {None}
    )
    return {context: names.who(each) for context, each in known.items()}


def metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def columns(event: Any) -> Iterator[Any]:
    for field in event.pgh_tracked_model._meta.concrete_fields:
        if field.name not in SILENT and hasattr(event, field.attname):
            yield field


def references(event: Any) -> Iterator[Any]:
    return (field for field in columns(event) if field.is_relation)


def describe(previous: Any, event: Any, names: Referents, without: str) -> RowChange:
    """`without` is the column that says whose row it is, which goes without saying."""
    verb = VERBS.get(event.pgh_label, event.pgh_label)
    known = metadata(event)
    return RowChange(
        at=event.pgh_created_at,
        who=names.who(known),
        what=str(event.pgh_tracked_model._meta.verbose_name),
        verb=verb,
        fields=list(
            differences(event, None, names, without)
            if verb == "removed"
            else differences(previous, event, names, without)
        ),
        why=known.get("reason", ""),
    )


def differences(previous: Any, event: Any, names: Referents, without: str) -> Iterator[Difference]:
    for field in columns(event or previous):
        if field.attname == without:
            continue
        old, new = (shown(each, field, names) for each in (previous, event))
        if old != new:
            yield str(field.verbose_name), old, new


def shown(event: Any, field: Any, names: Referents) -> str:
    value = getattr(event, field.attname) if event else None
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.name in WORDS and getattr(event, "part", getattr(event, "changed", "words")) == "words":
        return names.words(value or "")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    labels = dict(field.flatchoices or ())
    return "" if value is None else str(labels.get(value, value))
