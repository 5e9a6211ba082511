"""Who changed what of a row and of the rows that hang on it, from the events that triggers wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

# Columns that follow from others, or say nothing to a person.
SILENT = {"id", "ref", "sort_key", "version", "changed_at", "added_at", "published_at", "raw_sha256"}
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One event. `at` is when its transaction began, so that the rows of one save share it."""

    at: datetime
    who: str
    what: str
    verb: str
    fields: list[FieldChange]
    why: str
    event: int
    context: str


def changes_of(obj: models.Model) -> list[Change]:
    """All changes, the newest first; events that changed nothing visible are left out."""
    events = [pair for model, key in tracked(type(obj)) for pair in with_previous(model, {key: obj.pk})]
    events.sort(key=lambda pair: (pair[1].pgh_created_at, pair[1].pgh_id), reverse=True)
    people = names_of_users(event for _, event in events)
    shown = [describe(previous, event, people) for previous, event in events]
    return [change for change in shown if change.fields or change.verb != "changed"]


def tracked(model: type[models.Model]) -> list[tuple[Any, str]]:
    """The event models of a model and of the rows that are deleted with it, with the column that names it."""
    found = [(event_model(model), "pgh_obj_id")] if event_model(model) else []
    for relation in model._meta.related_objects:
        child = relation.related_model
        if relation.on_delete is models.CASCADE and not is_event(child) and event_model(child):
            found.append((event_model(child), relation.field.attname))
    return found


def is_event(model: Any) -> bool:
    return hasattr(model, "pgh_tracked_model")


def event_model(model: Any) -> Any:
    try:
        return apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    except LookupError:
        return None


def with_previous(model: Any, where: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    last: dict[Any, Any] = {}
    for event in model.objects.filter(**where).select_related("pgh_context").order_by("pgh_id"):
        yield last.get(event.pgh_obj_id), event
        last[event.pgh_obj_id] = event


def describe(previous: Any, event: Any, people: dict[int, str]) -> Change:
    verb = VERBS.get(event.pgh_label, event.pgh_label)
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return Change(
        at=event.pgh_created_at,
        who=people.get(metadata.get("user", 0), "") or metadata.get("command", ""),
        what=str(event.pgh_tracked_model._meta.verbose_name),
        verb=verb,
        fields=[] if verb == "removed" else list(differences(previous, event)),
        why=metadata.get("reason", ""),
        event=event.pgh_id,
        context=str(event.pgh_context_id or event.pgh_created_at.isoformat()),
    )


def differences(previous: Any, event: Any) -> Iterator[FieldChange]:
    for field in event.pgh_tracked_model._meta.concrete_fields:
        if field.name in SILENT or not hasattr(event, field.attname):
            continue
        old = shown(previous, field.attname) if previous else ""
        new = shown(event, field.attname)
        if old != new:
            yield FieldChange(str(field.verbose_name), old, new)


def shown(event: Any, attname: str) -> str:
    value = getattr(event, attname)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def names_of_users(events: Iterator[Any]) -> dict[int, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    return {user.pk: user.get_username() for user in get_user_model()._default_manager.filter(pk__in=ids)}
