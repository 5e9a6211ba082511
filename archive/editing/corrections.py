"""What readers see of a quote, as text, and the public note of each change to it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from archive.editing.shown import quotes_showing
from archive.models import Article, Attribution, Correction, Quote, QuoteSpan, Via
from archive.models.told import REPORTED, WHOLE, told
from archive.reading import phrases
from archive.reading.quoted import Quoted

ROUND = 500
NAMES = {"speaker", "reported via", "occasion", "statement", "outlet", "agency"}


@dataclass(frozen=True)
class Value:
    """What readers see, what it stands for (ids, offsets), and a text that tells apart what reads the same.

    `told` is what a public note says in its place: words of reported speech with their speaker and their verb.
    """

    text: str
    key: Any = None
    exact: str = field(default="", compare=False)
    told: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


Seen = Mapping[str, Value]


def seen(quote: Quote | Quoted) -> Seen:
    """The public values of a quote by their public names; reads it anew, with its rows."""
    return seen_of([quote.pk])[quote.pk]


def seen_of(ids: Iterable[int]) -> dict[int, Seen]:
    """In rounds: a row may be shown in very many quotes."""
    wanted = sorted(ids)
    return {
        quote.pk: values(
            quote, list(quote.spans.all()), list(quote.attributions.all()), list(quote.via.all())
        )
        for first in range(0, len(wanted), ROUND)
        for quote in Quote.objects.with_sources().filter(pk__in=wanted[first : first + ROUND])
    }


def seen_through(row: Any) -> dict[int, Seen]:
    """What readers see now of the published quotes that show a row; of a mere name, the places of names."""
    shown = seen_of(quotes_showing(row).values_list("pk", flat=True))
    if isinstance(row, Quote | Article):
        return shown
    return {pk: {name: value for name, value in each.items() if name in NAMES} for pk, each in shown.items()}


def values_of(quote: Quote) -> Seen:
    """Of a quote loaded `with_sources`."""
    return values(quote, list(quote.spans.all()), list(quote.attributions.all()), list(quote.via.all()))


def values(quote: Quote, spans: list[QuoteSpan], attributions: list[Attribution], via: list[Via]) -> Seen:
    def printed(part: str, text: str | None = None) -> Value:
        return of_spans([span for span in spans if span.part == part], text)

    return {
        "words": of_words(quote.kind, spans, attributions, printed(QuoteSpan.Part.WORDS, quote.text)),
        "kind": Value(quote.get_kind_display()),
        "speaker": of_attributions(attributions),
        "cue": printed(QuoteSpan.Part.CUE),
        "speaker as printed": printed(QuoteSpan.Part.SPEAKER),
        "said": Value(said(quote)),
        "date as printed": printed(QuoteSpan.Part.DATE),
        "occasion": of_row(quote.occasion),
        "reported via": of_via(via),
        "language": Value(quote.language),
        "translation": Value(quote.get_translated_display()),
        "note on the date": Value(quote.said_note),
        "note": Value(quote.public_note),
        "statement": of_row(quote.statement),
        "article": of_row(quote.article),
        "outlet": of_row(quote.article.outlet),
        "agency": of_row(quote.article.agency),
    }


def numbered(row: Any) -> str:
    """Tells namesakes apart."""
    return f"{row} (no. {row.pk})"


def of_row(row: Any) -> Value:
    return Value(str(row), row.pk, numbered(row)) if row else Value("")


def of_spans(spans: list[QuoteSpan], text: str | None = None) -> Value:
    places = tuple((span.start, span.end) for span in spans)
    shown = " … ".join(span.text for span in spans) if text is None else text
    where = ", ".join(f"{start}–{end}" for start, end in places)
    return Value(shown, places, f"{shown} (at {where})")


def of_words(kind: str, spans: list[QuoteSpan], attributions: list[Attribution], words: Value) -> Value:
    if kind not in REPORTED:
        return words
    names = " and ".join(str(each.speaker.shown) for each in attributions)
    in_order = sorted(spans, key=lambda span: span.start)
    line = told(kind, in_order, names, WHOLE)
    return replace(words, told=line, exact=words.exact.replace(words.text, line, 1))


def of_attributions(attributions: list[Attribution]) -> Value:
    """As readers are told; the numbers are those of the speaker and the role."""
    return Value(
        "; ".join(map(phrases.speaker_line, attributions)),
        tuple(
            (each.speaker.shown.pk, each.role_id, each.organisation_id, each.country_id, each.basis)
            for each in attributions
        ),
        "; ".join(f"{phrases.speaker_line(each)} ({numbers(each)})" for each in attributions),
    )


def numbers(attribution: Attribution) -> str:
    role = f", role no. {attribution.role_id}" if attribution.role_id else ""
    return f"no. {attribution.speaker.shown.pk}{role}"


def of_via(via: list[Via]) -> Value:
    key = tuple((each.organisation_id, each.channel, each.basis) for each in via)
    exact = (f"{each} (no. {each.organisation_id}, {each.get_basis_display()})" for each in via)
    return Value(" → ".join(map(str, via)), key, " → ".join(exact))


def said(quote: Quote) -> str:
    when = phrases.said(*quote.when)
    return f"{when} ({quote.get_said_basis_display()})" if quote.dated else when


def differences(before: Seen, after: Seen) -> list[tuple[str, str, str]]:
    """By what the values stand for; what reads the same both times is told apart."""
    return [difference(name, old, new) for name, old in before.items() if old != (new := after[name])]


def difference(name: str, old: Value, new: Value) -> tuple[str, str, str]:
    if old.told or new.told:
        name = f"{name} as reported"
    if old.text == new.text:
        return name, old.exact, new.exact
    return name, old.told or old.text, new.told or new.text


def correct(quote: Quote, before: Seen, reason: str) -> list[Correction]:
    """Notes publicly, one by one, what has changed since `before`."""
    return note({quote.pk: before}, reason)


def note(before: Mapping[int, Seen], reason: str) -> list[Correction]:
    after = seen_of(before)
    return Correction.objects.bulk_create(
        Correction(quote_id=pk, changed=name, old=old, new=new, reason=reason)
        for pk, was in before.items()
        if pk in after
        for name, old, new in differences(was, after[pk])
    )


@contextmanager
def correcting(*rows: Any, reason: str) -> Iterator[None]:
    """Notes what a change of rows makes of the published quotes that show them."""
    before: dict[int, Seen] = {}
    for row in rows:
        before |= seen_through(row)
    yield
    note(before, reason)
