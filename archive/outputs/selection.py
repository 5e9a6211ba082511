"""What a file of a search holds: its quotes in the page's order, read a few at a time so that memory stays flat."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from archive.models import Quote
from archive.outputs.wording import absolute
from archive.query.asked import Asked
from archive.query.filters import Problem, Refused, read_quotes
from archive.reading.quoted import Quoted, streamed
from archive.search.answers import find
from archive.text import slug

EVERYTHING = 2**31 - 1
DAY = Coalesce("said_latest", "article__published_on")


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of what was found at a moment. `skipped` of them the client has already; `name` is for a file, and
    `home` the address of what is no search of now."""

    asked: Asked
    ids: list[int]
    at: datetime
    skipped: int = 0
    notice: str | None = None
    name: str = ""
    home: str = ""

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def url(self) -> str:
        return absolute(self.home or reverse("quotes") + self.asked.querystring)

    @property
    def file_name(self) -> str:
        """Names the query, the time and the count, without an extension."""
        if self.name:
            return f"{self.name}_{self.at:%Y%m%dT%H%M%SZ}_{self.total}"
        words = slug(self.asked.querystring.replace("=", "-").replace("&", "-"), words=12) or "all"
        return f"quotes_{words}_{self.at:%Y%m%dT%H%M%SZ}_{self.total}"

    @property
    def wanted(self) -> list[int]:
        return self.ids[self.skipped :]

    def quotes(self) -> Iterator[Quoted]:
        return streamed(self.wanted)


def select(data: QueryDict, after: int | None = None) -> Selection:
    """Raises Refused for a search, or a place to go on from, that the client must change."""
    asked = read_quotes(data)
    found = find(asked, 0, EVERYTHING)
    skipped = _place_after(after, found.ids, asked) if after else 0
    return Selection(asked, found.ids, datetime.now(UTC), skipped, found.notice)


# Going on after a row


def _place_after(last: int, ids: list[int], asked: Asked) -> int:
    """How many ids to skip. By date this works though the row itself has been withdrawn meanwhile."""
    try:
        return ids.index(last) + 1
    except ValueError:
        pass
    if asked.query.sort == "relevance" or not Quote.objects.ever_published().filter(pk=last).exists():
        message = f"Quote {last} is not among these results any more: begin again without `after`."
        raise Refused([Problem(message, asked.querystring)])
    newest = asked.query.sort == "newest"
    return bisect_right(ids, _place(last, newest), key=lambda id_: _place(id_, newest))


def _place(id_: int, newest: bool) -> tuple[bool, int, int]:
    """Where a quote stands in the order by date; those without any date come last."""
    day: date | None = Quote.objects.values_list(DAY, flat=True).get(pk=id_)
    ordinal = day.toordinal() if day else 0
    return day is None, -ordinal if newest else ordinal, id_
