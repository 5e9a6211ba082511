"""A large archive for the drills: rows written in bulk, with triggers off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from archive.models import Article, Attribution, Quote, QuoteSpan
from archive.operations.copying import copied
from archive.text import sha256
from tests.builders import make_country, make_organisation, make_outlet, make_speaker
from tests.tables import silent_triggers

PER_ARTICLE = 20
WORDS = [
    "grain",
    "gas",
    "border",
    "treaty",
    "peace",
    "talks",
    "missile",
    "sanctions",
    "visit",
    "summit",
    "harvest",
    "budget",
    "vote",
    "court",
]
FIRST = date(2014, 1, 1)


def make_many(quotes: int) -> None:
    with silent_triggers(Article, Quote, QuoteSpan, Attribution), transaction.atomic():
        _make(quotes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _make(quotes: int) -> None:
    speakers = [make_speaker(f"Speaker {n}", sort_name=f"Speaker, {n}") for n in range(200)]
    countries = [make_country(code, code) for code in ("US", "KP", "KR", "RU", "JP")]
    organisation, outlet = make_organisation(), make_outlet()
    numbers = iter(range(quotes))
    while batch := list(islice(numbers, 2000)):
        articles = copied(_articles(batch, outlet))
        rows = copied(_quotes(batch, articles))
        copied(span for row in rows for span in _spans(row))
        copied(
            Attribution(
                quote=row,
                speaker=speakers[n % 200],
                organisation=organisation,
                country=countries[n % 5],
                role_printed="Minister",
            )
            for n, row in zip(batch, rows, strict=True)
        )


def said(n: int) -> str:
    picked = " ".join(WORDS[(n * k + k) % len(WORDS)] for k in range(1, 12))
    return f"Number {n} is about {picked} and no more"


def line(n: int) -> str:
    return f"“{said(n)},” Speaker {n % 200} said on Monday. More was not known at once.\n"


def _articles(batch: list[int], outlet: object) -> Iterator[Article]:
    for first in batch[::PER_ARTICLE]:
        text = f"Headline {first}\n" + "".join(line(n) for n in range(first, first + PER_ARTICLE))
        yield Article(
            title=f"Headline {first}",
            raw_text=text,
            raw_sha256=sha256(text),
            body_spans=[[0, len(text)]],
            outlet=outlet,
            published_on=FIRST + timedelta(days=first // 30),
            published_basis="stated",
        )


def _quotes(batch: list[int], articles: list[Article]) -> Iterator[Quote]:
    for n in batch:
        article = articles[(n - batch[0]) // PER_ARTICLE]
        day = article.published_on - timedelta(days=n % 3)
        yield Quote(
            article=article,
            text=said(n),
            kind="direct",
            status="published",
            said_earliest=day,
            said_latest=day,
            said_precision="day",
            said_basis="editor",
            published_at=datetime.combine(article.published_on, datetime.min.time(), UTC),
        )


def _spans(quote: Quote) -> Iterator[QuoteSpan]:
    start = quote.article.raw_text.index(quote.text + ",”")
    end = start + len(quote.text)
    cue = quote.article.raw_text.index("said", end)
    yield QuoteSpan(quote=quote, part="words", start=start, end=end, text=quote.text)
    yield QuoteSpan(quote=quote, part="cue", start=cue, end=cue + 4, text="said")
