"""What the transcript has where a report quotes it, and how near the two are, in words."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from msgspec import Struct

from archive.models import Article, Match, Quote
from archive.models.told import page_key, shown_name
from archive.reading.namesakes import NO_NOTE, Note, beside_words
from archive.reading.phrases import said
from archive.text.alignment import words
from archive.text.changes import Change, changes
from archive.text.tongue import gettext, ngettext

if TYPE_CHECKING:
    from archive.reading.quoted import Quoted, Said

FEWEST = 5  # words; fewer are looked for only about their day by their speaker
JOINS = 12  # words between two that the quotation joins, from which on a reader is told

# Only words of the published turn itself: what stands between them in the article is not shown.
RECORD = """json_build_object('turn', m.turn_id, 'kept', m.kept, 'words', m.words, 'gap', m.gap, 'exact', m.exact,
    'article', ta.id, 'title', ta.title, 'language', ta.language, 'earliest', t.said_earliest,
    'latest', t.said_latest, 'precision', t.said_precision, 'speakers', COALESCE(
      (SELECT json_agg(json_build_object('id', COALESCE(c.id, s.id), 'bare', COALESCE(c.name, s.name),
          'type', COALESCE(c.type, s.type)) ORDER BY v.position, v.id)
        FROM archive_attribution v JOIN archive_speaker s ON s.id = v.speaker_id
        LEFT JOIN archive_speaker c ON c.id = s.canonical_id WHERE v.quote_id = t.id), '[]'), 'passage', COALESCE(
      (SELECT string_agg(substr(ta.raw_text, greatest(x.start, m.start) + 1,
          least(x.end, m.end) - greatest(x.start, m.start)), ' […] ' ORDER BY x.start)
        FROM archive_quotespan x
        WHERE x.quote_id = t.id AND x.part = 'words' AND x.start < m.end AND x.end > m.start), ''))
  FROM archive_match m JOIN archive_quote t ON t.id = m.turn_id JOIN archive_article ta ON ta.id = t.article_id"""
# Of a quote q, for readers: the likeliest where several are confirmed; none whose passage stands in the turn no more.
PUBLIC_RECORD = f"""(SELECT {RECORD}
  WHERE m.quote_id = q.id AND m.state = 'confirmed' AND t.status = 'published'
    AND EXISTS (SELECT FROM archive_quotespan w WHERE w.quote_id = t.id AND w.part = 'words' AND m.start >= w.start AND m.start < w.end)
    AND EXISTS (SELECT FROM archive_quotespan w WHERE w.quote_id = t.id AND w.part = 'words' AND m.end > w.start AND m.end <= w.end)
  ORDER BY m.score DESC, m.id LIMIT 1)"""  # noqa: S608 (constants)

_RECORDS = f"SELECT id, found::text FROM (SELECT m.id, {RECORD} WHERE m.id = ANY(%s)) AS each(id, found)"  # noqa: S608 (constants)


class Spoken(Struct, frozen=True):
    """Who says it in the transcript."""

    id: int
    bare: str
    type: str
    listed_as: Note = NO_NOTE

    @property
    def name(self) -> str:
        return shown_name(self.bare, self.type)

    def __str__(self) -> str:
        note = beside_words(*self.listed_as)
        return f"{self.name} ({note})" if note else self.name


class Record(Struct, frozen=True):
    """The passage of a turn, which is quote `turn` of the transcript `article`; `speakers` are those of the turn."""

    turn: int
    kept: int
    words: int
    gap: int
    exact: bool
    article: int
    title: str
    language: str
    passage: str
    earliest: date | None
    latest: date | None
    precision: str
    speakers: list[Spoken]

    @property
    def said_by(self) -> str:
        """Who says it there, and when."""
        when = said(self.earliest, self.latest, self.precision)
        return gettext("said by {names} {when}").format(
            names=" and ".join(map(str, self.speakers)), when=when
        )

    @property
    def url(self) -> str:
        """The place in the transcript."""
        return f"{reverse('article', args=[page_key(self.article, self.title)])}#q{self.turn}"

    @property
    def permalink(self) -> str:
        return f"{settings.SITE_URL}{self.url}"

    @property
    def measure(self) -> str:
        return measured(self.kept, self.words, self.gap, exact=self.exact)


def apart(record: Record, speakers: set[int], when: "Said") -> str:
    """ "speaker" where nobody of these says it in the transcript, "day" where it was said on another day; else nothing."""
    if speakers.isdisjoint(each.id for each in record.speakers):
        return "speaker"
    if not (record.latest and when.latest):
        return ""
    first, own_first = record.earliest or date.min, when.earliest or date.min
    return "day" if record.latest < own_first or first > when.latest else ""


def held(matches: Sequence[Match]) -> list[tuple[Record, list[Change]]]:
    """For the desk, whatever their state; in order, with what the report made of the passage."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [[match.pk for match in matches]])
        found = dict(cursor.fetchall())
    records = (msgspec.json.decode(found[match.pk], type=Record) for match in matches)
    return [
        (record, changes(record.passage, match.quote.text))
        for match, record in zip(matches, records, strict=True)
    ]


def measured(kept: int, words: int, gap: int, *, exact: bool) -> str:
    if exact:
        return gettext("word for word as in the transcript")
    if 2 * kept < words:
        return ngettext(
            "in other words: {kept} of {words} word as in the transcript, in its order",
            "in other words: {kept} of {words} words as in the transcript, in its order",
            words,
        ).format(kept=kept, words=words)
    told = ngettext(
        "{kept} of {words} word as in the transcript", "{kept} of {words} words as in the transcript", words
    ).format(kept=kept, words=words)
    if gap < JOINS:
        return told
    return gettext("{told}; the quotation joins words that stand {gap} apart").format(told=told, gap=gap)


def not_in(quote: "Quoted") -> QuerySet[Article]:
    """Transcripts of the occasion of a report, in its language, against all turns of which it was held in vain."""
    quoted = quote.kind in {"direct", "mixed"} and quote.article.form != Article.Form.TRANSCRIPT
    if not (quote.occasion and quoted and _was_sought(quote.id) and len(words(quote.text)) >= FEWEST):
        return Article.objects.none()
    turns = Quote.objects.published().filter(article=OuterRef("pk"))
    there = Match.objects.told().filter(quote=quote.id, turn__article=OuterRef("pk"))
    said_there = turns.filter(occasion=quote.occasion.id, language=quote.language)
    transcripts = Article.objects.transcripts().for_lists()
    return transcripts.filter(Exists(said_there), ~Exists(turns.filter(sought=None)), ~Exists(there))


def _was_sought(pk: int) -> bool:
    return Quote.objects.filter(pk=pk, sought__isnull=False).exists()
