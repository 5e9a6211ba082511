"""A published quote with all that is said of it, read with one query: the one shape in which pages, feeds, citations,
files and the API know a quote. Its attributes are called as those of the rows are."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar

import msgspec
from django.conf import settings
from django.db import connection
from django.utils.functional import cached_property
from msgspec import Meta, Struct

from archive.models import Article, Quote, QuoteSpan, Statement, told
from archive.models.fields import Basis, Precision
from archive.models.remembered import planned
from archive.reading import phrases
from archive.reading.namesakes import NO_NOTE, Note, beside_words, tell
from archive.reading.passages import excerpts
from archive.reading.record import PUBLIC_RECORD, Record, apart
from archive.text import GAP, Offsets, tongue
from archive.text.changes import Change, changes
from archive.text.sentences import CAP
from archive.text.tongue import gettext, spoken

CHUNK = 500
BIGGEST = 2**63 - 1  # number that a row can have
# Characters on each side of what is printed: as far as a sentence reaches, and a word to cut it at.
AROUND = CAP + 20
KINDS = {str(value): str(label) for value, label in Quote.Kind.choices}
TRANSLATED = {str(value): str(label) for value, label in Quote.Translated.choices}
FORMS = {str(value): str(label) for value, label in Article.Form.choices}
PUBLISHED_BASES = {str(value): str(label) for value, label in Article.PublishedBasis.choices}
LINK_BASES = {str(value): str(label) for value, label in Statement.LinkBasis.choices}

_QUOTED = """
SELECT row_to_json(found)::text FROM (
  SELECT q.id, q.public_version AS version, q.text, q.kind, q.language, q.translated, q.public_note,
    COALESCE(q.published_at, now()) AS published_at, q.changed_at,
    greatest(q.changed_at, (SELECT l.at FROM archive_lastchange l WHERE l.quote_id = q.id)) AS touched_at,
    q.statement_id AS statement, t.basis AS statement_basis, p.spans, p.cue, p.window_start,
    (SELECT count(*) FROM archive_quote w
      WHERE w.statement_id = q.statement_id AND w.status = 'published') AS wordings,
    substr(a.raw_text, p.window_start + 1, p.window_end - p.window_start) AS window,
    json_build_object('earliest', q.said_earliest, 'latest', q.said_latest, 'precision', q.said_precision,
      'basis', q.said_basis, 'note', q.said_note, 'phrase', COALESCE(p.date, '')) AS said,
    (SELECT json_build_object('id', e.id, 'name', e.name, 'kind', e.kind, 'place', e.place)
      FROM archive_occasion e WHERE e.id = q.occasion_id) AS occasion,
    json_build_object('id', a.id, 'title', a.title, 'byline', a.byline, 'form', a.form, 'url', a.url,
      'archive_url', a.archive_url, 'source_note', a.source_note, 'language', a.language,
      'original_language', a.original_language, 'translation', a.translation, 'published_on', a.published_on,
      'published_basis', a.published_basis, 'captured_at', a.captured_at, 'raw_sha256', a.raw_sha256,
      'rights', a.rights,
      'outlet', (SELECT json_build_object('id', o.id, 'name', o.name) FROM archive_outlet o WHERE o.id = a.outlet_id),
      'agency', (SELECT json_build_object('id', g.id, 'name', g.name)
        FROM archive_organisation g WHERE g.id = a.agency_id)) AS article,
    COALESCE((SELECT json_agg(json_build_object(
        'id', COALESCE(c.id, s.id), 'bare', COALESCE(c.name, s.name), 'type', COALESCE(c.type, s.type),
        'sort_name', COALESCE(c.sort_name, s.sort_name), 'identified', c.id IS NOT NULL AND s.type = 'unnamed',
        'written', v.role_printed, 'stands', CASE WHEN v.role_printed = '' THEN true
          WHEN v.role_printed = COALESCE(p.role, '') THEN true ELSE archive_prints(a.raw_text, v.role_printed) END,
        'title', r.title, 'basis', v.basis,
        'body', (SELECT b.name FROM archive_organisation b WHERE b.id = r.organisation_id),
        'country', (SELECT json_build_object('code', l.code, 'name', l.name)
          FROM archive_country l WHERE l.code = v.country_id),
        'organisation', (SELECT json_build_object('id', g.id, 'name', g.name)
          FROM archive_organisation g WHERE g.id = v.organisation_id)
      ) ORDER BY v.position, v.id)
      FROM archive_attribution v
      JOIN archive_speaker s ON s.id = v.speaker_id LEFT JOIN archive_speaker c ON c.id = s.canonical_id
      LEFT JOIN archive_role r ON r.id = v.role_id
      WHERE v.quote_id = q.id), '[]') AS speakers,
    {record} AS record,
    COALESCE((SELECT json_agg(json_build_object('channel', v.channel, 'basis', v.basis,
        'organisation', (SELECT json_build_object('id', g.id, 'name', g.name)
          FROM archive_organisation g WHERE g.id = v.organisation_id)) ORDER BY v.position, v.id)
      FROM archive_via v WHERE v.quote_id = q.id), '[]') AS via,
    (SELECT json_build_object(
        'countries', COALESCE(json_agg((SELECT json_build_object('code', l.code, 'name', l.name)
          FROM archive_country l WHERE l.code = m.country_id) ORDER BY m.id)
          FILTER (WHERE m.country_id IS NOT NULL), '[]'),
        'organisations', COALESCE(json_agg((SELECT json_build_object('id', g.id, 'name', g.name)
          FROM archive_organisation g WHERE g.id = m.organisation_id) ORDER BY m.id)
          FILTER (WHERE m.organisation_id IS NOT NULL), '[]'))
      FROM archive_mention m WHERE m.quote_id = q.id) AS mentions
  FROM archive_quote q
  JOIN archive_article a ON a.id = q.article_id LEFT JOIN archive_statement t ON t.id = q.statement_id
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(x.part, x.start, x.end, x.text) ORDER BY x.start, x.id) AS spans,
      greatest(min(x.start) FILTER (WHERE x.part IN ('words', 'speaker', 'cue')) - %(around)s, 0) AS window_start,
      max(x.end) FILTER (WHERE x.part IN ('words', 'speaker', 'cue')) + %(around)s AS window_end,
      COALESCE(string_agg(x.text, ' … ' ORDER BY x.start, x.id) FILTER (WHERE x.part = 'cue'), '') AS cue,
      string_agg(x.text, ' … ' ORDER BY x.start, x.id) FILTER (WHERE x.part = 'role') AS role,
      string_agg(x.text, ' … ' ORDER BY x.start, x.id) FILTER (WHERE x.part = 'date') AS date
    FROM archive_quotespan x WHERE x.quote_id = q.id) p
  WHERE (q.status = 'published' OR %(unpublished)s) AND q.id = ANY(%(ids)s::bigint[])) found""".replace(
    "{record}", PUBLIC_RECORD
)


class Page:
    """Something with a page of its own: its address is that of its row, without the row."""

    url_name: ClassVar[str]
    id: int

    def get_absolute_url(self) -> str:
        return told.page_address(self.url_name, self.id, self.slug_source)

    @property
    def permalink(self) -> str:
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def pk(self) -> int:
        return self.id

    @property
    def slug_source(self) -> str:
        return str(self)


class Thing(Page, Struct, frozen=True):
    url_name: ClassVar[str] = "organisation"
    id: int
    name: str

    def __str__(self) -> str:
        return self.name


class Outlet(Thing, frozen=True):
    url_name: ClassVar[str] = "outlet"


class Occasion(Thing, frozen=True):
    url_name: ClassVar[str] = "occasion"
    kind: str
    place: str


class Country(Struct, frozen=True):
    code: Annotated[str, Meta(description="ISO 3166-1 alpha-2, dissolved states included")]
    name: str

    def __str__(self) -> str:
        return tongue.country(self.name)

    def get_absolute_url(self) -> str:
        return told.address("country", self.code)


class Span(Struct, frozen=True, array_like=True):
    """A part of the quote and where it stands in the article."""

    part: str
    start: int
    end: int
    text: str


class Said(Struct, frozen=True):
    """When it was said. `phrase` is what the article prints of it."""

    earliest: date | None
    latest: date | None
    precision: str
    basis: str
    phrase: str
    note: str

    @property
    def dated(self) -> bool:
        return self.precision != Precision.UNKNOWN

    @property
    def text(self) -> str:
        return phrases.said(self.earliest, self.latest, self.precision)

    @property
    def how(self) -> str:
        return phrases.said_basis(self.latest, self.precision, self.basis)

    @property
    def sign(self) -> str:
        return phrases.said_sign(self.precision, self.basis)


class Voice(Page, Struct, frozen=True, dict=True):
    """A speaker as pages name it, what it was and whom it spoke for. `written` is the role of the article, which
    `stands` there or not; `title` and `body` are those of the role that it held; `note` tells it from its namesakes."""

    url_name: ClassVar[str] = "speaker"
    id: int
    bare: str
    type: str
    sort_name: str
    identified: bool
    written: str
    stands: bool
    title: str | None
    body: str | None
    organisation: Thing | None
    country: Country | None
    basis: str
    listed_as: Note = NO_NOTE

    def __str__(self) -> str:
        return self.name

    @property
    def note(self) -> str:
        return beside_words(*self.listed_as)

    @property
    def told_apart(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name

    @property
    def cited(self) -> str:
        """In brackets where the source does not give it: for whatever stands alone, without how we know it."""
        name = f"[{self.name}]" if self.is_ours else self.name
        return f"{name} ({self.note})" if self.note else name

    @cached_property
    def name(self) -> str:
        return told.shown_name(self.bare, self.type)

    @cached_property
    def held(self) -> str:
        return told.role_text(self.title, self.body) if self.title else ""

    @property
    def role(self) -> phrases.SpokenAs:
        return phrases.spoken_as(self.held, self.written, stands=self.stands)

    @property
    def role_printed(self) -> str:
        return self.role.printed

    @property
    def role_held(self) -> str:
        return self.role.role if self.role.note or self.title else ""

    @cached_property
    def for_whom(self) -> Thing | Country | None:
        """As lists show it: the country, or the organisation where no role names one."""
        return self.country or (None if self.held or self.written else self.organisation)

    @property
    def how(self) -> str:
        """How we know who spoke, where the article does not say it."""
        return "" if self.basis == Basis.EXPLICIT else phrases.known_by(self.basis)

    @property
    def is_ours(self) -> bool:
        """Not the source says who spoke: it was inferred, or an unnamed source was identified later."""
        return self.identified or self.basis in phrases.OURS


class Via(Struct, frozen=True):
    organisation: Thing
    channel: str
    basis: str

    def __str__(self) -> str:
        return told.via_text(self.channel, self.organisation.name)


class Mentions(Struct, frozen=True):
    """What the words name, which is not whom the speaker spoke for."""

    countries: list[Country]
    organisations: list[Thing]

    @property
    def places(self) -> list[Country | Thing]:
        return [*self.countries, *self.organisations]


class Source(Page, Struct, frozen=True):
    """The article, without its text."""

    url_name: ClassVar[str] = "article"
    id: int
    title: str
    byline: str
    form: str
    url: str
    archive_url: str
    source_note: str
    language: str
    original_language: str
    translation: str
    published_on: date | None
    published_basis: str
    captured_at: datetime | None
    raw_sha256: str
    rights: str
    outlet: Outlet | None
    agency: Thing | None

    def __str__(self) -> str:
        return self.title

    @property
    def form_display(self) -> str:
        return gettext(FORMS[self.form]).capitalize()

    def get_published_basis_display(self) -> str:
        return gettext(PUBLISHED_BASES[self.published_basis])

    @property
    def own_outlet(self) -> str:
        return self.outlet.name if self.outlet else gettext("this article, outlet unknown")


class Quoted(Page, Struct, frozen=True, dict=True):
    """`version` counts what readers could have seen. `touched_at` is also when a name that others gave it changed, which is no new version of the quote.
    `window` is the article's text around what is printed of the quote, from `window_start` on."""

    url_name: ClassVar[str] = "quote"
    id: int
    version: int
    text: str
    kind: str
    language: str
    translated: str
    public_note: str
    published_at: datetime
    changed_at: datetime
    touched_at: datetime
    statement: int | None
    statement_basis: str | None
    wordings: int
    said: Said
    occasion: Occasion | None
    article: Source
    speakers: list[Voice]
    via: list[Via]
    mentions: Mentions
    record: Record | None
    spans: list[Span]
    cue: str
    window: str
    window_start: int

    def __str__(self) -> str:
        return self.in_a_line()

    @cached_property
    def names(self) -> str:
        return " and ".join(speaker.name for speaker in self.speakers)

    @property
    def told_apart(self) -> str:
        return " and ".join(speaker.told_apart for speaker in self.speakers)

    @property
    def above(self) -> str:
        """Who spoke, for words that stand alone; reported speech says it itself, unless it is a name that others have."""
        if self.kind != Quote.Kind.DIRECT and not any(speaker.note for speaker in self.speakers):
            return ""
        return " and ".join(speaker.cited for speaker in self.speakers)

    @cached_property
    def slug_source(self) -> str:
        return told.slug_source(self.kind, self.spans, self.names)

    def told(self, length: int = 80) -> str:
        return told.told(self.kind, self.spans, self.names, length)

    def in_a_line(self, length: int = 80) -> str:
        if self.kind == Quote.Kind.DIRECT:
            return told.in_a_line(self.kind, self.spans, self.told_apart, length)
        noted = [speaker.told_apart for speaker in self.speakers if speaker.note]
        return f"{self.told(length)} ({'; '.join(noted)})" if noted else self.told(length)

    def parts(self, part: str) -> list[Span]:
        return [span for span in self.spans if span.part == part]

    @property
    def words(self) -> list[Span]:
        return self.parts(QuoteSpan.Part.WORDS)

    @property
    def anchor(self) -> list[Offsets]:
        return [(span.start, span.end) for span in self.words]

    @property
    def around(self) -> list[Offsets]:
        """Who says reported speech, and the verb: where its words are shown, so are these."""
        parts = (QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE) if self.kind != Quote.Kind.DIRECT else ()
        return [(span.start, span.end) for span in self.spans if span.part in parts]

    @property
    def reading(self) -> list[phrases.Part]:
        """Reported speech as printed: its speaker, its verb and its words. A card reads it three times."""
        known = self._readings
        if spoken() not in known:  # the head of a page in another language is English
            names = [speaker.name for speaker in self.speakers]
            known[spoken()] = phrases.read(
                self.spans, names, self.window, self.window_start, self.article.rights
            )
        return known[spoken()]

    @cached_property
    def _readings(self) -> dict[str, list[phrases.Part]]:
        return {}

    @property
    def stands_alone(self) -> str:
        """The words in quotation marks; reported speech with its speaker and its reporting verb.

        Where the article prints no name ("he said", "the official said"), the name follows in brackets.
        """
        if self.kind == Quote.Kind.DIRECT:
            return f"“{phrases.nested(self.text)}”"
        parts = self.reading
        speakers = [part for part in parts if part.part == QuoteSpan.Part.SPEAKER]
        bare = told.unnamed([part.text for part in speakers], self.names)
        return "".join(
            f"{part.before}{part.text} [{self.names}]"
            if bare and part is speakers[0]
            else part.before + part.text
            for part in parts
        )

    @property
    def sentence(self) -> str | None:
        """None where the article's rights do not allow one."""
        if self.article.rights == Article.Rights.QUOTES:
            return None
        at = self.window_start
        words, around = (
            [(start - at, end - at) for start, end in places] for places in (self.anchor, self.around)
        )
        shown = excerpts(self.window, self.article.rights, words, around)
        return GAP.join(self.window[start:end] for start, end in shown)

    def get_kind_display(self) -> str:
        return gettext(KINDS[self.kind])

    def get_translated_display(self) -> str:
        return gettext(TRANSLATED[self.translated])

    @cached_property
    def changes(self) -> list[Change]:
        """What this report made of the transcript's words."""
        return changes(self.record.passage, self.text) if self.record else []

    @property
    def record_apart(self) -> str:
        return apart(self.record, {each.id for each in self.speakers}, self.said) if self.record else ""

    def get_statement_basis_display(self) -> str:
        basis = self.statement_basis or ""
        return gettext(LINK_BASES[basis])

    @property
    def statement_address(self) -> str:
        return told.address("statement", str(self.statement)) if self.statement else ""


