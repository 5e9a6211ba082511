"""Many rows of a model by COPY, in a fraction of the time that statements take. Triggers see them as any others."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
# Of these classes themselves: one derived from them may make its value as it is saved.
AS_THEY_ARE = {
    models.CharField,
    models.TextField,
    models.BigAutoField,
    models.ForeignKey,
    models.DateField,
    models.BooleanField,
}


def copied(rows: Iterable[Row]) -> list[Row]:
    """They have keys from then on: their own, or else the next ones of the table."""
    if not (held := list(rows)):
        return []
    table, fields = held[0]._meta.db_table, [f for f in held[0]._meta.concrete_fields if not f.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        if held[0].pk is None:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, len(held)],
            )
            for row, (key,) in zip(held, cursor.fetchall(), strict=True):
                row.pk = key
        reads = list(map(_reader, fields))
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in held:
                copy.write_row([read(row) for read in reads])
    return held


def _reader(field: Any) -> Callable[[models.Model], Any]:
    """What the database is given of a row."""
    if type(field) in AS_THEY_ARE:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), connection)
