"""What readers see of a quote, as text, and the public note of each change to it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from archive.editing.history import Difference
from archive.editing.shown import quotes_showing, to_look_at_again, waiting_with
from archive.models import (
    Article,
    Attribution,
    Correction,
    Country,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    Statement,
    Via,
)
from archive.models.told import REPORTED, WHOLE, told
from archive.reading import phrases
from archive.reading.quoted import Quoted
from archive.text.tongue import noop

ROUND = 500
WRITTEN = 5_000
# By which paths quotes print the name of a row, under the public names of the values that hold it.
PRINTED: dict[type[Any], dict[str, tuple[str, ...]]] = {
    Outlet: {"outlet": ("article__outlet",)},
    Occasion: {"occasion": ("occasion",)},
    Statement: {"statement": ("statement",)},
    Role: {"speaker": ("attributions__role",)},
    Country: {"speaker": ("attributions__country", "attributions__role__country")},
    Organisation: {
        noop("speaker"): ("attributions__organisation", "attributions__role__organisation"),
        noop("reported via"): ("via__organisation",),
        noop("agency"): ("article__agency",),
    },
}


# What a quote shows of its article, and of those whose names stand in many.
OF_ARTICLE = ("article", "published", "kind of source", "byline", "address")
PASSED_ON = ("outlet", "agency")


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
        quote.pk: values_of(quote)
        for first in range(0, len(wanted), ROUND)
        for quote in Quote.objects.with_sources().filter(pk__in=wanted[first : first + ROUND])
    }


# Quotes in which some values read the same, and change alike: the first is looked at for all of them.
Alike = tuple[list[int], Seen]


def seen_through(row: Any) -> list[Alike]:
    """What readers see now of the published quotes that show a row; of a mere name, the values that hold it."""
    if isinstance(row, Quote | Article):
        shown = seen_of(quotes_showing(row).values_list("pk", flat=True))
        return [([pk], seen) for pk, seen in shown.items()]
    if isinstance(row, Speaker):
        return alike("speaker", Q(pk__in=quotes_showing(row).values("pk")))
    paths = PRINTED.get(type(row), {})
    return [
        each
        for name, ways in paths.items()
        for each in alike(name, reduce(or_, (Q(**{way: row}) for way in ways)))
    ]


def alike(name: str, printed: Q) -> list[Alike]:
    """A name may stand in very many quotes, but in few ways: each is put into words once."""
    found = Quote.objects.published().filter(pk__in=Quote.objects.filter(printed).values("pk"))
    groups: dict[str, list[int]] = {}
    for pk, key in found.order_by("pk").values_list("pk", KEYS[name]):
        # What the article prints in pieces, and so was not found in it, is looked at quote by quote.
        alone = pk if name == "speaker" and not all(each["found"] for each in key) else ""
        groups.setdefault(f"{alone}{key}", []).append(pk)
    firsts = seen_of(each[0] for each in groups.values())
    return [(each, {name: firsts[each[0]][name]}) for each in groups.values()]


def rows_beside(rows: Any, *names: str, **more: str) -> ArraySubquery:
    own = rows.filter(quote=OuterRef("pk")).order_by("position", "id")
    return ArraySubquery(own.values(row=JSONObject(**{name: name for name in names}, **more)))


# Quotes with the same key print the same under the name.
KEYS: dict[str, Any] = {
    "speaker": rows_beside(
        Attribution.objects.with_roles_checked(),
        *("speaker_id", "role_id", "role_printed", "organisation_id", "country_id", "basis"),
        found="role_found",
    ),
    "reported via": rows_beside(Via.objects.all(), "organisation_id", "channel", "basis"),
    "occasion": F("occasion"),
    "statement": F("statement"),
    "outlet": F("article__outlet"),
    "agency": F("article__agency"),
}


def values_of(quote: Quote) -> Seen:
    """Of a quote loaded `with_sources`."""
    return values(quote, list(quote.spans.all()), list(quote.attributions.all()), list(quote.via.all()))


def values(quote: Quote, spans: list[QuoteSpan], attributions: list[Attribution], via: list[Via]) -> Seen:
    def printed(part: str, text: str | None = None) -> Value:
        return of_spans([span for span in spans if span.part == part], text)

    return {
        noop("words"): of_words(quote.kind, spans, attributions, printed(QuoteSpan.Part.WORDS, quote.text)),
        noop("kind"): Value(quote.get_kind_display()),
        noop("speaker"): of_attributions(attributions),
        noop("cue"): printed(QuoteSpan.Part.CUE),
        noop("speaker as printed"): printed(QuoteSpan.Part.SPEAKER),
        noop("said"): Value(said(quote)),
        noop("date as printed"): printed(QuoteSpan.Part.DATE),
        noop("occasion"): of_occasion(quote.occasion),
        noop("reported via"): of_via(via),
        noop("language"): Value(quote.language),
        noop("translation"): Value(quote.get_translated_display()),
        noop("note on the date"): Value(quote.said_note),
        noop("note"): Value(quote.public_note),
        noop("statement"): of_row(quote.statement),
        noop("article"): of_row(quote.article),
        noop("published"): Value(
            phrases.published_as_known(quote.article) if quote.article.published_on else ""
        ),
        noop("byline"): Value(quote.article.byline),
        noop("address"): Value(quote.article.url),
        noop("kind of source"): Value(quote.article.get_form_display()),
        noop("outlet"): of_row(quote.article.outlet),
        noop("agency"): of_row(quote.article.agency),
    }


def numbered(row: Any) -> str:
    """Tells namesakes apart."""
    return f"{row} (no. {row.pk})"


def of_row(row: Any) -> Value:
    return Value(str(row), row.pk, numbered(row)) if row else Value("")


def of_occasion(occasion: Occasion | None) -> Value:
    """As a quote's page prints it."""
    if occasion is None:
        return Value("")
    text = f"{occasion} ({', '.join(filter(None, (occasion.kind, occasion.place)))})"
    return Value(text, (occasion.pk, text), f"{text} (no. {occasion.pk})")


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


