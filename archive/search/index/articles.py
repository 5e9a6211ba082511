"""An article as the index sees it: what every reader may read of it, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from archive.models import Article, QuoteSpan
from archive.query import UNKNOWN_OUTLET
from archive.reading.passages import body_lines, excerpts
from archive.search.index.documents import Document, among, every, near
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


Words = list[tuple[int, int, int]]


def article_documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of those articles that are public, by id."""
    return among(ids, _chunk, CHUNK)


def all_article_documents() -> Iterator[Document]:
    return every(_chunk)


def _chunk(condition: Q) -> list[Document]:
    found = Article.objects.public().filter(condition).order_by("pk").values_list(*_COLUMNS)[:CHUNK]
    rows = list(map(ArticleRow._make, found))
    words = _words([row.id for row in rows])
    return [_document(row, words[row.id]) for row in rows]


def _words(articles: list[int]) -> defaultdict[int, Words]:
    """Where the words of published quotes stand, by article: start, end and quote."""
    spans = QuoteSpan.objects.filter(
        near("quote__article", articles), quote__status="published", part=QuoteSpan.Part.WORDS
    )
    found: defaultdict[int, Words] = defaultdict(list)
    for article, *span in spans.order_by("start", "end", "quote").values_list(
        "quote__article", "start", "end", "quote"
    ):
        found[article].append((span[0], span[1], span[2]))
    return found


def _document(row: ArticleRow, words: Words) -> Document:
    about = (row.title, row.byline, row.agency, row.outlet_name, *(row.outlet_names or ()))
    return Document(
        id=row.id,
        words=readable(row, words),
        about=tuple(part for part in about if part),
        facets=_facets(row, words),
        earliest=row.published,
        latest=row.published,
        published=row.published,
    )


def _facets(row: ArticleRow, words: Words) -> dict[str, Any]:
    quotes = tuple(dict.fromkeys(quote for _, _, quote in words))
    return {"outlet": (row.outlet or UNKNOWN_OUTLET,), "language": (row.language,), "quote": quotes}


def readable(row: ArticleRow, words: Words) -> str:
    """What the page of the article shows to everybody: `paragraphs` cuts the same pieces."""
    whole = row.rights == Article.Rights.FULL
    pieces = body_lines(row) if whole else excerpts(row, words)
    return "\n".join(row.raw_text[start:end] for start, end in pieces)
