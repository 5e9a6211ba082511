"""Two organisations, or two outlets, that are one: whatever names the one names the other from then on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction

from archive.editing.corrections import correcting
from archive.editing.shown import quotes_showing
from archive.models import Mention, Organisation, Outlet, PlaceMerge

Place = Organisation | Outlet


@dataclass(frozen=True)
class Touched:
    """So many rows of a kind that name the place."""

    what: str
    count: int


def touched(place: Place) -> list[Touched]:
    found = [Touched(str(model._meta.verbose_name_plural), rows.count()) for model, _, rows in naming(place)]
    published = Touched("published quotes", quotes_showing(place).count())
    return [each for each in (published, *found) if each.count]


def naming(place: Place) -> Iterator[tuple[Any, str, Any]]:
    """The rows that point to it, table by table; their history keeps what it was."""
    for relation in place._meta.get_fields(include_hidden=True):
        model: Any = getattr(relation, "related_model", None)
        if relation.one_to_many and relation.auto_created and not hasattr(model, "pgh_tracked_model"):
            name = relation.field.name  # type: ignore[union-attr]
            yield model, name, model._default_manager.filter(**{name: place.pk})


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
    with pghistory.context(user=user.pk, reason=reason), correcting(place, reason=reason):
        if isinstance(place, Organisation) and isinstance(into, Organisation):
            twice = Mention.objects.filter(organisation=into).values("quote")
            Mention.objects.filter(organisation=place, quote__in=twice).delete()
        for _, name, rows in naming(place):
            rows.update(**{name: into.pk})
        names = dict.fromkeys([*into.other_names, place.name, *place.other_names])
        into.other_names = [each for each in names if each != into.name]
        kind, old, called = str(place._meta.model_name), place.pk, place.name
        place.delete()
        into.save()
        PlaceMerge.objects.create(kind=kind, old=old, new=into.pk, name=called, reason=reason, by=user)
    return []
