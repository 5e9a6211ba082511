"""What the transcript has where a report quotes it: the passage, word by word against the quote, and the measure in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.urls import reverse

from archive.models import Match
from archive.models.fields import page_key
from archive.reading.differences import ONLY, Run, runs
from archive.text import GAP

NOT_EXACT = "not the speaker's exact words; these are below"
JOINS = 12  # words between two that the quotation joins, from which on a reader is told

# Only words of the published turn itself: what stands between them in the article is not shown.
_PASSAGE = """
SELECT m.quote_id, q.text, m.turn_id, m.kept, m.words, m.gap, m.exact, a.id, a.title,
  (SELECT string_agg(substr(a.raw_text, greatest(x.start, m.start) + 1,
      least(x.end, m.end) - greatest(x.start, m.start)), %s ORDER BY x.start)
    FROM archive_quotespan x
    WHERE x.quote_id = t.id AND x.part = 'words' AND x.start < m.end AND x.end > m.start)
FROM archive_match m JOIN archive_quote q ON q.id = m.quote_id
JOIN archive_quote t ON t.id = m.turn_id JOIN archive_article a ON a.id = t.article_id
WHERE {which} ORDER BY m.score DESC, m.id"""
_PUBLIC = (
    "m.quote_id = ANY(%s) AND m.state = 'confirmed' AND t.status = 'published' AND q.status = 'published'"
)


@dataclass(frozen=True)
class Held:
    """A quote beside the passage of a turn."""

    quote: int
    text: str
    turn: int
    kept: int
    words: int
    gap: int
    exact: bool
    article: int
    title: str
    passage: str

    @property
    def url(self) -> str:
        """The place in the transcript."""
        return f"{reverse('article', args=[page_key(self.article, self.title)])}#q{self.turn}"

    @property
    def measure(self) -> str:
        return measured(self.kept, self.words, self.gap, exact=self.exact)

    @cached_property
    def runs(self) -> list[Run]:
        """The passage; what the report left out or changed stands in it only."""
        return runs(self.passage, [self.text])

    @property
    def put_in(self) -> list[str]:
        """What the report has and the transcript has not."""
        return [run.text for run in runs(self.text, [self.passage]) if run.state == ONLY]


def measured(kept: int, words: int, gap: int, *, exact: bool) -> str:
    if exact:
        return "word for word as in the transcript"
    told = f"{kept} of {words} words as in the transcript"
    return f"{told}; the quotation joins words that stand {gap} apart" if gap >= JOINS else told


def records(ids: Sequence[int]) -> dict[int, Held]:
    """What readers are shown, by quote: the likeliest where several are confirmed."""
    found = _read(_PUBLIC, list(ids)) if ids else []
    return {each.quote: each for each in reversed(found)}


def held(match: Match) -> Held:
    """For the desk, whatever its state."""
    return _read("m.id = %s", match.pk)[0]


def _read(which: str, value: Any) -> list[Held]:
    with connection.cursor() as cursor:
        cursor.execute(_PASSAGE.format(which=which), [GAP, value])
        return [Held(*row[:-1], row[-1] or "") for row in cursor.fetchall()]
