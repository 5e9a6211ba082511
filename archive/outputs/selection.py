"""What a file of a search holds: its quotes in the page's order, read a few at a time so that memory stays flat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from archive.models import Quote
from archive.query import Asked, absolute
from archive.query.filters import Problem, Refused, read_quotes
from archive.reading.quoted import CHUNK, Quoted, streamed
from archive.search.contract import Place, ordinal
from archive.search.finding import ask_all
from archive.text import slug

DAY = Coalesce("said_latest", "article__published_on")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was found at a moment: its `total`, and the ids that the client has not yet, to be read once. `name` is for a
    file, and `home` the address of what is no search of now."""

    asked: Asked
    ids: Iterable[int]
    total: int
    at: datetime
    notice: str | None = None
    name: str = ""
    home: str = ""

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

    def quotes(self) -> Iterator[Quoted]:
        ids = iter(self.ids)
        while some := list(islice(ids, CHUNK)):
            yield from streamed(some)


def select(data: QueryDict, after: int | None = None) -> Selection:
    """Raises Refused for a search, or a place to go on from, that the client must change."""
    asked = read_quotes(data)
    dated = asked.query.sort != "relevance"
    ids, total, notice = ask_all(asked, _place(after, asked) if after and dated else None)
    rest = _past(after, ids, asked) if after and not dated else ids
    return Selection(asked, rest, total, datetime.now(UTC), notice)


# Going on after a row


def _place(last: int, asked: Asked) -> Place:
    """By date this works though the row itself has been withdrawn meanwhile."""
    days: list[date | None] = list(Quote.objects.ever_published().filter(pk=last).values_list(DAY, flat=True))
    if not days:
        raise _not_among(last, asked)
    return ordinal(days[0]), last


def _past(last: int, ids: Iterator[int], asked: Asked) -> Iterator[int]:
    if last not in ids:  # reads on until it has come
        raise _not_among(last, asked)
    return ids


def _not_among(last: int, asked: Asked) -> Refused:
    message = f"Quote {last} is not among these results any more: begin again without `after`."
    return Refused([Problem(message, asked.querystring)])
