"""A quote and the passage of a transcript, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
from django.db import connection

from archive.models import Match
from archive.reading.record import RECORD, Record
from archive.text.changes import Change, changes

_RECORDS = f"SELECT id, found::text FROM (SELECT m.id, {RECORD} WHERE m.id = ANY(%s)) AS each(id, found)"  # noqa: S608 (constants)


@dataclass(frozen=True)
class Held:
    text: str
    record: Record

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.record.passage, self.text)


def held(matches: Sequence[Match]) -> list[Held]:
    """For the desk, whatever their state; in order."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [[match.pk for match in matches]])
        found = dict(cursor.fetchall())
    records = (msgspec.json.decode(found[match.pk], type=Record) for match in matches)
    return [Held(match.quote.text, record) for match, record in zip(matches, records, strict=True)]
