"""What somebody changes of what readers see, told by what was written, whatever the request called itself."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from archive.editing.history import Referents, describe, event_model
from archive.editing.shown import is_shown, waiting_with
from archive.editing.versions import as_row
from archive.editing.workflow import is_written
from archive.models import Attribution, Correction, Match, Mention, Quote, QuoteSpan, Via

PARTS = (QuoteSpan, Attribution, Via, Match)
FOLLOWING = (Correction, Mention)  # written along with what they follow from
# Differ with who sends it, when, and with which public reason.
OF_THE_MOMENT = {"by", "decided at", "redacted at", "redacted reason"}
PUBLISHED = Quote.Status.PUBLISHED


def changed_in_public(context: Any) -> list[list[str]]:
    """What the events of a context make of rows that readers see: row and field, old, new; nothing if none is seen.

    Steps of the workflow write no words: who may take them alone is a rule of their own.
    """
    found = written(context)
    public = published_before(found, context)
    if not any(seen_by_readers(*pair, public) for pair in found):
        return []
    names = Referents(event for pair in found for event in pair if event is not None)
    for previous, event in found:
        if previous is None:  # it gets its number when it is taken over
            names.found[event.pgh_tracked_model][event.pgh_obj_id] = fresh(event)
    return [
        [f"{called(*pair)} {change.verb}, {name}", old, new]
        for pair in found
        for change in (describe(*pair, names, without=""),)
        for name, old, new in change.fields
        if name not in OF_THE_MOMENT
    ]


def waiting_around(context: Any) -> list[int]:
    """The quotes that nobody reads yet and that show a row, other than their own, which the context changed or added.

    Whoever wrote a quote in it is an author of it anyway.
    """
    found = written(context)
    own = {event.pgh_obj_id for _, event in found if event.pgh_tracked_model is Quote}
    rows = (as_row(event) for _, event in found if not issubclass(event.pgh_tracked_model, PARTS))
    return [pk for pk in dict.fromkeys(chain.from_iterable(map(waiting_with, rows))) if pk not in own]


def written(context: Any) -> list[tuple[Any, Any]]:
    return [pair for pair in changes(context) if is_written(*pair)]


def called(previous: Any, event: Any) -> str:
    """As it was called so far; as it is now, where that named what is gone."""
    if previous is None:
        return fresh(event)
    try:
        name = str(as_row(previous))
    except ObjectDoesNotExist:
        name = str(as_row(event))
    return f"{event.pgh_tracked_model._meta.verbose_name} “{name}” (no. {event.pgh_obj_id})"


def fresh(event: Any) -> str:
    return f"new {event.pgh_tracked_model._meta.verbose_name}"


def changes(context: Any) -> Iterator[tuple[Any, Any]]:
    """Of each row that was written: how it was before, and how it is now."""
    for events in written_to(context):
        ours = events.objects.filter(pgh_context=context.id).order_by("pgh_id")
        after = {event.pgh_obj_id: event for event in ours}
        before = last_before(events, context, after)
        yield from ((before.get(pk), event) for pk, event in after.items())


def written_to(context: Any) -> list[Any]:
    """The models of the events that the context has, of thirty, with one query."""
    models = [model for model in apps.get_app_config("archive").get_models() if model not in FOLLOWING]
    events = [found for model in models if (found := event_model(model)) is not None]
    asked = "SELECT {} WHERE EXISTS (SELECT 1 FROM {} WHERE pgh_context_id = %s)"
    each = (asked.format(at, model._meta.db_table) for at, model in enumerate(events))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [context.id] * len(events))
        return [events[at] for (at,) in sorted(cursor.fetchall())]


def last_before(events: Any, context: Any, ids: Any) -> dict[Any, Any]:
    others = events.objects.filter(pgh_obj_id__in=list(ids)).exclude(pgh_context=context.id)
    last = others.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {event.pgh_obj_id: event for event in last}


def published_before(found: Iterable[tuple[Any, Any]], context: Any) -> set[int]:
    """Of the quotes whose parts were written; one transcript may bring thousands."""
    ids = {event.quote_id for _, event in found if event.pgh_tracked_model in PARTS}
    before = last_before(event_model(Quote), context, ids)
    return {pk for pk, event in before.items() if event.status == PUBLISHED}


def seen_by_readers(previous: Any, event: Any, public: set[int]) -> bool:
    model = event.pgh_tracked_model
    if model is Quote:
        return previous is not None and previous.status == PUBLISHED
    if model in PARTS:
        return event.quote_id in public
    return any(is_shown(as_row(each)) for each in (previous, event) if each is not None)
