"""Which rows changed: written by triggers in the transaction of the change.

The index's worker reads and empties the outbox; whoever keeps a copy of the quotes follows their last changes.
"""

import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now

CHANNEL = "archive_outbox"


# The quotes of which something that is shown changes with a row of each kind; {id} is the row's.
SHOWN_IN = {
    "quote": "SELECT {id} UNION SELECT quote_id FROM archive_match WHERE turn_id = {id} AND state = 'confirmed'",
    "article": """SELECT id FROM archive_quote WHERE article_id = {id}
        UNION SELECT m.quote_id FROM archive_match m JOIN archive_quote t ON t.id = m.turn_id
            WHERE t.article_id = {id} AND m.state = 'confirmed'""",
    "occasion": "SELECT id FROM archive_quote WHERE occasion_id = {id}",
    "outlet": """SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id
        WHERE a.outlet_id = {id}""",
    "role": "SELECT quote_id FROM archive_attribution WHERE role_id = {id}",
    "speaker": """SELECT quote_id FROM archive_attribution WHERE speaker_id IN (
        SELECT id FROM archive_speaker WHERE id = {id} OR canonical_id = {id})""",
    "statement": "SELECT id FROM archive_quote WHERE statement_id = {id}",
    "country": """SELECT quote_id FROM archive_attribution WHERE country_id = {id}
        UNION SELECT a.quote_id FROM archive_attribution a JOIN archive_role r ON r.id = a.role_id
            WHERE r.country_id = {id}
        UNION SELECT quote_id FROM archive_mention WHERE country_id = {id}""",
    "organisation": """SELECT quote_id FROM archive_attribution WHERE organisation_id = {id}
        UNION SELECT a.quote_id FROM archive_attribution a JOIN archive_role r ON r.id = a.role_id
            WHERE r.organisation_id = {id}
        UNION SELECT quote_id FROM archive_via WHERE organisation_id = {id}
        UNION SELECT quote_id FROM archive_mention WHERE organisation_id = {id}
        UNION SELECT q.id FROM archive_quote q JOIN archive_article a ON a.id = q.article_id
            WHERE a.agency_id = {id}""",
}
CODE, NUMBER = "NEW.object_id", "NEW.object_id::bigint"
# In the order of their ids, so that two transactions do not wait for each other. A quote that was taken up again is
# dated once: nobody shall see from outside that it is being worked on.
DATE_THEM = """WHEN '{kind}' THEN
    INSERT INTO archive_lastchange (quote_id, at, hidden)
    SELECT id, now(), status NOT IN ('published', 'withdrawn') FROM archive_quote
    WHERE published_at IS NOT NULL AND id IN ({ids}) ORDER BY id
    ON CONFLICT (quote_id) DO UPDATE SET at = greatest(archive_lastchange.at, excluded.at), hidden = excluded.hidden
    WHERE archive_lastchange.hidden <> excluded.hidden
        OR archive_lastchange.at < excluded.at AND NOT excluded.hidden;
"""


def date_quotes() -> str:
    """The body of a trigger that dates the last change of the quotes that a new row of the outbox leads to."""
    cases = [
        DATE_THEM.format(kind=kind, ids=ids.format(id=CODE if kind == "country" else NUMBER))
        for kind, ids in SHOWN_IN.items()
    ]
    return f"CASE NEW.kind {''.join(cases)} ELSE NULL; END CASE; RETURN NULL;"


class Outbox(models.Model):
    """One change: `kind` names what changed ("quote", "speaker" …) and `object_id` which one."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())
    transaction = models.BigIntegerField(null=True, help_text="One transaction notes each row once")

    class Meta:
        verbose_name_plural = "outbox"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "transaction"], name="noted_once")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="date_quotes",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=date_quotes(),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class LastChange(models.Model):
    """When anything that is shown of a quote last changed: its own row, or a name that others gave it.

    Only quotes that were ever published have one. The version of a quote counts its own changes alone.
    """

    quote = models.OneToOneField(
        "archive.Quote", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="last_change"
    )
    at = models.DateTimeField(help_text="When the transaction of the change began")
    hidden = models.BooleanField(
        default=False, db_default=False, help_text="It is a draft again: its changes show nowhere"
    )

    class Meta:
        indexes = [models.Index(fields=["at", "quote"], name="last_change_at")]

    def __str__(self) -> str:
        return f"Quote {self.quote_id}: {self.at}"


class Epoch(models.Model):
    """One row. A restore renews it, so that an index built from another database is recognised."""

    value = models.UUIDField(default=uuid.uuid4)
    searched = models.CharField(
        max_length=40,
        blank=True,
        default="",
        help_text="The version of the rows that stand in for a lost index",
    )
    made_up = models.BooleanField(default=False, help_text="Filled by `manage.py demo`: every page says so")
    generation = models.BigIntegerField(
        default=0, db_default=0, help_text="Grows whenever changes have been taken to the index"
    )
    seen = models.BigIntegerField(
        default=0,
        db_default=0,
        help_text="The number of the newest change that the worker's index may know of",
    )

    known_quotes = models.BigIntegerField(
        null=True,
        help_text="The index holds no quote with a higher number; nobody knows while one is built",
    )
    known_articles = models.BigIntegerField(null=True)
    covered = models.BigIntegerField(
        null=True, help_text="The generation in which what the archive covers was counted"
    )
    coverage = models.TextField(blank=True, default="", db_default="")
    spelled = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="The version of the rows of names, and what they were made of; empty while they are not whole",
    )

    class Meta:
        constraints = [models.CheckConstraint(name="one_epoch", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.value)


# What hangs on a row changes nothing beside it; of the row itself each change is looked at, since it may hide a quote.
AGAIN = {True: "UPDATE SET at = now()", False: "NOTHING"}


def note(kind: str, row: str, column: str) -> str:
    """A statement for a trigger. A transaction notes a row once, however many of its parts it writes."""
    return f"""INSERT INTO archive_outbox (kind, object_id, transaction)
                VALUES ('{kind}', {row}.{column}::text, pg_current_xact_id()::text::bigint)
                ON CONFLICT (kind, object_id, transaction) DO {AGAIN[column in {"id", "code"}]};"""  # noqa: S608 (constants)


def noted_beside(kind: str, column: str) -> pgtrigger.Trigger:
    """A trigger that notes the rows that `column` led to and leads to, whenever it changes."""
    old, new = (
        f"IF {row}.{column} IS NOT NULL THEN {note(kind, row, column)} END IF;" for row in ("OLD", "NEW")
    )
    return pgtrigger.Trigger(
        name=f"outbox_{kind}_{column}",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' THEN {old}
            ELSIF OLD.{column} IS DISTINCT FROM NEW.{column} THEN {old} {new}
            END IF;
            RETURN NULL;
        """,
    )


def noted_while(kind: str, column: str, shown: str) -> pgtrigger.Trigger:
    """A trigger that notes changes of rows that are `shown` before or afterwards: a condition on `{row}`."""
    old, new = (
        f"IF {shown.format(row=row)} THEN {note(kind, row, column)} END IF;" for row in ("OLD", "NEW")
    )
    return pgtrigger.Trigger(
        name=f"outbox_{kind}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' THEN {old} END IF;
            IF TG_OP <> 'DELETE' THEN {new} END IF;
            RETURN NULL;
        """,
    )


def noted(kind: str, column: str = "id") -> pgtrigger.Trigger:
    """A trigger that notes every change of a row as a change of the `kind` that `column` names."""
    old, new = (note(kind, row, column) for row in ("OLD", "NEW"))
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
