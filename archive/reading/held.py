"""A quote and the passage of a transcript, word by word."""

from dataclasses import dataclass
from functools import cached_property

import msgspec
from django.db import connection

from archive.models import Match
from archive.reading.differences import ONLY, Run, runs
from archive.reading.record import RECORD, Record

_ONE = f"SELECT found::text FROM (SELECT {RECORD} WHERE m.id = %s) AS one(found)"  # noqa: S608 (constants)


@dataclass(frozen=True)
class Held:
    text: str
    record: Record

    @cached_property
    def runs(self) -> list[Run]:
        """The passage; what the report left out or changed stands in it only."""
        return runs(self.record.passage, [self.text])

    @property
    def put_in(self) -> list[str]:
        """What the report has and the transcript has not."""
        return [run.text for run in runs(self.text, [self.record.passage]) if run.state == ONLY]


def held(match: Match) -> Held:
    """For the desk, whatever its state."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [match.pk])
        return Held(match.quote.text, msgspec.json.decode(cursor.fetchone()[0], type=Record))
