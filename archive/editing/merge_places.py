"""Two organisations, or two outlets, that are one: whatever names the one names the other, until that is undone."""

import json
from collections.abc import Iterator
from typing import Any

import pghistory
from django.core import serializers
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.editing.corrections import correcting
from archive.editing.locking import lock
from archive.editing.merge import UNDONE
from archive.editing.shown import quotes_showing
from archive.models import Mention, Organisation, Outlet, PlaceMerge, Quote
from archive.models.merges import led_to
from archive.text.names import name_of

Place = Organisation | Outlet
MENTIONED = "quotes that named both"
KINDS: dict[str, Any] = {"organisation": Organisation, "outlet": Outlet}


def touched(place: Place) -> list[tuple[int, str]]:
    """So many rows of each kind name the place."""
    found = [
        (rows.count(), model._meta.verbose_name, model._meta.verbose_name_plural)
        for model, _, rows in naming(place)
    ]
    published = quotes_showing(place).count(), "published quote", "published quotes"
    return [(count, str(one if count == 1 else many)) for count, one, many in (published, *found) if count]


def naming(place: Place) -> Iterator[tuple[Any, str, Any]]:
    """The rows that point to it, table by table; their history keeps what it was."""
    for model, name in pointers(type(place)):
        yield model, name, model._default_manager.filter(**{name: place.pk})


def pointers(kind: Any) -> Iterator[tuple[Any, str]]:
    for relation in kind._meta.get_fields(include_hidden=True):
        model: Any = getattr(relation, "related_model", None)
        if relation.one_to_many and relation.auto_created and not hasattr(model, "pgh_tracked_model"):
            yield model, relation.field.name


def objections(place: Place, into: Place) -> list[str]:
    if place == into:
        return ["Choose another one than itself."]
    if isinstance(into, Organisation) and into.parent_id == place.pk:
        return [f"{into} is a part of {place}: correct that first, if they are one."]
    return []


@transaction.atomic
def merge_places(place: Place, into: Place, reason: str, user: Any) -> list[str]:
    """What stands against it; nothing where it is done. Published quotes that read differently are corrected."""
    type(place)._default_manager.select_for_update(of=("self",)).filter(pk__in=[place.pk, into.pk]).count()
    if found := objections(place, into):
        return found
    lost: list[int] = []
    with pghistory.context(user=user.pk, reason=reason), correcting(place, reason=reason):
        if isinstance(place, Organisation) and isinstance(into, Organisation):
            twice = Mention.objects.filter(organisation=place, quote__in=mentioning(into))
            lost = list(twice.values_list("quote", flat=True))
            twice.delete()
        record = recorded(place, into, reason, user)
        record.moved |= {MENTIONED: lost} if lost else {}
        for _, name, rows in naming(place):
            rows.update(**{name: into.pk})
        into.other_names = [*into.other_names, *record.taken]
        into.dated_names = list(dict.fromkeys([*into.dated_names, *place.dated_names]))
        place.delete()
        into.save()
        record.save()
    return []


def mentioning(organisation: Organisation) -> Any:
    return Mention.objects.filter(organisation=organisation).values("quote")


def recorded(place: Place, into: Place, reason: str, user: Any) -> PlaceMerge:
    """All that an undoing needs to know."""
    known = {into.name, *into.other_names}
    names = dict.fromkeys([place.name, *place.other_names])
    moved = {key(model, name): list(rows.values_list("pk", flat=True)) for model, name, rows in naming(place)}
    return PlaceMerge(
        kind=str(place._meta.model_name),
        old=place.pk,
        new=into.pk,
        name=place.name,
        row=json.loads(serializers.serialize("json", [place]))[0],
        moved={name: ids for name, ids in moved.items() if ids},
        taken=[name for name in names if name not in known],
        reason=reason,
        by=user,
    )


def key(model: Any, name: str) -> str:
    return f"{model._meta.model_name}.{name}"


def undoing_objections(record: PlaceMerge) -> list[str]:
    kind = KINDS[record.kind]
    if record.undone_at:
        return ["This was undone already."]
    if not record.row:
        return ["It was merged before such things were noted: add it anew, and correct what named it."]
    if not kind.objects.filter(pk=record.new).exists():
        return [f"{record} was merged on since: undo the later merge first."]
    was = record.row["fields"]
    if other := kind.objects.filter(Q(name=was["name"]) | Q(ref=was["ref"])).first():
        return [
            f"“{other}” (no. {other.pk}) has its name or came from the same file: rename or merge that one first."
        ]
    return []


@transaction.atomic
def undo_places(record: PlaceMerge, user: Any) -> list[str]:
    """The one that went is there again, as it was, and what named it names it, unless it names another since."""
    record = lock(record)
    if found := undoing_objections(record):
        return found
    into = lock(KINDS[record.kind].objects.get(pk=record.new))
    with pghistory.context(user=user.pk, reason=f"Undone: {record}"), correcting(into, reason=UNDONE):
        into.other_names = [name for name in into.other_names if name not in record.taken]
        into.dated_names = [line for line in into.dated_names if name_of(line) not in record.taken]
        into.save()
        place = restored(record)
        for model, name in pointers(type(place)):
            ids = record.moved.get(key(model, name), [])
            model._default_manager.filter(pk__in=ids, **{name: record.new}).update(**{name: place.pk})
        named = Quote.objects.filter(pk__in=record.moved.get(MENTIONED, []))
        Mention.objects.bulk_create(Mention(quote=quote, organisation=place) for quote in named)
        record.undone_at = timezone.now()
        record.save(update_fields=["undone_at"])
    return []


def restored(record: PlaceMerge) -> Any:
    """Under its own number; what it belonged to may have been merged meanwhile."""
    fields = record.row["fields"]
    for name in ("parent", "organisation"):
        if fields.get(name):
            fields[name] = led_to("organisation", fields[name])
    [each] = serializers.deserialize("json", json.dumps([record.row]))
    place = each.object
    place.save(force_insert=True)
    return place
