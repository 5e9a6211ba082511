"""One published quote as the index sees it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from archive.models import Attribution, Mention, Organisation, Quote, Speaker, Via
from archive.query import UNKNOWN_OUTLET
from archive.search.contract import UNDATED_MONTH

# Raised whenever a quote gives another document: an index built with another version is rebuilt.
DOCUMENT_VERSION = 1

Values = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """`words` is what was said; `about` is all else that a search for words finds a quote by.

    `facets` holds, for each name of contract.FACETS, the values that the parameter of that name would select.
    Days: an undated quote has the day of publication in `earliest` and `latest`; None is not known.
    """

    id: int
    words: str
    about: tuple[str, ...] = ()
    facets: dict[str, Values] = field(default_factory=dict)
    earliest: date | None = None
    latest: date | None = None
    published: date | None = None
    undated: bool = False


def documents(ids: Iterable[int]) -> Iterator[QuoteDocument]:
    """The documents of those quotes that are published, in order of their ids, with a constant number of queries."""
    for quote in _with_everything().filter(pk__in=list(ids)):
        yield document(quote)


def all_documents(chunk: int = 2000) -> Iterator[QuoteDocument]:
    """Every published quote, by id, in chunks that stay small in memory."""
    last = 0
    while rows := list(_with_everything().filter(pk__gt=last)[:chunk]):
        yield from map(document, rows)
        last = rows[-1].pk


def document(quote: Quote) -> QuoteDocument:
    published = quote.article.published_on
    earliest = quote.said_earliest if quote.dated else published
    latest = quote.said_latest if quote.dated else published
    return QuoteDocument(
        id=quote.pk,
        words=quote.text,
        about=_about(quote),
        facets=_facets(quote) | {"month": _month(quote)},
        earliest=earliest,
        latest=latest,
        published=published,
        undated=not quote.dated,
    )


def _with_everything() -> QuerySet[Quote]:
    speakers = Speaker.objects.select_related("organisation", "canonical__organisation").prefetch_related(
        "other_names", "merged__other_names", "canonical__other_names", "canonical__merged__other_names"
    )
    attributions = Attribution.objects.select_related("role__organisation", "organisation", "country")
    return (
        Quote.objects.published()
        .select_related("article", "occasion")
        .defer("article__raw_text", "article__body_spans", "public_note", "internal_note")
        .prefetch_related(
            Prefetch("attributions", attributions.prefetch_related(Prefetch("speaker", speakers))),
            Prefetch("via", Via.objects.select_related("organisation")),
            Prefetch("mentions", Mention.objects.only("quote", "country", "organisation")),
        )
        .order_by("pk")
    )


def _month(quote: Quote) -> Values:
    if not (quote.said_earliest and quote.said_latest):
        return (UNDATED_MONTH,)
    first, last = (day.isoformat()[:7] for day in (quote.said_earliest, quote.said_latest))
    return (first,) if first == last else ()


def _facets(quote: Quote) -> dict[str, Values]:
    found: defaultdict[str, dict[int | str, None]] = defaultdict(dict)
    for attribution in quote.attributions.all():
        speaker = attribution.speaker.shown
        found["speaker"][speaker.pk] = found["type"][speaker.type] = None
        if attribution.role_slug:
            found["role"][attribution.role_slug] = None
        if attribution.country_id:
            found["country"][attribution.country_id] = None
        if attribution.organisation_id:
            found["organisation"][attribution.organisation_id] = None
    for mention in quote.mentions.all():
        found["mentions"][mention.country_id or str(mention.organisation_id)] = None
    found["via"] = dict.fromkeys(link.organisation_id for link in quote.via.all())
    single: dict[str, int | str | None] = {
        "outlet": quote.article.outlet_id or UNKNOWN_OUTLET,
        "kind": quote.kind,
        "translated": quote.translated,
        "language": quote.language,
        "occasion": quote.occasion_id,
        "statement": quote.statement_id,
    }
    return {name: tuple(values) for name, values in found.items()} | {
        name: (value,) for name, value in single.items() if value is not None
    }


def _about(quote: Quote) -> tuple[str, ...]:
    parts: dict[str, None] = {}
    for attribution in quote.attributions.all():
        shown = attribution.speaker.shown
        for speaker in (shown, *shown.merged.all()):
            parts |= dict.fromkeys(_speaker_names(speaker))
        parts[attribution.role_printed] = None
        if role := attribution.role:
            parts[role.title] = None
            parts |= dict.fromkeys(_organisation_names(role.organisation))
        parts |= dict.fromkeys(_organisation_names(attribution.organisation))
    parts[quote.occasion.name if quote.occasion else ""] = None
    parts[quote.article.title] = None
    return tuple(part for part in parts if part)


def _speaker_names(speaker: Speaker) -> list[str]:
    names = [speaker.name, *(name.name for name in speaker.other_names.all())]
    return names + _organisation_names(speaker.organisation)


def _organisation_names(organisation: Organisation | None) -> list[str]:
    return [organisation.name, *organisation.other_names] if organisation else []
