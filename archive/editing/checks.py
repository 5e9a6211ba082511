"""What the database will refuse, and what publishing asks for, said so that an editor can act on it."""

from collections.abc import Sequence
from typing import Any

from archive.editing.spans import spans_of
from archive.models import Article, Attribution, Basis, Precision, Quote, QuoteSpan, days
from archive.models.days import Said as Said
from archive.text import Offsets
from archive.text.sentences import sentence
from archive.text.tongue import day as in_words

Problems = list[tuple[str, str]]


def said_problems(said: Said, article: Article) -> Problems:
    """The field and the message of everything wrong with a said date; mirrors the rules of the tables."""
    if said.precision == Precision.UNKNOWN:
        if said.earliest:
            return [("said_precision", "Choose how exact the date is, or empty both dates.")]
        return []
    if not (said.earliest and said.latest):
        return [
            ("said_earliest", "Give the first and the last day it can have been said, or choose “unknown”.")
        ]
    problems: Problems = []
    if said.earliest > said.latest:
        problems.append(("said_latest", "The last possible day lies before the first: exchange them."))
    if article.last_day and said.latest > article.last_day:
        problems.append(("said_latest", said_too_late(article)))
    if said.basis == Basis.NONE:
        problems.append(("said_basis", "Say how the date is known."))
    found = {
        "said_earliest": days.impossible(said.earliest),
        "said_latest": days.impossible(said.latest),
        "said_precision": days.too_wide(said),
    }
    return [*problems, *((field, message) for field, message in found.items() if message)]


def said_too_late(article: Article) -> str:
    day = in_words(article.last_day) if article.last_day else ""
    what = "published" if article.last_day == article.published_on else "changed last"
    return f"The article was {what} on {day}, and nothing in it was said later: correct this date, or first the article's."


def missing_for_publication(quote: Quote) -> list[str]:
    """All that stands between a quote and its publication, at once. Reads its spans and attributions."""
    attributions = list(quote.attributions.all())
    return [
        *missing_words(quote),
        *anchor_failures(quote),
        *([] if attributions else ["Nobody is named as its speaker: add an attribution."]),
        *missing_cue(quote),
        *far_cues(quote),
        *(problem for each in attributions for problem in attribution_problems(each, quote)),
        *(message for _, message in said_problems(said_of(quote), quote.article) if quote.dated),
        *filter(None, [days.unprinted(said_of(quote), bool(quote.parts(QuoteSpan.Part.DATE)))]),
    ]


def said_of(quote: Any) -> Said:
    """Of a row, or of a record that has the same fields."""
    return Said(quote.said_earliest, quote.said_latest, quote.said_precision, quote.said_basis)


def missing_words(quote: Quote) -> list[str]:
    if quote.kind == Quote.Kind.HEADLINE:
        return ["A headline condenses and is never published: leave it as a draft."]
    return [*filter(None, [no_words(quote.text)])]


def missing_cue(quote: Quote) -> list[str]:
    if quote.kind == Quote.Kind.DIRECT or not no_words(quote.cue):
        return []
    return [
        "It has no reporting verb, without which reported speech can mean its opposite: paste it as the cue."
    ]


def no_words(words: str) -> str:
    """“[…]” alone, or a mark, says nothing."""
    if any(character.isalnum() for character in words):
        return ""
    return "It has no words: paste them from the article; […] only stands between them."


def far_cue(text: str, cue: Offsets, words: Sequence[Offsets], note: str) -> str:
    """A verb from elsewhere in the article may be that of another quote."""
    printed = text[slice(*cue)]
    if any(beside(text, cue, each) for each in words) or printed in note:
        return ""
    return (
        f"“{printed}” at {cue[0]}–{cue[1]} stands neither in a sentence of the words nor in the one before or after: "
        "paste the cue from there, or say in the public note, with this word, why it belongs to them."
    )


def beside(text: str, span: Offsets, words: Offsets) -> bool:
    """In a sentence of the words, or in the one before or after."""
    first, last = sentence(text, *words)
    before = len(text[:first].rstrip())
    after = last + len(text[last:]) - len(text[last:].lstrip())
    first = sentence(text, before - 1, before)[0] if before else 0
    last = sentence(text, after, after + 1)[1] if after < len(text) else len(text)
    return first <= span[0] and span[1] <= last


def far_cues(quote: Quote) -> list[str]:
    text, words = quote.article.raw_text, spans_of(quote, QuoteSpan.Part.WORDS)
    found = (far_cue(text, cue, words, quote.public_note) for cue in spans_of(quote, QuoteSpan.Part.CUE))
    return [*filter(None, found)] if words else []


def anchor_failures(quote: Quote) -> list[str]:
    """Spans whose stored text is not what the article's raw text holds there."""
    text = quote.article.raw_text
    return [
        f"The {span.get_part_display()} at {span.start}–{span.end} are not what the article holds there: paste them again."
        for span in quote.spans.all()
        if text[span.start : span.end] != span.text
    ]


def attribution_problems(attribution: Attribution, quote: Quote) -> list[str]:
    speaker, role = attribution.speaker, attribution.role
    problems = []
    if speaker.type == speaker.Type.UNNAMED and speaker.scope_article_id != quote.article_id:
        problems.append(f"{speaker} belongs to another article: choose or add an unnamed source of this one.")
    if role and role.speaker_id != speaker.pk and role.speaker.shown != speaker.shown:
        problems.append(f"The role “{role}” is held by {role.speaker}, not by {speaker}: choose another.")
    return [*problems, *not_on_the_day(attribution, said_of(quote))]


def not_on_the_day(attribution: Attribution, said: Said) -> list[str]:
    """An office that was over, a country that was none: neither spoke then."""
    role, country = attribution.role, attribution.country
    found = [days.out_of_office(str(role), days.office(role), said)] if role else []
    places = dict.fromkeys(filter(None, [country, role.country if role else None]))
    found += [days.no_such_country(str(place), days.existence(place), said) for place in places]
    return [*filter(None, found)]
