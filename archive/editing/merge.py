"""Two speakers that are one: a pointer, made and cleared by people alone. Quotes keep the row they were given."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.editing.corrections import correcting
from archive.models import Attribution, Merge, Quote, Speaker

Type = Speaker.Type
# The public reason of what an undone merge corrects.
UNDONE = "Both were held to be one, and are told apart again."


def impact(speaker: Speaker) -> dict[str, Any]:
    """What a merge would touch."""
    quotes = Quote.objects.filter(attributions__speaker__in=[speaker, *speaker.merged.all()]).distinct()
    return {
        "quotes": quotes.count(),
        "published": quotes.published().count(),
        "roles": speaker.roles.count(),
        "names": [speaker.name, *(name.name for name in speaker.other_names.all())],
        "moved": list(speaker.merged.all()),
    }


def objections(speaker: Speaker, into: Speaker) -> list[str]:
    """What stands against pointing `speaker` at `into`."""
    if speaker == into:
        return ["Choose another speaker than itself."]
    problems = []
    if speaker.canonical_id:
        problems.append(f"{speaker} already points to {speaker.canonical}: undo that first.")
    if into.canonical_id:
        problems.append(f"{into} points to {into.canonical}: choose that one.")
    if into.type == Type.UNNAMED:
        problems.append("An unnamed source belongs to one article: choose a named speaker.")
    elif speaker.type not in {into.type, Type.UNNAMED}:
        problems.append(
            f"They are of different types: {speaker.get_type_display()} and {into.get_type_display()}."
        )
    both = Quote.objects.filter(attributions__speaker=speaker).filter(attributions__speaker=into)
    problems += [f"“{quote}” names both as its speakers: correct it first." for quote in both[:5]]
    return problems


@transaction.atomic
def merge(speaker: Speaker, into: Speaker, reason: str, user: Any = None) -> list[str]:
    """Points `speaker`, and what points at it, at `into`. Returns what stood against it, if anything did."""
    rows = Speaker.objects.select_for_update().in_bulk([speaker.pk, into.pk])
    speaker, into = rows[speaker.pk], rows[into.pk]
    problems = objections(speaker, into) + ([] if reason.strip() else ["Say how we know."])
    if problems:
        return problems
    moved = list(speaker.merged.values_list("pk", flat=True))
    with correcting(speaker, reason=reason.strip()):
        Speaker.objects.filter(pk__in=[speaker.pk, *moved]).update(canonical=into)
    kind = Merge.Kind.IDENTIFIED if speaker.type == Type.UNNAMED else Merge.Kind.SAME
    by = getattr(user, "pk", None)
    Merge.objects.create(speaker=speaker, into=into, kind=kind, reason=reason.strip(), moved=moved, by_id=by)
    return []


@transaction.atomic
def undo(record: Merge) -> list[str]:
    """Clears the pointer, and points back what came along with it."""
    record = Merge.objects.select_for_update().get(pk=record.pk)
    speaker = Speaker.objects.select_for_update().get(pk=record.speaker_id)
    if record.undone_at:
        return ["This was undone already."]
    if speaker.canonical_id != record.into_id:
        return [f"{speaker} points to {speaker.canonical} by now: undo the later merge first."]
    with correcting(speaker, reason=UNDONE):
        Speaker.objects.filter(pk=speaker.pk).update(canonical=None)
        Speaker.objects.filter(pk__in=record.moved, canonical=record.into_id).update(canonical=speaker)
    if problems := [*map(in_anothers_office, Attribution.objects.with_others_offices()[:5])]:
        transaction.set_rollback(True)
        return problems
    record.undone_at = timezone.now()
    record.save(update_fields=["undone_at"])
    return []


def in_anothers_office(each: Attribution) -> str:
    held: Any = each.role
    return f"“{each.quote}” was said as “{held}”, an office of {held.speaker}: correct it first."
