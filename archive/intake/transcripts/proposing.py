"""The turns of a transcript as proposals: what a label names is the speaker's own, and the day is that of the head."""

from collections.abc import Iterable, Iterator
from datetime import date

from archive.intake.results import Affiliation, Quote, Said, Speaker
from archive.intake.spans import Span
from archive.intake.transcripts import Transcript, Turn
from archive.intake.transcripts.labels import Voice
from archive.intake.transcripts.rows import LabelRow, label_rows

RULE = "T-label"


def with_turns(
    text: str, transcript: Transcript, quotes: Iterable[Quote], published: date | None
) -> Iterator[Quote]:
    """In a labelled transcript the turns take the place of all that was found between the first label and the end."""
    if not transcript:
        yield from quotes
        return
    rows = {row.key: row for row in label_rows(text, transcript)}
    start, end = transcript.turns[0].label[0], transcript.turns[-1].words[-1][1]
    yield from (quote for quote in quotes if not start <= quote.spans[0].start < end)
    said = said_on(transcript, published)
    for turn in transcript.turns:
        if turn.key in rows and turn.voice in (Voice.NAMED, Voice.UNNAMED):
            yield from (_quote(turn, words, rows[turn.key], said) for words in by_paragraph(text, turn))


def by_paragraph(text: str, turn: Turn) -> list[tuple[Span, ...]]:
    """The words of each paragraph; a stage note within it makes two spans of them."""
    found: list[list[Span]] = []
    for start, end in turn.words:
        if found and "\n" not in text[found[-1][-1].end : start]:
            found[-1].append(Span(start, end))
        else:
            found.append([Span(start, end)])
    return [tuple(spans) for spans in found]


def said_on(transcript: Transcript, published: date | None) -> Said | None:
    """The day that its head prints, unless it was published before."""
    day, printed = transcript.head.day, transcript.head.day_span
    if day is None or (published and published < day):
        return None
    return Said(day, day, "day", "explicit", Span(*printed) if printed else None)


def _quote(turn: Turn, words: tuple[Span, ...], row: LabelRow, said: Said | None) -> Quote:
    unnamed = turn.voice is Voice.UNNAMED
    whole = unnamed or " " in row.name
    speaker = Speaker(row.name or row.called, Span(*turn.label), "unnamed" if unnamed else "person")
    return Quote(
        spans=words,
        kind="direct",
        cue=None,
        speaker=speaker,
        joint=(),
        affiliation=Affiliation(),
        said=said,
        via=(),
        rule=RULE,
        confidence="high" if whole else "medium",
    )