_decode = msgspec.json.Decoder(Quoted).decode


def quoted(ids: Sequence[int]) -> list[Quoted]:
    """Those that are published, in the order of the ids."""
    return _told_apart(_read(ids, unpublished=False))


def as_published(ids: Sequence[int]) -> list[Quoted]:
    """For the desk alone: drafts too, as readers will see them."""
    return _told_apart(_read(ids, unpublished=True))


def _read(ids: Sequence[int], *, unpublished: bool) -> list[Quoted]:
    there = [id_ for id_ in ids if id_ <= BIGGEST]
    if not there:
        return []
    with connection.cursor() if len(there) >= CHUNK else planned() as cursor:
        cursor.execute(_QUOTED, {"ids": there, "around": AROUND, "unpublished": unpublished})
        rows = {row.id: row for row in (_decode(text) for (text,) in cursor.fetchall())}
    return [rows[id_] for id_ in ids if id_ in rows]


def _told_apart(rows: list[Quoted]) -> list[Quoted]:
    tell([*(each for row in rows for each in (*row.speakers, *(row.record.speakers if row.record else ())))])
    return rows


def streamed(ids: Sequence[int]) -> Iterator[Quoted]:
    """The same for hundreds of thousands, of which a few are in memory at a time; files have numbers for namesakes."""
    for at in range(0, len(ids), CHUNK):
        yield from _read(ids[at : at + CHUNK], unpublished=False)
