"""The made-up archive as rows of the database, for pages, rebuilds and drills at size."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

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
    Via,
)
from archive.operations.copying import copied
from archive.search.contract import Document
from archive.text import sha256, sort_key
from tests.bench.corpus import COUNTRIES, ROLES, SPEAKERS, country_code, speaker_name
from tests.tables import silent_triggers

BATCH = 2_000
OUTLETS, ORGANISATIONS, OCCASIONS = 300, 400, 5_000


NUMBERED = (Article, Quote, Attribution, QuoteSpan, Speaker, Organisation, Outlet, Occasion)
FILLED = (*NUMBERED, Country, Role, Via, Mention)


def load(documents: Iterable[Document]) -> None:
    """Into a database without quotes, whose triggers are off meanwhile: they would take most of the time."""
    found = iter(documents)
    with silent_triggers(*FILLED), transaction.atomic():
        _load_names()
        while batch := list(islice(found, BATCH)):
            _load_quotes(batch)
    with connection.cursor() as cursor:
        for model in NUMBERED:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
        cursor.execute("ANALYZE")


def _load_names() -> None:
    codes = [country_code(number) for number in range(COUNTRIES)]
    known = set(Country.objects.values_list("code", flat=True))
    names = [Country(code=code, name=f"Land {code}", sort_key=sort_key(f"Land {code}")) for code in codes]
    copied([country for country in names if country.code not in known])
    copied(Organisation(id=n, name=f"Bureau {n}") for n in range(1, ORGANISATIONS + 1))
    copied(Outlet(id=n, name=f"Paper {n}") for n in range(1, OUTLETS))
    copied(
        Occasion(id=n, name=f"Briefing {n}", kind="briefing", date=date(2020, 1, 1), precision="day")
        for n in range(1, OCCASIONS)
    )
    copied(Speaker(id=n + 1, name=speaker_name(n), sort_name=speaker_name(n)) for n in range(SPEAKERS))
    copied(Role(id=n + 1, speaker_id=n + 1, title=ROLES[n % len(ROLES)]) for n in range(SPEAKERS))


def _load_quotes(batch: list[Document]) -> None:
    texts = {
        document.id: f"No. {document.id}\n\n“{document.words}” said the speaker.\n" for document in batch
    }
    copied(map(_article, batch, texts.values()))
    copied(map(_quote, batch))
    copied(_spans(batch, texts))
    copied(map(_attribution, batch))
    copied(Via(quote_id=d.id, organisation_id=key) for d in batch for key in d.facets["via"])
    copied(Mention(quote_id=d.id, country_id=c) for d in batch for c in d.facets["mentions"])


def _article(document: Document, text: str) -> Article:
    (outlet,) = document.facets["outlet"]
    return Article(
        id=document.id,
        raw_text=text,
        raw_sha256=sha256(text),
        title=f"No. {document.id}",
        outlet_id=outlet or None,
        published_on=document.published,
        published_basis="stated",
        body_spans=[[0, len(text)]],
    )


def _quote(document: Document) -> Quote:
    return Quote(
        id=document.id,
        article_id=document.id,
        text=document.words,
        kind=document.facets["kind"][0],
        translated="no",
        said_earliest=document.earliest,
        said_latest=document.latest,
        said_precision="day",
        said_basis="editor",
        occasion_id=document.facets["occasion"][0],
        status="published",
        published_at=timezone.now(),
    )


def _spans(batch: list[Document], texts: dict[int, str]) -> Iterator[QuoteSpan]:
    for document in batch:
        start = texts[document.id].index("“") + 1
        end = start + len(document.words)
        yield QuoteSpan(quote_id=document.id, part="words", start=start, end=end, text=document.words)
        yield QuoteSpan(quote_id=document.id, part="cue", start=end + 2, end=end + 6, text="said")


def _attribution(document: Document) -> Attribution:
    speaker = document.facets["speaker"][0]
    return Attribution(
        quote_id=document.id,
        speaker_id=speaker,
        role_id=speaker,
        role_printed=document.facets["role"][0],
        organisation_id=document.facets["organisation"][0],
        country_id=document.facets["country"][0],
    )
