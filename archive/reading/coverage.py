"""What the archive covers: the home page, the page about it and empty results count the same.

Counting takes longer than all else on a page when there is much. The worker does it once for all processes; where there is very
much, what it counted last is told until it has counted again, and no page of that is kept.
"""

from datetime import date, datetime
from typing import TypedDict

import msgspec
from django.db import connection

from archive.models import Epoch, Outlet, Quote
from archive.models.remembered import made_of_less, remembered


class Coverage(TypedDict):
    quotes: int
    articles: int
    outlets: int
    first: date | None
    last: date | None
    first_published: date | None
    last_published: date | None
    added: datetime | None
    outlet_names: tuple[str, ...]


_KEPT = """
SELECT covered = generation AND NOT EXISTS (SELECT FROM archive_outbox), coverage FROM archive_epoch"""


LARGE = 100_000  # quotes, which take a second to count


def coverage() -> Coverage:
    """What an empty result may be measured against; counted here while the worker has not come to it."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT)
        whole, kept = cursor.fetchone()
    found: Coverage | None = msgspec.json.decode(kept, type=Coverage) if kept else None
    if found and not whole and found["quotes"] >= LARGE:
        made_of_less()
        return found
    return found if found and whole else counted()


@remembered("quote", "article", "outlet")
def counted() -> Coverage:
    outlets = Outlet.objects.public().values_list("name", flat=True)
    found: Coverage = {**Quote.objects.published().coverage(), "outlet_names": tuple(outlets)}  # type: ignore[typeddict-item]
    return found


def keep() -> bool:
    """Counts if anything was indexed since; whether it did. What changes meanwhile has it counted again."""
    generation, covered = Epoch.objects.values_list("generation", "covered").get()
    if covered == generation:
        return False
    text = msgspec.json.encode(counted()).decode()
    Epoch.objects.update(covered=generation, coverage=text)
    return True
