"""A proposed quote in one line: reported speech with its speaker and its verb, before anything is stored of it."""

from archive.editing.proposals.speaker_choices import speakers_of
from archive.intake import results
from archive.models.told import WHOLE, told
from archive.reading.quoted import Span


def line(text: str, quote: results.Quote, length: int = WHOLE) -> str:
    speakers = speakers_of(quote)
    named = [each.mention for each in speakers if each.mention]
    places = [("words", span) for span in quote.spans]
    places += [("speaker", span) for span in named] + ([("cue", quote.cue)] if quote.cue else [])
    parts = sorted(
        {Span(part, *span, text[slice(*span)]) for part, span in places}, key=lambda p: (p.start, p.end)
    )
    names = " and ".join(each.name for each in speakers) or "nobody found"
    return told(quote.kind, parts, names, length)
