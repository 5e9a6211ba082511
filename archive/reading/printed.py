"""The day that an article prints, where an editor has established another: "on the 17th (local time)", said on the 18th."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from archive.intake.day_phrases import Interval, date_phrases, resolve
from archive.intake.spans import Span
from archive.models import Quote, QuoteSpan
from archive.models.fields import Basis
from archive.models.remembered import remembered

# The article, the quote, what is printed, the day of publication, the day that is established.
Row = tuple[int, int, str, date | None, date | None]


Printed = tuple[int, date, date]  # the quote, the day that is printed, the day that is established


@remembered("quote", "quotespan", "article")
def printed_otherwise() -> tuple[Printed, ...]:
    """Of published quotes whose day is an editor's."""
    spans = QuoteSpan.objects.filter(
        part=QuoteSpan.Part.DATE,
        quote__status=Quote.Status.PUBLISHED,
        quote__said_basis=Basis.EDITOR,
        quote__said_precision="day",
    )
    rows = spans.order_by("quote__article", "start").values_list(
        "quote__article", "quote", "text", "quote__article__published_on", "quote__said_latest"
    )
    return tuple(
        found for _, of_article in groupby(rows, key=itemgetter(0)) for found in _of_article(of_article)
    )


def _of_article(rows: Iterable[Row]) -> Iterator[Printed]:
    """ "On the same day" is the day that was printed before."""
    before: Interval | None = None
    for _, quote, text, published, established in rows:
        before = _printed(text, published, before) or before
        if before and established and before[0] != established:
            yield quote, before[0], established


def _printed(text: str, published: date | None, before: Interval | None) -> Interval | None:
    for phrase in date_phrases(text, Span(0, len(text))):
        found = resolve(text, phrase, published, before)
        if found and found[2] == "day":
            return found
    return None
