"""What a file of a search holds: its quotes in the page's order, read a few at a time so that memory stays flat."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from archive.filters import Problem, Refused, read_quotes
from archive.links import Asked
from archive.models import Article, Mention, Quote
from archive.outputs import records
from archive.outputs.parameters import read_after
from archive.outputs.wording import absolute
from archive.text import GAP, slug
from archive.views.passages import excerpts, words_of
from archive.views.shared import find

CHUNK = 200
EVERYTHING = 2**31 - 1
DAY = Coalesce("said_latest", "article__published_on")


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of what was found at a moment. `skipped` of them the client has already."""

    asked: Asked
    ids: list[int]
    at: datetime
    skipped: int = 0

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def url(self) -> str:
        return absolute(reverse("quotes") + self.asked.querystring)

    @property
    def file_name(self) -> str:
        """Names the query, the time and the count, without an extension."""
        words = slug(self.asked.querystring.replace("=", "-").replace("&", "-"), words=12) or "all"
        return f"quotes_{words}_{self.at:%Y%m%dT%H%M%SZ}_{self.total}"

    def quotes(self) -> Iterator[Quote]:
        for chunk in _chunks(self.ids[self.skipped :]):
            yield from load(chunk)

    def records(self) -> Iterator[records.Quote]:
        for chunk in _chunks(self.ids[self.skipped :]):
            yield from as_records(load(chunk))


def select(data: QueryDict) -> Selection:
    """Raises Refused for a search, or a place to go on from, that the client must change."""
    asked = read_quotes(data)
    ids = find(asked, 0, EVERYTHING).ids
    after = read_after(data)
    return Selection(asked, ids, datetime.now(UTC), _place_after(after, ids, asked) if after else 0)


def load(ids: Sequence[int]) -> list[Quote]:
    """With their sources and mentions, in this order; what is not published any more is left out."""
    mentions = Prefetch("mentions", Mention.objects.select_related("country", "organisation"))
    return Quote.objects.published().with_sources().prefetch_related(mentions).in_order(ids)


def as_records(quotes: Sequence[Quote]) -> Iterator[records.Quote]:
    around = sentences(quotes)
    return (records.record(quote, around.get(quote.pk)) for quote in quotes)


def sentences(quotes: Sequence[Quote]) -> dict[int, str]:
    """The sentence around each quote whose article's rights allow one; one article's text at a time."""
    by_article: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.article.rights != Article.Rights.QUOTES:
            by_article[quote.article_id].append(quote)
    texts = Article.objects.filter(pk__in=by_article).only("raw_text", "rights")
    return {
        quote.pk: _sentence(article, quote)
        for article in texts.iterator(chunk_size=10)
        for quote in by_article[article.pk]
    }


def _sentence(article: Article, quote: Quote) -> str:
    text = article.raw_text
    whole = Article(raw_text=text, rights=Article.Rights.EXCERPT)
    return GAP.join(text[start:end] for start, end in excerpts(whole, words_of([quote])))


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


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
