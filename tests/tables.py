"""The tables of the test database: emptied after tests that commit, and filled again as they were once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pgtrigger
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.functions import Now

from archive.models import Epoch, Outbox

# What migrations put in, and no test changes; and the epoch, which is renewed.
KEPT = {
    "archive_epoch",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
}


def filled() -> list[str]:
    with connection.cursor() as cursor:
        names = sorted({*connection.introspection.table_names(cursor)} - KEPT)
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
        )
        return [name for (name,) in cursor.fetchall()]


def empty() -> None:
    """Django's flush takes ten times as long: it truncates every table, and makes all permissions anew."""
    if names := filled():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
    Epoch.objects.all().delete()
    Epoch.objects.create(id=1)


@cache
def five_articles() -> dict[str, bytes]:
    """The rows of each table after an import of fixtures/."""
    with transaction.atomic():
        empty()
        call_command("import", settings.BASE_DIR / "fixtures", verbosity=0)
        rows = {name: copied(name) for name in filled()}
        transaction.set_rollback(True)
    return rows


def copied(name: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} TO STDOUT") as rows:
        return b"".join(rows)


def fill() -> None:
    """The five articles are all that the tables hold: what an import takes two seconds for, copied."""
    rows = five_articles()
    # No trigger writes histories and the outbox: they are among the rows.
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        empty()
        for name, data in rows.items():
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                copy.write(data)
        Outbox.objects.update(at=Now())  # old rows would mean that the worker is behind
        connection.check_constraints()  # else each test would check all keys again


@contextmanager
def silent_triggers(*models: type[Model]) -> Iterator[None]:
    """History and outbox would take ten times as long as the rows."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("".join(f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in tables))
        try:
            yield
        finally:
            cursor.execute("".join(f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in tables))
