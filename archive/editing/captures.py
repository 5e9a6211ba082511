"""A new capture of a page that is known: what changed, and which quotes still stand in it word for word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import transaction

from archive.editing.locate import Text, locate
from archive.editing.locking import lock
from archive.editing.mentions import Gazetteer, note_mentions
from archive.editing.spans import set_spans, spans_of
from archive.models import Article, Attribution, Quote, QuoteSpan, Speaker, Via
from archive.text import Offsets

MOST_TOKENS = 2_000
Spans = dict[str, list[Offsets]]


@dataclass(frozen=True)
class Piece:
    """A stretch of the texts; equal where `old` and `new` are the same."""

    old: str
    new: str

    @property
    def equal(self) -> bool:
        return self.old == self.new


@dataclass
class Comparison:
    """Quotes of the old capture: those that the new one holds, those carried over before, and the rest.

    `later` were said, as it stands, after the day of the new capture: one of the two dates is wrong.
    """

    standing: list[tuple[Quote, Spans]] = field(default_factory=list)
    carried: list[Quote] = field(default_factory=list)
    gone: list[Quote] = field(default_factory=list)
    later: list[Quote] = field(default_factory=list)


def difference(old: str, new: str) -> list[Piece] | None:
    """By words; None for texts too long to compare."""
    one, other = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (old, new))
    if max(len(one), len(other)) > MOST_TOKENS:
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [Piece("".join(one[a:b]), "".join(other[c:d])) for _, a, b, c, d in matcher.get_opcodes()]


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
    day = article.published_on
    return bool(quote.dated and day and quote.said_latest and quote.said_latest > day)


def spans_in(text: Text, quote: Quote) -> Spans | None:
    """Where all parts of the quote stand, character for character; None where they do not, or the words twice."""
    old, words = quote.article.raw_text, spans_of(quote, QuoteSpan.Part.WORDS)
    located = locate(" […] ".join(old[start:end] for start, end in words), text)
    if not words or not located.found or len(located.spans) != len(words):
        return None
    moved = located.spans[0][0] - words[0][0]
    spans = {
        part: [(start + moved, end + moved) for start, end in spans_of(quote, part)]
        for part in QuoteSpan.Part.values
    }
    equal = all(
        text.text[slice(*there)] == old[slice(*here)]
        for part, there_all in spans.items()
        for there, here in zip(there_all, spans_of(quote, part), strict=True)
    )
    return spans if equal else None


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
    return [
        copy(quote, new, spans, gazetteer)
        for quote, spans in compare(new).standing
        if seen is None or seen.get(quote.pk) == str(quote.version)
    ]


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
    made.derive()
    note_mentions(made, gazetteer)
    return made


def copy_row(row: Attribution | Via, quote: Quote) -> None:
    row.pk, row.quote, row._state.adding = None, quote, True
    row.save()
