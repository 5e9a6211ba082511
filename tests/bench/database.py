"""The made-up archive as rows of the database, for pages, rebuilds and drills at size."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
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
from archive.search.contract import Document
from archive.text import sha256, sort_key
from tests.bench.corpus import COUNTRIES, ROLES, SPEAKERS, country_code, speaker_name

BATCH = 2_000
OUTLETS, ORGANISATIONS, OCCASIONS = 300, 400, 5_000


NUMBERED = (Article, Quote, Attribution, QuoteSpan, Speaker, Organisation, Outlet, Occasion)
FILLED = (*NUMBERED, Country, Role, Via, Mention)


def load(documents: Iterable[Document]) -> None:
    """Into a database without quotes, whose triggers are off meanwhile: they would take most of the time."""
    found = iter(documents)
    with connection.cursor() as cursor:
        _triggers(cursor, "DISABLE")
        with transaction.atomic():
            _load_names()
            while batch := list(islice(found, BATCH)):
                _load_quotes(batch)
        for model in NUMBERED:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
        _triggers(cursor, "ENABLE")
        cursor.execute("ANALYZE")


def _triggers(cursor: CursorWrapper, change: str) -> None:
    for model in FILLED:
        cursor.execute(f"ALTER TABLE {model._meta.db_table} {change} TRIGGER USER")


def _load_names() -> None:
    codes = [country_code(number) for number in range(COUNTRIES)]
    known = set(Country.objects.values_list("code", flat=True))
    names = [Country(code=code, name=f"Land {code}", sort_key=sort_key(f"Land {code}")) for code in codes]
    Country.objects.bulk_create([country for country in names if country.code not in known])
    Organisation.objects.bulk_create(
        Organisation(id=n, name=f"Bureau {n}") for n in range(1, ORGANISATIONS + 1)
    )
    Outlet.objects.bulk_create(Outlet(id=n, name=f"Paper {n}") for n in range(1, OUTLETS))
    Occasion.objects.bulk_create(
        Occasion(id=n, name=f"Briefing {n}", kind="briefing", date=date(2020, 1, 1), precision="day")
        for n in range(1, OCCASIONS)
    )
    Speaker.objects.bulk_create(
        Speaker(id=n + 1, name=speaker_name(n), sort_name=speaker_name(n)) for n in range(SPEAKERS)
    )
    Role.objects.bulk_create(
        Role(id=n + 1, speaker_id=n + 1, title=ROLES[n % len(ROLES)]) for n in range(SPEAKERS)
    )


def _load_quotes(batch: list[Document]) -> None:
    texts = {
        document.id: f"No. {document.id}\n\n“{document.words}” said the speaker.\n" for document in batch
    }
    _copy(map(_article, batch, texts.values()))
    _copy(map(_quote, batch))
    _copy(_spans(batch, texts))
    _copy(map(_attribution, batch))
    _copy(Via(quote_id=d.id, organisation_id=key) for d in batch for key in d.facets["via"])
    _copy(Mention(quote_id=d.id, country_id=c) for d in batch for c in d.facets["mentions"])


def _copy(rows: Iterable[Model]) -> None:
    """Rows of one model, in a fraction of the time that statements take."""
    if not (held := list(rows)):
        return
    fields = [
        f for f in held[0]._meta.concrete_fields if not f.generated and (f.attname != "id" or held[0].pk)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    sql = f"COPY {held[0]._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        reads = list(map(_reader, fields))
        for row in held:
            copy.write_row([read(row) for read in reads])


AS_THEY_ARE = ("CharField", "TextField", "BigAutoField", "ForeignKey", "DateField", "BooleanField")


def _reader(field: Any) -> Callable[[Model], Any]:
    """What the database is given of a row."""
    if field.get_internal_type() in AS_THEY_ARE:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), connection)


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