def differences(before: Seen, after: Seen) -> list[Difference]:
    """By what the values stand for; what reads the same both times is told apart."""
    return [difference(name, old, new) for name, old in before.items() if old != (new := after[name])]


def difference(name: str, old: Value, new: Value) -> Difference:
    if old.told or new.told:
        name = f"{name} as reported"
    if old.text == new.text:
        return name, old.exact, new.exact
    return name, old.told or old.text, new.told or new.text


def correct(quote: Quote, before: Seen, reason: str) -> list[Correction]:
    """Notes publicly, one by one, what has changed since `before`."""
    return note([([quote.pk], before)], reason)


def note(before: Iterable[Alike], reason: str) -> list[Correction]:
    """Of rows that lead to the same quotes, once."""
    groups = list(before)
    after = seen_of(quotes[0] for quotes, _ in groups)
    changes: dict[tuple[int, str], tuple[str, str]] = {}
    from_others: set[int] = set()
    for quotes, was in groups:
        now = after.get(quotes[0], was)
        for name, old, new in differences(was, now):
            changes |= {(pk, name): (old, new) for pk in quotes}
        if is_from_another(was, now):
            from_others.update(quotes)
    noted = Correction.objects.bulk_create(
        (
            Correction(quote_id=pk, changed=name, old=old, new=new, reason=reason)
            for (pk, name), (old, new) in changes.items()
        ),
        batch_size=WRITTEN,
    )
    # The trigger that counts versions sees the notes: a source is cited as much as words are.
    Quote.objects.filter(pk__in=from_others).update(changed_at=F("changed_at"))
    return noted


def is_from_another(before: Seen, after: Seen) -> bool:
    """Whether the source is another than it was; a new name of the same outlet is none, and may stand in very many quotes."""
    own = any(before[name] != after[name] for name in OF_ARTICLE if name in before)
    return own or any(before[name].key != after[name].key for name in PASSED_ON if name in before)


@contextmanager
def correcting(*rows: Any, reason: str) -> Iterator[None]:
    """Notes what a change of rows makes of the published quotes that show them; others are to be looked at again."""
    before = [each for row in rows for each in seen_through(row)]
    waiting = [pk for row in rows for pk in waiting_with(row)]
    yield
    note(before, reason)
    to_look_at_again(waiting)
