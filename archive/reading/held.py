"""A quote and the passage of a transcript, word by word."""

from dataclasses import dataclass
from functools import cached_property

import msgspec
from django.db import connection

from archive.models import Match
from archive.reading.record import RECORD, Record
from archive.text.changes import Change, changes

_ONE = f"SELECT found::text FROM (SELECT {RECORD} WHERE m.id = %s) AS one(found)"  # noqa: S608 (constants)


@dataclass(frozen=True)
class Held:
    text: str
    record: Record

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.record.passage, self.text)


def held(match: Match) -> Held:
    """For the desk, whatever its state."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [match.pk])
        return Held(match.quote.text, msgspec.json.decode(cursor.fetchone()[0], type=Record))
