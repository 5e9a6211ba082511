"""Published quotes by the hundred thousand: what `with_sources` loads, with the rows that quotes share loaded once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Manager, Model, QuerySet

from archive.models import (
    Article,
    Attribution,
    Country,
    Mention,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    Statement,
    Via,
)
from archive.outputs import records
from archive.reading.passages import around_of, excerpts, words_of
from archive.text import GAP

CHUNK = 500
SHARED = 1_000  # rows of one model that are kept between chunks

SHOWN = (QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE, QuoteSpan.Part.WORDS)

SOURCES: dict[type[Model], QuerySet[Any] | Manager[Any]] = {
    Article: Article.objects.defer("raw_text", "body_spans"),
    Statement: Statement.objects,
    Occasion: Occasion.objects,
    Speaker: Speaker.objects,
    Role: Role._default_manager,
    Organisation: Organisation.objects,
    Outlet: Outlet.objects,
    Country: Country.objects,
}


class Loader:
    """Loads chunk after chunk of one file. What was unpublished in the meantime is left out."""

    def __init__(self) -> None:
        self.known: dict[type[Model], dict[Any, Model]] = {model: {} for model in SOURCES}
        self.article = lru_cache(SHARED)(records.article)

    def quotes(self, ids: Sequence[int]) -> Iterator[Quote]:
        for at in range(0, len(ids), CHUNK):
            yield from self.chunk(ids[at : at + CHUNK])

    def records(self, ids: Sequence[int]) -> Iterator[records.Quote]:
        for at in range(0, len(ids), CHUNK):
            quotes = self.chunk(ids[at : at + CHUNK])
            for quote in quotes:
                yield records.record(quote, self.article(quote.article), vars(quote)["sentence"])

    def chunk(self, ids: Sequence[int]) -> list[Quote]:
        quotes = Quote.objects.published().in_order(ids)
        self.link(quotes, article=Article, occasion=Occasion, statement=Statement)
        self.link([quote.article for quote in quotes], outlet=Outlet, agency=Organisation)
        attributions = self.children(quotes, "attributions", Attribution)
        self.link(attributions, speaker=Speaker, role=Role, organisation=Organisation, country=Country)
        self.link([attribution.speaker for attribution in attributions], canonical=Speaker)
        self.link([a.role for a in attributions if a.role], organisation=Organisation)
        self.link(self.children(quotes, "mentions", Mention), country=Country, organisation=Organisation)
        self.link(self.children(quotes, "via", Via), organisation=Organisation)
        self.children(quotes, "spans", QuoteSpan)
        read_texts(quotes)
        return quotes

    def link(self, rows: Iterable[Any], **models: type[Model]) -> None:
        """Sets each row's foreign keys to the shared rows that they point to."""
        rows = list({id(row): row for row in rows}.values())
        for name, model in models.items():
            known = self.fetch(model, {getattr(row, f"{name}_id") for row in rows})
            for row in rows:
                if (pk := getattr(row, f"{name}_id")) is not None:
                    setattr(row, name, known[pk])

    def fetch(self, model: type[Model], pks: set[Any]) -> dict[Any, Model]:
        known = self.known[model]
        if len(known) > SHARED:
            known.clear()
        if missing := pks - known.keys() - {None}:
            known.update(SOURCES[model].in_bulk(missing))
        return known

    def children(self, quotes: Iterable[Quote], name: str, model: Any) -> list[Any]:
        """All rows of a model that belong to the quotes, and as what `quote.<name>.all()` gives."""
        of: dict[int, list[Any]] = defaultdict(list)
        for row in model.objects.filter(quote__in=[quote.pk for quote in quotes]):
            of[row.quote_id].append(row)
        for quote in quotes:
            # A list instead of Django's prefetched query set, which is copied at every use.
            vars(quote).setdefault("_prefetched_objects_cache", {})[name] = of[quote.pk]
        return [row for rows in of.values() for row in rows]


def read_texts(quotes: Sequence[Quote]) -> None:
    """Gives each quote what it needs of its article's text; only a few texts are in memory at a time."""
    by_article: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_article[quote.article_id].append(quote)
    texts = Article.objects.filter(pk__in=by_article).order_by().values_list("pk", "raw_text", "rights")
    for pk, text, rights in texts.iterator(chunk_size=10):
        article = Article(raw_text=text, rights=rights)
        for quote in by_article[pk]:
            vars(quote).update(stretch(text, quote), sentence=sentence(article, quote))
            for attribution in quote.attributions.all():
                attribution.quote, attribution.role_found = quote, attribution.role_printed in text


def stretch(text: str, quote: Quote) -> dict[str, Any]:
    """What `with_stretch` has PostgreSQL cut out."""
    spans = [span for part in SHOWN for span in quote.parts(part)]
    first = min(span.start for span in spans)
    return {"stretch_start": first, "stretch": text[first : max(span.end for span in spans)]}


def sentence(article: Article, quote: Quote) -> str | None:
    """None where the article's rights do not allow one."""
    if article.rights == Article.Rights.QUOTES:
        return None
    shown = excerpts(article, words_of([quote]), around_of([quote]))
    return GAP.join(article.raw_text[start:end] for start, end in shown)
