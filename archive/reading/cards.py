"""The card of a quote in words and addresses: all that its template prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from archive.models import Article, Quote, QuoteSpan
from archive.models.fields import page_key
from archive.models.people import role_text, shown_name
from archive.models.quotes import via_text
from archive.models.told import REPORTED, slug_source
from archive.reading import phrases
from archive.reading.card_rows import CardRow, Voice, card_rows
from archive.reading.record import NOT_EXACT, Held, records

KINDS = {str(value): str(label) for value, label in Quote.Kind.choices}
SOURCES = {str(value): str(label).capitalize() for value, label in Article.Form.choices}
# A news report goes without saying.
BADGED = frozenset(map(str, Article.Form)) - {str(Article.Form.REPORT), str(Article.Form.AGENCY)}
TRANSLATED = {str(value): str(label) for value, label in Quote.Translated.choices}


@dataclass(frozen=True, slots=True)
class Page:
    """Something with a name and an address."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Source(Page):
    """An article."""

    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was and whom it spoke for; `of` names it where a quote has several."""

    of: str
    text: str
    note: str
    comma: str
    speaks_for: Page | None


@dataclass(frozen=True, slots=True)
class Card:
    row: CardRow
    url: str
    said: str
    said_basis: str
    speakers: Sequence[Page]
    roles: Sequence[Role]
    kind: str
    translation: str
    source: str
    chain: Sequence[str]
    article: Source
    inferred: bool
    statement: str
    record: Held | None = None

    @property
    def texts(self) -> list[str]:
        """The words, one text for each run of them."""
        return [span.text for span in self.row.parts(QuoteSpan.Part.WORDS)]

    @property
    def reading(self) -> list[phrases.Part]:
        row = self.row
        stretch = phrases.Stretch(row.stretch, row.stretch_start, row.rights)
        return phrases.read(row.spans, [speaker.name for speaker in self.speakers], stretch)


def cards(ids: Sequence[int]) -> list[Card]:
    """Of those that are published, in the order of the ids."""
    rows = card_rows(ids)
    held = records([row.id for row in rows if row.matched])
    return [card(row, held.get(row.id)) for row in rows]


def card(row: CardRow, record: Held | None = None) -> Card:
    speakers = [_speaker(voice) for voice in row.voices]
    return Card(
        row=row,
        url=_address("quote", row.id, _slug_source(row, speakers)),
        said=phrases.said(row),
        said_basis=phrases.said_basis(row),
        speakers=speakers,
        roles=_roles(row, speakers),
        kind=KINDS[row.kind],
        translation=_translation(row, record),
        source=SOURCES[row.form] if row.form in BADGED else "",
        chain=[*(via_text(*link) for link in row.via), phrases.own_outlet(row.outlet)],
        article=_source(row),
        inferred=row.published_basis == Article.PublishedBasis.INFERRED and row.published_on is not None,
        statement=_address("statement", row.statement, "") if row.statement else "",
        record=record,
    )


def _translation(row: CardRow, record: Held | None) -> str:
    if record and row.translated == Quote.Translated.BACK:
        return NOT_EXACT
    return TRANSLATED[row.translated] if row.translated != Quote.Translated.NO else ""


def _slug_source(row: CardRow, speakers: Sequence[Page]) -> str:
    """As `Quote.slug_source`."""
    if row.kind not in REPORTED:
        return row.text
    return slug_source(row.kind, row.spans, " and ".join(speaker.name for speaker in speakers))


def _speaker(voice: Voice) -> Page:
    name = shown_name(voice.name, voice.type)
    return Page(name, _address("speaker", voice.speaker, name))


def _source(row: CardRow) -> Source:
    address = _address("article", row.article, row.title)
    return Source(row.title, address, row.outlet or phrases.OUTLET_UNKNOWN, phrases.published(row))


def _roles(row: CardRow, speakers: Sequence[Page]) -> list[Role]:
    several = len(speakers) > 1
    found = [
        _role(voice, speaker.name if several else "")
        for voice, speaker in zip(row.voices, speakers, strict=True)
    ]
    return [role for role in found if role.text or role.speaks_for]


def _role(voice: Voice, of: str) -> Role:
    held = role_text(voice.role_title, voice.role_organisation) if voice.role_title else ""
    known = phrases.spoken_as(held, voice.role_printed, stands=bool(voice.role_stands))
    text, note = known.role, "" if held else known.note
    if voice.country:
        place = Page(voice.country_name or "", _address("country", voice.country, ""))
        return Role(of, text, note, "," if text else "", place)
    if voice.organisation and not text:
        name = voice.organisation_name or ""
        return Role(of, text, note, "", Page(name, _address("organisation", voice.organisation, name)))
    return Role(of, text, note, "", None)


def _address(url_name: str, pk: int | str, text: str) -> str:
    """What `get_absolute_url` says, without a look at every address there is."""
    return f"{_before(url_name)}{page_key(pk, text)}/"


@cache
def _before(url_name: str) -> str:
    return reverse(url_name, args=["AA" if url_name == "country" else "1"]).rsplit("/", 2)[0] + "/"
