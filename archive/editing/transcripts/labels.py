"""The labels of a transcript as an editor settles them, each with whom it may name on that day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.editing.proposals.markup_hints import role_then
from archive.editing.proposals.speaker_choices import NEW, NameChoice, Option, known_as, known_option, suggest
from archive.intake import results
from archive.intake.spans import Span
from archive.intake.transcripts import Transcript, read
from archive.intake.transcripts.labels import Voice
from archive.intake.transcripts.rows import LabelRow, label_rows
from archive.models import Article, Occasion, Role, Speaker

NOT_KEPT, UNNAMED = "not-kept", "unnamed"
QUESTION = Option(NOT_KEPT, "Not kept", "a question, or whoever leads: context in the article, never a quote")
LEFT_OUT = (Voice.QUESTION, Voice.LEADING)


@dataclass(frozen=True)
class Sheet:
    """A transcript, its labels, and what its head says of the occasion."""

    article: Article
    transcript: Transcript
    labels: list[NameChoice[LabelRow]]

    @property
    def day(self) -> dt.date | None:
        return self.transcript.head.day or self.article.published_on

    @property
    def left_out(self) -> list[str]:
        return list(self.transcript.left_out(self.article.raw_text))


def is_transcript(article: Article) -> bool:
    return bool(read(article.raw_text))


def sheet(article: Article, names: Mapping[int, str], chosen: Mapping[int, str]) -> Sheet:
    """`names` and `chosen` are what the editor gave, by the number of the row; else what the text suggests."""
    transcript = read(article.raw_text)
    rows = label_rows(article.raw_text, transcript)
    labels = [
        _label(article, row, names.get(number, ""), chosen.get(number)) for number, row in enumerate(rows)
    ]
    return Sheet(article, transcript, labels)


def occasions_on(day: dt.date | None) -> QuerySet[Occasion]:
    return Occasion.objects.filter(date=day) if day else Occasion.objects.none()


def role_on(speaker: Speaker | None, day: dt.date) -> Role | None:
    return role_then(speaker, day) if speaker else None


def _label(article: Article, row: LabelRow, given: str, chosen: str | None) -> NameChoice[LabelRow]:
    name = given or row.name or row.called
    if row.voice in LEFT_OUT and not given:
        offered, likely = [_unnamed(name), QUESTION], NOT_KEPT
    elif row.voice is Voice.UNNAMED and not given:
        offered, likely = [_unnamed(name), *_named(name), QUESTION], UNNAMED
    else:
        offered, likely = _people(article, row, name)
    values = {option.value for option in offered}
    if chosen is not None:
        likely = chosen if chosen in values else ""
    return NameChoice(name, row, offered, likely)


def _people(article: Article, row: LabelRow, name: str) -> tuple[list[Option], str]:
    speaker = results.Speaker(name, None, "person")
    who = suggest(article, _bare(speaker), speaker)
    known = [option for option in who.options if option.speaker]
    fresh = Option(NEW, f"New: {name}", row.role or "not in the archive yet")
    settled = who.chosen if who.chosen in {NEW, *(option.value for option in known)} else ""
    return [*known, fresh, _unnamed(name), QUESTION], settled


def _named(name: str) -> list[Option]:
    same, _ = known_as(name)
    return [known_option(each, "the same name") for each in same]


def _unnamed(name: str) -> Option:
    return Option(UNNAMED, f"Unnamed here: {name}", "of this article only")


def _bare(speaker: results.Speaker) -> results.Quote:
    """`suggest` asks a quote for whom it speaks; a label says nothing of that."""
    return results.Quote(
        spans=(Span(0, 0),),
        kind="direct",
        cue=None,
        speaker=speaker,
        joint=(),
        affiliation=results.Affiliation(),
        said=None,
        via=(),
        rule="T-label",
        confidence="high",
        sure=results.Sure(words="high", who="high"),
    )
