"""A row and its parts as they were: to compare with, and to go back to."""

from copy import copy
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from archive.editing.corrections import Seen, note, seen_through, values
from archive.editing.history import SILENT, event_model, parts
from archive.editing.shown import is_shown, to_look_at_again, waiting_with
from archive.editing.spans import settle
from archive.models import Attribution, Correction, Quote, QuoteSpan, Via
from archive.models.fields import Referable
from archive.reading.quoted import Quoted

# What going back leaves alone: the workflow, merges, and the text that never changes.
KEPT = SILENT | {"status", "withdrawn_reason", "canonical", "raw_text", "text"}


def rows_at(model: type[models.Model], where: dict[str, Any], at: datetime) -> list[Any]:
    """The rows of a tracked model as they were after the transaction that began `at`; unsaved."""
    events = event_model(model).objects.filter(**where, pgh_created_at__lte=at)
    last = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [as_row(event) for event in last if event.pgh_label != "delete"]


def with_version(row: Any, version: int) -> tuple[Any, datetime] | None:
    """The row as it was while its version was this one, unsaved, and the last moment of that."""
    events = event_model(type(row)).objects.filter(pgh_obj=row.pk).order_by("pgh_id")
    event, later = events.filter(version=version).last(), events.filter(version__gt=version).first()
    if event is None or later is None:
        return None
    then, at = copy(row), later.pgh_created_at - timedelta(microseconds=1)
    for field in row._meta.concrete_fields:
        if hasattr(event, field.attname):
            setattr(then, field.attname, getattr(event, field.attname))
    if isinstance(row, Quote):
        spans = rows_at(QuoteSpan, {"quote": row.pk}, at)
        then._prefetched_objects_cache = {"spans": sorted(spans, key=attrgetter("start"))}
    return then, at


def as_row(event: Any) -> Any:
    fields = event.pgh_tracked_model._meta.concrete_fields
    given = {
        field.attname: getattr(event, field.attname) for field in fields if hasattr(event, field.attname)
    }
    return event.pgh_tracked_model(**given)


def seen_at(quote: Quote | Quoted, at: datetime) -> Seen:
    """What readers saw, or would have seen."""
    of_quote = {"quote": quote.pk}
    then = with_names(rows_at(Quote, {"pgh_obj": quote.pk}, at)[0], REFERENCES[Quote], at)
    spans = sorted(rows_at(QuoteSpan, of_quote, at), key=lambda span: span.start)
    attributions, via = (
        [with_names(row, REFERENCES[model], at) for row in sorted(rows_at(model, of_quote, at), key=place)]
        for model in (Attribution, Via)
    )
    return values(then, spans, attributions, via)


# What a quote prints of other rows, which may have been called otherwise.
References = dict[str, "References"]
_HELD: References = {"organisation": {}, "country": {}}
REFERENCES: dict[Any, References] = {
    Quote: {"article": {"outlet": {}, "agency": {}}, "occasion": {}, "statement": {}},
    Attribution: {"speaker": {"canonical": {}}, "role": _HELD, **_HELD},
    Via: {"organisation": {}},
}
place = attrgetter("position")


def with_names(row: Any, names: References, at: datetime) -> Any:
    """The row with those it points to as they were then."""
    for name, further in names.items():
        field = row._meta.get_field(name)
        pk = getattr(row, field.attname)
        for other in rows_at(field.related_model, {"pgh_obj": pk}, at) if pk else ():
            setattr(row, name, with_names(other, further, at))
    return row


def last_version(quote: Quote) -> Seen | None:
    """What was last sent to review or published, before what is there now."""
    events = event_model(Quote).objects.filter(pgh_obj=quote.pk).exclude(status=Quote.Status.DRAFT)
    if quote.submitted_at:
        events = events.exclude(submitted_at=quote.submitted_at)
    last = events.order_by("-pgh_id").first()
    return seen_at(quote, last.pgh_created_at) if last else None


def last_public(quote: Quote) -> Seen | None:
    """What readers saw last of one that was published, and is not; None where they had no time to see it."""
    events = event_model(Quote).objects.filter(pgh_obj=quote.pk).order_by("pgh_id")
    was = events.filter(status=Quote.Status.PUBLISHED).last()
    left = was and events.filter(pgh_id__gt=was.pgh_id).first()
    if not left or left.pgh_created_at == was.pgh_created_at:
        return None
    return seen_at(quote, left.pgh_created_at - timedelta(microseconds=1))


def old_version(quote: Quoted, number: int) -> tuple[Seen, datetime] | None:
    """What readers saw, and until when; None for the version of now, and for one that was never before readers."""
    events = event_model(Quote).objects.filter(pgh_obj=quote.pk).order_by("pgh_id")
    was = events.filter(public_version=number, status=Quote.Status.PUBLISHED).last()
    later = events.filter(public_version__gt=number).first()
    if not (was and later):
        return None
    at = later.pgh_created_at - timedelta(microseconds=1)
    return seen_at(quote, at), later.pgh_created_at


def public_versions(quote: int) -> list[tuple[int, datetime]]:
    """Each version that was before readers, and since when."""
    events = event_model(Quote).objects.filter(pgh_obj=quote, status=Quote.Status.PUBLISHED)
    first = events.order_by("public_version", "pgh_id").distinct("public_version")
    return list(first.values_list("public_version", "pgh_created_at"))


def revert(obj: Any, at: datetime, reason: str = "") -> list[str]:
    """Goes back to what was there after the transaction that began `at`; returns what stands against it."""
    before = seen_through(obj)
    if is_shown(obj) and not reason.strip():
        return ["Say why: what was published is changed with a public reason."]
    then = rows_at(type(obj), {"pgh_obj": obj.pk}, at)
    if not then:
        return ["There was nothing yet at that time."]
    try:
        with transaction.atomic():
            put_back(obj, then[0], at)
            note(before, reason)
            to_look_at_again(waiting_with(obj))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (IntegrityError, models.ProtectedError) as error:
        return [f"What it was then no longer fits what is there now: {str(error).splitlines()[0]}"]
    return []


def put_back(obj: Any, then: Any, at: datetime) -> None:
    for relation in parts(type(obj)):
        model = relation.related_model
        if model is not Correction and not issubclass(model, Referable):
            put_back_rows(model, {relation.field.attname: obj.pk}, at)
    for field in obj._meta.concrete_fields:
        if field.name not in KEPT:
            setattr(obj, field.attname, getattr(then, field.attname))
    if isinstance(obj, Quote):
        settle(obj)
    else:
        obj.save()


def put_back_rows(model: Any, where: dict[str, Any], at: datetime) -> None:
    """All removals come first, so that spans that changed places do not overlap on the way."""
    then = {row.pk: row for row in rows_at(model, where, at)}
    for row in model.objects.filter(**where):
        if row.pk in then and same(row, then[row.pk]):
            del then[row.pk]
        else:
            row.delete()
    for row in then.values():
        row.save(force_insert=True)


def same(one: Any, other: Any) -> bool:
    names = [field.attname for field in one._meta.concrete_fields]
    return all(getattr(one, name) == getattr(other, name) for name in names)
