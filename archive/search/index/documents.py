"""One published quote as the index sees it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from archive.models import (
    Article,
    Attribution,
    Country,
    Match,
    Mention,
    Organisation,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    SpeakerName,
    Via,
)
from archive.models.told import role_text, shown_name, via_text
from archive.query import UNKNOWN_OUTLET
from archive.reading import phrases
from archive.reading.quoted import Span
from archive.search.contract import UNDATED, Document, Values
from archive.text import slug
from archive.text.verbs import reporting_verb

# Raised whenever a quote gives another document: an index built with another version is rebuilt.
DOCUMENT_VERSION = 9

CHUNK = 5000
LAST_SECOND = 2**32 - 1  # that an index can hold

Chunk = Callable[[Q], list[Document]]


def among(ids: Iterable[int], chunk: Chunk, size: int) -> Iterator[Document]:
    """The documents with these ids, by id; `size` is how many rows a chunk reads at most."""
    wanted = sorted(ids)
    for at in range(0, len(wanted), size):
        yield from chunk(Q(pk__in=wanted[at : at + size]))


def every(chunk: Chunk) -> Iterator[Document]:
    """All documents, by id, in chunks that stay small in memory."""
    last = 0
    while found := chunk(Q(pk__gt=last)):
        yield from found
        last = found[-1].id


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of those quotes that are published, by id."""
    return among(ids, _chunk, CHUNK)


def all_documents() -> Iterator[Document]:
    return every(_chunk)


def _chunk(condition: Q) -> list[Document]:
    """As tuples and with few queries: rows as objects would take most of the time of a build."""
    quotes = list(map(QuoteRow._make, _quotes(condition)))
    beside = Beside([quote.id for quote in quotes])
    return [_document(quote, beside) for quote in quotes]


class QuoteRow(NamedTuple):
    id: int
    text: str
    kind: str
    translated: str
    language: str
    earliest: date | None
    latest: date | None
    statement: int | None
    occasion: int | None
    added: datetime | None
    occasion_name: str | None
    title: str
    outlet: int | None
    published: date | None
    article: int
    rights: str
    form: str
    outlet_name: str | None


class AttributionRow(NamedTuple):
    speaker: int
    role: int | None
    role_printed: str
    organisation: int | None
    country: str | None


def _quotes(condition: Q) -> QuerySet[Quote, Any]:
    columns = (
        "pk",
        "text",
        "kind",
        "translated",
        "language",
        "said_earliest",
        "said_latest",
        "statement",
        "occasion",
        "published_at",
    )
    beside = (
        *("occasion__name", "article__title", "article__outlet", "article__published_on", "article"),
        *("article__rights", "article__form", "article__outlet__name"),
    )
    return Quote.objects.published().filter(condition).order_by("pk").values_list(*columns, *beside)[:CHUNK]


@dataclass(frozen=True, slots=True)
class SpeakerNames:
    """A speaker as pages name it, with every name of all that are the same.

    What an outlet called a source that was identified later is a name of that row alone.
    """

    id: int
    type: str
    shown: str
    names: tuple[str, ...]


