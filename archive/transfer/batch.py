"""New articles written together: a statement for each table instead of one for each row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive import models as rows
from archive.editing.mentions import Gazetteer, mention_rows
from archive.text import join_spans, sha256
from archive.transfer import records
from archive.transfer.values import (
    Finder,
    article_values,
    attribution_values,
    quote_values,
    span_values,
    via_values,
)


class Writer(Protocol):
    """What writes the speakers of an article, and counts what was created."""

    gazetteer: Gazetteer
    outcome: Any

    def speaker(self, record: records.Speaker, article: rows.Article | None = None) -> None: ...
    def point(self, record: records.Speaker) -> None: ...


class Batch:
    """Of the articles those of which nothing is in the archive yet, and which build on no other article."""

    def __init__(self, articles: list[records.Article], writer: Writer) -> None:
        self.writer = writer
        self.articles = list(new(articles))
        self.find = Finder(self._named())

    def write(self) -> None:
        """Raises what the database, or a record that names nothing, raises."""
        if not self.articles:
            return
        articles = rows.Article.objects.bulk_create(
            rows.Article(ref=each.ref, **article_values(each, self.find)) for each in self.articles
        )
        for record, article in zip(self.articles, articles, strict=True):
            for speaker in record.speakers:
                self.writer.speaker(speaker, article)
                self.writer.point(speaker)
        pairs = zip(self.articles, articles, strict=True)
        wanted = [(quote, article) for record, article in pairs for quote in record.quotes]
        quotes = rows.Quote.objects.bulk_create(self.quote(*each) for each in wanted)
        self.beside([(record, quote) for (record, _), quote in zip(wanted, quotes, strict=True)])
        self.step({quote.pk: record.status for (record, _), quote in zip(wanted, quotes, strict=True)})
        self.count(articles=len(articles), quotes=len(quotes))

    def quote(self, record: records.Quote, article: rows.Article) -> rows.Quote:
        """A draft, until all that hangs on it is there."""
        quote = rows.Quote(ref=record.ref, **quote_values(record, article, self.find))
        words = sorted((span.start, span.end) for span in record.spans if span.part == "words")
        quote.text = join_spans(article.raw_text[start:end] for start, end in words)
        if not quote.dated:
            quote.said_latest = article.published_on
        return quote

    def step(self, statuses: dict[int, str]) -> None:
        published = Coalesce("published_at", timezone.now())
        for status in sorted(set(statuses.values()) - {"draft"}):
            found = rows.Quote.objects.filter(pk__in=[pk for pk, each in statuses.items() if each == status])
            found.update(status=status, **({"published_at": published} if status == "published" else {}))

    def beside(self, quotes: list[tuple[records.Quote, rows.Quote]]) -> None:
        """What hangs on the quotes."""
        rows.QuoteSpan.objects.bulk_create(
            rows.QuoteSpan(quote=quote, **span_values(each, quote.article.raw_text))
            for record, quote in quotes
            for each in record.spans
        )
        rows.Attribution.objects.bulk_create(
            rows.Attribution(quote=quote, **attribution_values(each, position, self.find))
            for record, quote in quotes
            for position, each in enumerate(record.attributions)
        )
        rows.Via.objects.bulk_create(
            rows.Via(quote=quote, **via_values(each, position, self.find))
            for record, quote in quotes
            for position, each in enumerate(record.via)
        )
        rows.Mention.objects.bulk_create(
            row for _, quote in quotes for row in mention_rows(quote, self.writer.gazetteer)
        )
        corrections = rows.Correction.objects.bulk_create(
            rows.Correction(quote=quote, **msgspec.structs.asdict(each))
            for record, quote in quotes
            for each in record.corrections
        )
        self.count(corrections=len(corrections))

    def count(self, **created: int) -> None:
        self.writer.outcome.created.update(Counter({name: n for name, n in created.items() if n}))

    def _named(self) -> dict[type[models.Model], set[str | None]]:
        named: dict[type[models.Model], set[str | None]] = defaultdict(set)
        for article in self.articles:
            named[rows.Outlet].add(article.outlet)
            named[rows.Organisation].add(article.agency)
            for quote in article.quotes:
                named[rows.Occasion].add(quote.occasion)
                named[rows.Statement].add(quote.statement)
                named[rows.Organisation].update(via.organisation for via in quote.via)
                for one in quote.attributions:
                    named[rows.Speaker].add(one.speaker)
                    named[rows.Role].add(one.role)
                    named[rows.Organisation].add(one.organisation)
        return named


def new(articles: Iterable[records.Article]) -> Iterator[records.Article]:
    alone = [
        article
        for article in articles
        if not article.replaces and not any(quote.carried_from for quote in article.quotes)
    ]
    refs = [article.ref for article in alone]
    quotes = [quote.ref for article in alone for quote in article.quotes]
    texts = [sha256(article.text or "") for article in alone]
    there = set(rows.Article.objects.filter(ref__in=refs).values_list("ref", flat=True))
    held = set(rows.Quote.objects.filter(ref__in=quotes).values_list("ref", flat=True))
    known = set(rows.Article.objects.filter(raw_sha256__in=texts).values_list("raw_sha256", flat=True))
    for article, text in zip(alone, texts, strict=True):
        if article.ref not in there and text not in known and not held & {q.ref for q in article.quotes}:
            yield article
