"""New people, occasions and statements written together: a statement for each table instead of one for each row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import models

from archive import models as rows
from archive.transfer import records
from archive.transfer.values import Finder, plain_values, role_values, speaker_values

T = TypeVar("T", records.Speaker, records.Occasion, records.Statement)
MODELS: dict[type[records.FileRecord], type[models.Model]] = {
    records.Speaker: rows.Speaker,
    records.Occasion: rows.Occasion,
    records.Statement: rows.Statement,
}


def write_new(found: list[T]) -> Counter[str]:
    """How many rows of each kind there are now. Raises what the database, or a record that names nothing, raises."""
    people: list[records.Speaker] = [record for record in found if isinstance(record, records.Speaker)]
    if people:
        return _people(people)
    made = [MODELS[type(record)](ref=record.ref, **plain_values(record, {"ref"})) for record in found]
    return _created(made)


def _people(found: Sequence[records.Speaker]) -> Counter[str]:
    named = {each.organisation for each in found} | {
        role.organisation for each in found for role in each.roles
    }
    find = Finder({rows.Organisation: named})
    speakers = [rows.Speaker(ref=each.ref, **speaker_values(each, find)) for each in found]
    created = _created(speakers)
    pairs = list(zip(found, speakers, strict=True))
    names = [
        rows.SpeakerName(speaker=speaker, name=name)
        for record, speaker in pairs
        for name in dict.fromkeys(record.other_names)
    ]
    roles = [
        rows.Role(ref=role.ref, **role_values(role, speaker, find))
        for record, speaker in pairs
        for role in record.roles
    ]
    return created + _created(names) + _created(roles)


def _created(made: list[Any]) -> Counter[str]:
    if not made:
        return Counter()
    type(made[0])._default_manager.bulk_create(made)
    return Counter({str(made[0]._meta.verbose_name_plural): len(made)})


def stored(found: Iterable[T]) -> set[str]:
    refs: dict[type[models.Model], list[str]] = {}
    for record in found:
        refs.setdefault(MODELS[type(record)], []).append(record.ref)
    return {
        ref
        for model, wanted in refs.items()
        for ref in model._default_manager.filter(ref__in=wanted).values_list("ref", flat=True)
    }


def in_chunks(found: list[T], size: int) -> Iterator[list[T]]:
    for at in range(0, len(found), size):
        yield found[at : at + size]