class Beside:
    """What hangs on the quotes with these ids, by quote; and the names of whom and what it leads to."""

    def __init__(self, quotes: list[int]) -> None:
        self.attributions: defaultdict[int, list[AttributionRow]] = defaultdict(list)
        of_them = near("quote", quotes)
        held = Attribution.objects.filter(of_them).order_by("quote", "position", "id")
        for quote, *row in held.values_list(
            "quote", "speaker", "role", "role_printed", "organisation", "country"
        ):
            self.attributions[quote].append(AttributionRow._make(row))
        self.via: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        links = Via.objects.filter(of_them).order_by("quote", "position", "id")
        for quote, link, channel, name in links.values_list(
            "quote", "organisation", "channel", "organisation__name"
        ):
            self.via[quote].append((link, via_text(channel, name)))
        self.mentions: defaultdict[int, list[str]] = defaultdict(list)
        named = Mention.objects.filter(of_them).values_list("quote", "country", "organisation")
        for quote, country, organisation in named:
            self.mentions[quote].append(country or str(organisation))
        rows = [row for held_rows in self.attributions.values() for row in held_rows]
        self.titles, self.bodies = _roles({row.role for row in rows if row.role})
        organisations = {row.organisation for row in rows} | set(self.bodies.values())
        self.organisations = _organisation_names({key for key in organisations if key})
        self.speakers = _speakers({row.speaker for row in rows})
        countries = {row.country for row in rows if row.country}
        self.countries = dict(Country.objects.filter(pk__in=countries).values_list("pk", "name"))
        self.reported = _reported(quotes)
        self.verbs: defaultdict[int, list[str]] = defaultdict(list)
        cues = QuoteSpan.objects.filter(of_them, part=QuoteSpan.Part.CUE).order_by("start", "id")
        for quote, cue in cues.values_list("quote", "text"):
            self.verbs[quote].append(reporting_verb(cue))
        self.matched = set(Match.objects.public().filter(of_them).values_list("quote", flat=True))


def near(column: str, ids: list[int]) -> Q:
    """Rows of these ids, which are in order, and perhaps of some between them.

    Thousands of parameters would cost more than a few more rows.
    """
    if ids and ids[-1] - ids[0] < 2 * len(ids):
        return Q(**{f"{column}__gte": ids[0], f"{column}__lte": ids[-1]})
    return Q(**{f"{column}__in": ids})


def _roles(ids: set[int]) -> tuple[dict[int, str], dict[int, int | None]]:
    """The title and the organisation of each role."""
    rows = list(Role.objects.filter(pk__in=ids).values_list("pk", "title", "organisation"))
    return {key: title for key, title, _ in rows}, {key: organisation for key, _, organisation in rows}


def _organisation_names(ids: set[int]) -> dict[int | None, tuple[str, ...]]:
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "name", "other_names")
    return {key: (name, *others) for key, name, others in rows}


def _speakers(ids: set[int]) -> dict[int, SpeakerNames]:
    shown = {
        key: canonical or key
        for key, canonical in Speaker.objects.filter(pk__in=ids).values_list("pk", "canonical")
    }
    group = Q(pk__in=shown.values()) | Q(canonical__in=shown.values())
    columns = ("pk", "canonical", "type", "name", "organisation__name", "organisation__other_names")
    speakers: dict[int, tuple[str, str]] = {}
    named: defaultdict[int, list[str]] = defaultdict(list)
    own: defaultdict[int, list[str]] = defaultdict(list)
    for key, canonical, type_, name, *organisation in Speaker.objects.filter(group).values_list(*columns):
        speakers[key] = type_, name
        names = [name, *filter(None, organisation[:1]), *(organisation[1] or ())]
        (own[key] if type_ == Speaker.Type.UNNAMED else named[canonical or key]).extend(names)
    spelled = SpeakerName.objects.filter(speaker__in=speakers)
    for key, canonical, name in spelled.values_list("speaker", "speaker__canonical", "name"):
        (own[key] if key in own else named[canonical or key]).append(name)
    return {key: _speaker_names(to, speakers, named[to] + own[key]) for key, to in shown.items()}


def _speaker_names(to: int, speakers: dict[int, tuple[str, str]], names: list[str]) -> SpeakerNames:
    type_, name = speakers[to]
    shown = shown_name(name, type_)
    return SpeakerNames(to, type_, shown, (shown, *names))


# The parts, where the stretch of text begins that holds them, and that stretch.
Reported = tuple[list[Span], int, str]


def _reported(quotes: list[int]) -> dict[int, Reported]:
    """Of the quotes that are printed with their speaker and verb: the parts, and the text that holds them."""
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    kept = QuoteSpan.objects.filter(
        near("quote", quotes), part__in=[QuoteSpan.Part.WORDS, QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE]
    ).exclude(quote__kind=Quote.Kind.DIRECT)
    columns = ("quote", "part", "start", "end", "text")
    for quote, part, start, end, text in kept.order_by("start", "id").values_list(*columns):
        spans[quote].append(Span(part, start, end, text))
    held = Quote.objects.filter(near("pk", quotes)).exclude(kind=Quote.Kind.DIRECT).with_stretch()
    return {
        quote: (spans[quote], first or 0, stretch or "")
        for quote, first, stretch in held.values_list("pk", "stretch_start", "stretch")
    }


