"""A new capture of a page that is known: what changed, and which quotes still stand in it word for word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import transaction

from archive.editing.locate import Text, locate
from archive.editing.locking import lock
from archive.editing.mentions import Gazetteer
from archive.editing.spans import set_spans, settle, spans_of
from archive.models import Article, Attribution, Quote, QuoteSpan, Speaker, Via
from archive.text import Offsets

MOST_TOKENS = 2_000
Spans = dict[str, list[Offsets]]


@dataclass
class Comparison:
    """Quotes of the old capture: those that the new one holds, those carried over before, and the rest.

    `later` were said, as it stands, after the day of the new capture: one of the two dates is wrong.
    """

    standing: list[tuple[Quote, Spans]] = field(default_factory=list)
    carried: list[Quote] = field(default_factory=list)
    gone: list[Quote] = field(default_factory=list)
    later: list[Quote] = field(default_factory=list)


def difference(old: str, new: str) -> list[tuple[str, str]] | None:
    """Stretches of the old text and of the new, by words; None for texts too long to compare."""
    one, other = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (old, new))
    if max(len(one), len(other)) > MOST_TOKENS:
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [("".join(one[a:b]), "".join(other[c:d])) for _, a, b, c, d in matcher.get_opcodes()]


def compare(new: Article) -> Comparison:
    found = Comparison()
    if new.replaces is None:
        return found
    taken = set(new.quotes.values_list("carried_from", flat=True))
    text = Text(new.raw_text)
    old = new.replaces.quotes.exclude(status=Quote.Status.WITHDRAWN).by_place_in_article()
    for quote in old.prefetch_related("spans", "attributions__speaker").select_related("article"):
        spans = spans_in(text, quote)
        if quote.pk in taken:
            found.carried.append(quote)
        elif spans is None:
            found.gone.append(quote)
        elif said_after(quote, new):
            found.later.append(quote)
        else:
            found.standing.append((quote, spans))
    return found


def said_after(quote: Quote, article: Article) -> bool:
    day = article.last_day
    return bool(quote.dated and day and quote.said_latest and quote.said_latest > day)


def spans_in(text: Text, quote: Quote) -> Spans | None:
    """Where the words stand, character for character, with the parts that stand beside them as they did; None where
    the words do not, or stand twice. A part that is another now is left out, for an editor to see."""
    old, words = quote.article.raw_text, spans_of(quote, QuoteSpan.Part.WORDS)
    located = locate(" […] ".join(old[start:end] for start, end in words), text)
    if not words or not located.found or len(located.spans) != len(words):
        return None
    moved = located.spans[0][0] - words[0][0]
    found = {part: kept(spans_of(quote, part), moved, old, text.text) for part in QuoteSpan.Part.values}
    found[QuoteSpan.Part.WORDS] = located.spans
    equal = all(
        text.text[slice(*there)] == old[slice(*here)]
        for there, here in zip(located.spans, words, strict=True)
    )
    return found if equal else None


def kept(spans: list[Offsets], moved: int, old: str, text: str) -> list[Offsets]:
    """Those whose text stands as far from the words as it did, or else once in the text."""
    found = []
    for start, end in spans:
        printed, there = old[start:end], (start + moved, end + moved)
        if there[0] >= 0 and text[slice(*there)] == printed:
            found.append(there)
        elif text.count(printed) == 1:
            found.append((text.index(printed), text.index(printed) + len(printed)))
    return found


def left_behind(newest: int = 20) -> list[tuple[Article, Quote]]:
    """Published quotes that one of the newest captures no longer holds: an editor has to look at them."""
    captures = Article.objects.exclude(replaces=None).select_related("replaces").order_by("-id")[:newest]
    return [(new, quote) for new in captures for quote in compare(new).gone if quote.status == "published"]


@transaction.atomic
def carry_over(new: Article, seen: Mapping[int, str] | None = None) -> list[Quote]:
    """Copies what still stands, to be reviewed; of several on a screen, those that are as they were `seen`.

    An unnamed source stays with its own article and is left out.
    """
    gazetteer = Gazetteer.from_database()
    lock(new)
    standing = [
        (quote, spans)
        for quote, spans in compare(new).standing
        if seen is None or seen.get(quote.pk) == str(quote.version)
    ]
    made = [copy(quote, new, spans, gazetteer) for quote, spans in standing]
    for quote, _ in standing:
        if quote.published_at is None:
            quote.delete()  # what nobody saw goes on in the new capture
    return made


def copy(quote: Quote, new: Article, spans: Spans, gazetteer: Gazetteer) -> Quote:
    plain = (
        "kind",
        "language",
        "translated",
        "said_earliest",
        "said_precision",
        "said_basis",
        "said_note",
        "occasion",
    )
    values = {name: getattr(quote, name) for name in (*plain, "said_latest", "public_note", "internal_note")}
    if not quote.dated:
        values["said_latest"] = new.published_on
    made = Quote.objects.create(article=new, status=Quote.Status.REVIEW, carried_from=quote, **values)
    set_spans(made, spans)
    for attribution in quote.attributions.all():
        if attribution.speaker.type != Speaker.Type.UNNAMED:
            copy_row(attribution, made)
    for link in quote.via.all():
        copy_row(link, made)
    settle(made, gazetteer)
    return made


def copy_row(row: Attribution | Via, quote: Quote) -> None:
    row.pk, row.quote, row._state.adding = None, quote, True
    row.save()
