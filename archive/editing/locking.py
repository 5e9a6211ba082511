"""The second of two editors is told, and loses nothing."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models

from archive.editing.history import event_model, metadata


def lock(obj: models.Model) -> Any:
    """The row as it is stored now, locked until the transaction ends."""
    return type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)


def one_by_one(*what: Any) -> None:
    """Whoever comes with the same waits until the transaction of the first has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [repr(what)])


def last_editor(obj: models.Model) -> str:
    event = (
        event_model(type(obj)).objects.filter(pgh_obj=obj.pk).select_related("pgh_context").latest("pgh_id")
    )
    user = get_user_model()._default_manager.filter(pk=metadata(event).get("user") or 0).first()
    return str(user or "")