def _words(quote: QuoteRow, beside: Beside) -> str:
    """One run, as a card prints it."""
    if quote.id not in beside.reported:
        return quote.text
    spans, start, text = beside.reported[quote.id]
    names = [beside.speakers[row.speaker].shown for row in beside.attributions[quote.id]]
    parts = phrases.read(spans, names, text, start, quote.rights)
    return "".join(part.before + part.text for part in parts)


def _document(quote: QuoteRow, beside: Beside) -> Document:
    undated = quote.earliest is None
    return Document(
        id=quote.id,
        words=_words(quote, beside),
        about=_about(quote, beside),
        facets=_facets(quote, beside),
        earliest=quote.published if undated else quote.earliest,
        latest=quote.published if undated else quote.latest,
        published=quote.published,
        undated=undated,
        added=min(max(int(quote.added.timestamp()), 0), LAST_SECOND) if quote.added else 0,
    )


@lru_cache(maxsize=1 << 14)
def periods(earliest: date | None, latest: date | None) -> Values:
    """The years and months that a time of saying touches."""
    if not (earliest and latest):
        return (UNDATED,)
    months = [
        f"{number // 12:04}-{number % 12 + 1:02}"
        for number in range(earliest.year * 12 + earliest.month - 1, latest.year * 12 + latest.month)
    ]
    return (*(f"{year:04}" for year in range(earliest.year, latest.year + 1)), *months)


def _facets(quote: QuoteRow, beside: Beside) -> dict[str, Values]:
    rows = beside.attributions[quote.id]
    speakers = [beside.speakers[row.speaker] for row in rows]
    return {
        "speaker": _each(each.id for each in speakers),
        "type": _each(each.type for each in speakers),
        "role": _each(_role_slug(row, beside) for row in rows),
        "country": _each(row.country for row in rows),
        "organisation": _each(row.organisation for row in rows),
        "mentions": _each(beside.mentions[quote.id]),
        "via": _each(link for link, _ in beside.via[quote.id]),
        "outlet": (quote.outlet or UNKNOWN_OUTLET,),
        "kind": (quote.kind,),
        "verb": _each(beside.verbs[quote.id]),
        "translated": (quote.translated,),
        "language": (quote.language,),
        "source": (quote.form,),
        "record": _record(quote, beside),
        "occasion": _each([quote.occasion]),
        "statement": _each([quote.statement]),
        "period": periods(quote.earliest, quote.latest),
        "article": (quote.article,),
    }


def _record(quote: QuoteRow, beside: Beside) -> Values:
    """A transcript is the record itself."""
    if quote.form == Article.Form.TRANSCRIPT:
        return ()
    return ("matched" if quote.id in beside.matched else "none",)


def _each(values: Iterable[int | str | None]) -> Values:
    """Every value once; none for what is not known."""
    return tuple(dict.fromkeys(value for value in values if value is not None and value != ""))


def _role_slug(row: AttributionRow, beside: Beside) -> str:
    return slug(row.role_printed if row.role is None else beside.titles[row.role])


def _about(quote: QuoteRow, beside: Beside) -> tuple[str, ...]:
    parts: list[str] = []
    for row in beside.attributions[quote.id]:
        parts += beside.speakers[row.speaker].names
        parts.append(row.role_printed)
        if row.role is not None:
            title, body = beside.titles[row.role], beside.organisations.get(beside.bodies[row.role], ())
            parts += (role_text(title, body[0] if body else None), *body)
        parts += (
            *beside.organisations.get(row.organisation, ()),
            beside.countries.get(row.country or "", ""),
        )
    parts += (quote.occasion_name or "", quote.title, quote.outlet_name or "")
    parts += (text for _, text in beside.via[quote.id])
    return tuple(dict.fromkeys(part for part in parts if part))
