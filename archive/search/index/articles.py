"""An article as the index sees it: what every reader may read of it, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from archive.models import Article, Quote, QuoteSpan
from archive.query import UNKNOWN_OUTLET
from archive.reading.passages import body_lines, excerpts
from archive.search.contract import Document
from archive.search.index.documents import among, every, near
from archive.text import Offsets

CHUNK = 2000

_COLUMNS = (
    *("pk", "title", "byline", "rights", "raw_text", "body_spans", "language", "published_on", "outlet"),
    *("outlet__name", "outlet__other_names", "agency__name"),
)


class ArticleRow(NamedTuple):
    id: int
    title: str
    byline: str
    rights: str
    raw_text: str
    body_spans: list[list[int]]
    language: str
    published: date | None
    outlet: int | None
    outlet_name: str | None
    outlet_names: list[str] | None
    agency: str | None

    @property
    def body(self) -> list[Offsets]:
        return [(start, end) for start, end in self.body_spans]


# Start, end and quote of each.
Words = list[tuple[int, int, int]]
_PLACE = ("quote__article", "start", "end", "quote")


def article_documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of those articles that are public, by id."""
    return among(ids, _chunk, CHUNK)


def all_article_documents() -> Iterator[Document]:
    return every(_chunk)


def _chunk(condition: Q) -> list[Document]:
    found = Article.objects.public().filter(condition).order_by("pk").values_list(*_COLUMNS)[:CHUNK]
    rows = list(map(ArticleRow._make, found))
    ids = [row.id for row in rows]
    words, around = _words(ids), _around(ids)
    return [_document(row, words[row.id], around[row.id]) for row in rows]


def _words(articles: list[int]) -> defaultdict[int, Words]:
    """Where the words of published quotes stand, by article: start, end and quote."""
    spans = _spans(articles).filter(part=QuoteSpan.Part.WORDS).values_list(*_PLACE)
    return _by_article(spans)


def _around(articles: list[int]) -> defaultdict[int, Words]:
    """Where who said reported speech and its verb stand: `Quoted.around`, of many articles at once."""
    parts = (QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE)
    spans = _spans(articles).filter(part__in=parts).exclude(quote__kind=Quote.Kind.DIRECT)
    return _by_article(spans.values_list(*_PLACE))


def _spans(articles: list[int]) -> QuerySet[QuoteSpan]:
    spans = QuoteSpan.objects.filter(near("quote__article", articles), quote__status="published")
    return spans.order_by("start", "end", "quote")


def _by_article(spans: Iterable[tuple[int, int, int, int]]) -> defaultdict[int, Words]:
    found: defaultdict[int, Words] = defaultdict(list)
    for article, start, end, quote in spans:
        found[article].append((start, end, quote))
    return found


def _document(row: ArticleRow, words: Words, around: Words) -> Document:
    about = (row.title, row.byline, row.agency, row.outlet_name, *(row.outlet_names or ()))
    return Document(
        id=row.id,
        words=readable(row, words, around),
        about=tuple(part for part in about if part),
        facets=_facets(row, words),
        earliest=row.published,
        latest=row.published,
        published=row.published,
    )


def _facets(row: ArticleRow, words: Words) -> dict[str, Any]:
    quotes = tuple(dict.fromkeys(quote for _, _, quote in words))
    return {"outlet": (row.outlet or UNKNOWN_OUTLET,), "language": (row.language,), "quote": quotes}


def readable(row: ArticleRow, words: Words, around: Words) -> str:
    """What the page of the article shows to everybody: `paragraphs` cuts the same pieces."""
    if row.rights == Article.Rights.FULL:
        pieces = body_lines(row.raw_text, row.body, row.title)
    else:
        spans = ([(start, end) for start, end, _ in each] for each in (words, around))
        pieces = excerpts(row.raw_text, row.rights, *spans)
    return "\n".join(row.raw_text[start:end] for start, end in pieces)
