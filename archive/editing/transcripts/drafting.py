"""All turns of the labels that an editor settled, as drafts: in a few statements of SQL, whatever their number."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from archive.editing.locking import lock
from archive.editing.mentions import Gazetteer, mention_rows
from archive.editing.proposals.drafting import new_speaker
from archive.editing.proposals.speaker_choices import NEW, NameChoice
from archive.editing.proposals.store import words_of
from archive.editing.shown import is_shown
from archive.editing.transcripts.labels import NOT_KEPT, UNNAMED, Sheet, role_on
from archive.intake.transcripts import Turn
from archive.intake.transcripts.rows import LabelRow
from archive.models import (
    Article,
    Attribution,
    Basis,
    Mention,
    Occasion,
    Precision,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
)
from archive.text import Offsets, join_spans

Part = QuoteSpan.Part
TRANSLATED = {
    Article.Translation.NONE: Quote.Translated.NO,
    Article.Translation.HUMAN: Quote.Translated.YES,
    Article.Translation.MACHINE: Quote.Translated.YES,
}


def problems_with(sheet: Sheet, day: dt.date) -> list[str]:
    """What an editor has to mend first."""
    article = sheet.article
    found = [
        f"Say who “{label.about.printed[0]}” is, or that it is not kept."
        for label in sheet.labels
        if not label.chosen
    ]
    if article.published_on and day > article.published_on:
        found.append("The day lies after the day of the article: correct one of them.")
    for label in sheet.labels:
        if label.chosen == NEW and Speaker.objects.named().filter(name=label.name).exists():
            found.append(f"There is a speaker “{label.name}” already: choose them, or write another name.")
    return found


@transaction.atomic
def draft_turns(sheet: Sheet, day: dt.date, occasion: Occasion | str) -> list[Quote]:
    """Drafts of all kept turns that are no quotes yet. A label that was kept apart from others keeps its own speaker.

    `occasion` is one that is known, or a name for a new one.
    """
    article = lock(sheet.article)
    if article.form != Article.Form.TRANSCRIPT and not is_shown(article):
        article.form = Article.Form.TRANSCRIPT
        article.save()
    kept = {label.about.key: label for label in sheet.labels if label.chosen != NOT_KEPT}
    turns = _fresh(article, [turn for turn in sheet.transcript.turns if turn.key in kept])
    speakers = _speakers(article, [kept[key] for key in dict.fromkeys(turn.key for turn in turns)])
    roles = {key: role_on(speaker, day) for key, speaker in speakers.items()}
    head = sheet.transcript.head
    printed = head.day_span if head.day == day else None
    shared = {
        "said_earliest": day,
        "said_latest": day,
        "said_precision": Precision.DAY,
        "said_basis": Basis.EXPLICIT if printed else Basis.EDITOR,
        "occasion": _occasion(sheet, day, occasion) if turns else None,
    }
    quotes = Quote.objects.bulk_create([_quote(article, turn, shared) for turn in turns])
    QuoteSpan.objects.bulk_create(
        [
            span
            for quote, turn in zip(quotes, turns, strict=True)
            for span in _spans(article, quote, turn, printed)
        ]
    )
    Attribution.objects.bulk_create(
        [
            _attribution(quote, speakers[turn.key], roles[turn.key], kept[turn.key])
            for quote, turn in zip(quotes, turns, strict=True)
        ]
    )
    gazetteer = Gazetteer.from_database()
    Mention.objects.bulk_create([row for quote in quotes for row in mention_rows(quote, gazetteer)])
    return quotes


def words(text: str, turn: Turn) -> list[Offsets]:
    """The words of a turn; paragraphs with nothing between them are one stretch."""
    found: list[Offsets] = []
    for start, end in turn.words:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _fresh(article: Article, turns: Sequence[Turn]) -> list[Turn]:
    taken = sorted(words_of(article.quotes.all()))
    return [
        turn
        for turn in turns
        if not any(start < turn.words[-1][1] and end > turn.words[0][0] for start, end in taken)
    ]


def _speakers(article: Article, labels: Iterable[NameChoice[LabelRow]]) -> dict[str, Speaker]:
    """One for each label; two labels with one new name are one speaker."""
    made: dict[tuple[str, str], Speaker] = {}
    found = {}
    for label in labels:
        type_ = Speaker.Type.UNNAMED if label.chosen == UNNAMED else Speaker.Type.PERSON
        known = label.speaker or made.get((type_, label.name))
        speaker = known or new_speaker(label.name, type_, article)
        found[label.about.key] = made[(type_, label.name)] = speaker
    return found


def _occasion(sheet: Sheet, day: dt.date, named: Occasion | str) -> Occasion | None:
    if isinstance(named, Occasion):
        return named
    name = named.strip()
    if not name:
        return None
    return Occasion.objects.get_or_create(
        name=name[:300],
        date=day,
        defaults={
            "kind": "briefing" if "brief" in name.lower() else "",
            "place": sheet.transcript.head.place[:200],
            "precision": Precision.DAY,
            "transcript_url": sheet.article.url,
        },
    )[0]


def _quote(article: Article, turn: Turn, shared: Mapping[str, Any]) -> Quote:
    text = article.raw_text
    return Quote(
        article=article,
        text=join_spans(text[start:end] for start, end in words(text, turn)),
        kind=Quote.Kind.DIRECT,
        language=article.language,
        translated=Quote.Translated.YES
        if turn.interpreted
        else TRANSLATED.get(Article.Translation(article.translation), Quote.Translated.UNKNOWN),
        **shared,
    )


def _spans(article: Article, quote: Quote, turn: Turn, printed: Offsets | None) -> list[QuoteSpan]:
    text = article.raw_text
    places = [(Part.WORDS, each) for each in words(text, turn)]
    places += [(Part.SPEAKER, turn.label)]
    places += [(Part.DATE, printed)] if printed else []
    return [
        QuoteSpan(quote=quote, part=part, start=start, end=end, text=text[start:end])
        for part, (start, end) in places
    ]


def _attribution(
    quote: Quote, speaker: Speaker, role: Role | None, label: NameChoice[LabelRow]
) -> Attribution:
    return Attribution(
        quote=quote,
        speaker=speaker,
        role=role,
        organisation=role.organisation if role else speaker.organisation,
        country=role.country if role else None,
        basis=Basis.EXPLICIT if label.about.name or label.chosen == UNNAMED else Basis.EDITOR,
    )
