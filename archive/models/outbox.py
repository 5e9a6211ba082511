"""Which rows changed: written by triggers in the transaction of the change, read by the index's worker."""

import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now

CHANNEL = "archive_outbox"


class Outbox(models.Model):
    """One change: `kind` names what changed ("quote", "speaker" …) and `object_id` which one."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Epoch(models.Model):
    """One row. A restore renews it, so that an index built from another database is recognised."""

    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(name="one_epoch", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.value)


def noted(kind: str, column: str = "id") -> pgtrigger.Trigger:
    """A trigger that notes every change of a row as a change of the `kind` that `column` names."""
    note = "INSERT INTO archive_outbox (kind, object_id) VALUES ('{kind}', {row}.{column}::text);"
    old, new = (note.format(kind=kind, row=row, column=column) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name=f"outbox_{kind}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'INSERT' THEN {new}
            ELSIF TG_OP = 'DELETE' THEN {old}
            ELSIF OLD IS DISTINCT FROM NEW THEN
                {old}
                IF OLD.{column} IS DISTINCT FROM NEW.{column} THEN {new} END IF;
            END IF;
            PERFORM pg_notify('{CHANNEL}', '');
            RETURN NULL;
        """,
    )
