"""What the cards of a page of quotes show, with one query: rows as objects would take most of a page's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from archive.models.fields import Precision

_CARDS = """
SELECT q.id, q.text, q.kind, q.language, q.translated, q.said_earliest, q.said_latest, q.said_precision, q.said_basis,
  q.statement_id,
  (SELECT count(*) FROM archive_quote w WHERE w.statement_id = q.statement_id AND w.status = 'published'),
  a.id, a.title, a.rights, a.form, a.published_on, a.published_basis, o.name,
  EXISTS (SELECT FROM archive_match m JOIN archive_quote t ON t.id = m.turn_id
    WHERE m.quote_id = q.id AND m.state = 'confirmed' AND t.status = 'published'),
  (SELECT json_agg(json_build_array(
      COALESCE(c.id, s.id), COALESCE(c.name, s.name), COALESCE(c.type, s.type), t.role_printed,
      CASE WHEN t.role_printed = '' THEN true WHEN strpos(a.raw_text, t.role_printed) > 0 THEN true
        ELSE t.role_printed = (SELECT string_agg(x.text, ' … ' ORDER BY x.start, x.id) FROM archive_quotespan x
          WHERE x.quote_id = q.id AND x.part = 'role') END,
      r.title, ro.name,
      l.code, l.name, g.id, g.name) ORDER BY t.position, t.id)
    FROM archive_attribution t
    JOIN archive_speaker s ON s.id = t.speaker_id LEFT JOIN archive_speaker c ON c.id = s.canonical_id
    LEFT JOIN archive_role r ON r.id = t.role_id LEFT JOIN archive_organisation ro ON ro.id = r.organisation_id
    LEFT JOIN archive_country l ON l.code = t.country_id
    LEFT JOIN archive_organisation g ON g.id = t.organisation_id
    WHERE t.quote_id = q.id),
  (SELECT json_agg(json_build_array(v.channel, g.name) ORDER BY v.position, v.id)
    FROM archive_via v JOIN archive_organisation g ON g.id = v.organisation_id WHERE v.quote_id = q.id),
  p.spans, p.first, substr(a.raw_text, p.first + 1, p.last - p.first)
FROM archive_quote q
JOIN archive_article a ON a.id = q.article_id LEFT JOIN archive_outlet o ON o.id = a.outlet_id
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(x.part, x.start, x.end, x.text) ORDER BY x.start, x.id) AS spans,
    min(x.start) AS first, max(x.end) AS last
  FROM archive_quotespan x WHERE x.quote_id = q.id AND x.part IN ('words', 'speaker', 'cue')) p
WHERE q.status = 'published' AND q.id = ANY(%s)"""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as pages name it, the role and what it spoke for, as they are stored."""

    speaker: int
    name: str
    type: str
    role_printed: str
    role_stands: bool | None
    role_title: str | None
    role_organisation: str | None
    country: str | None
    country_name: str | None
    organisation: int | None
    organisation_name: str | None


@dataclass(frozen=True, slots=True)
class Printed:
    part: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A published quote; `via` holds channel and organisation, `stretch` what is printed from `stretch_start` on."""

    id: int
    text: str
    kind: str
    language: str
    translated: str
    said_earliest: date | None
    said_latest: date | None
    said_precision: str
    said_basis: str
    statement: int | None
    wordings: int
    article: int
    title: str
    rights: str
    form: str
    published_on: date | None
    published_basis: str
    outlet: str | None
    matched: bool
    voices: Sequence[Voice]
    via: Sequence[tuple[str, str]]
    spans: Sequence[Printed]
    stretch_start: int
    stretch: str

    @property
    def dated(self) -> bool:
        return self.said_precision != Precision.UNKNOWN

    def parts(self, part: str) -> list[Printed]:
        return [span for span in self.spans if span.part == part]


def card_rows(ids: Sequence[int]) -> list[CardRow]:
    """In the order of the ids; an id without a published quote is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, [list(ids)])
        rows = {row[0]: _row(row) for row in cursor.fetchall()} if ids else {}
    return [rows[id_] for id_ in ids if id_ in rows]


def _row(columns: tuple[Any, ...]) -> CardRow:
    *facts, voices, via, spans, first, stretch = columns
    said_by, printed = [Voice(*voice) for voice in voices or ()], [Printed(*span) for span in spans or ()]
    values: list[Any] = [*facts, said_by, via or [], printed, first or 0, stretch or ""]
    return CardRow(*values)
