"""An article's text cut where quotes, boilerplate and what else is shown begin and end: each piece has one look."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.models import Article, QuoteSpan
from archive.text import covers

# A stretch of the text and what it is called: "cue", "p12".
Label = tuple[int, int, str]


@dataclass
class Segment:
    """`first_of` lists the quotes, and `first_labels` the labels, whose first words these are."""

    text: str
    removed: bool
    quotes: list[int] = field(default_factory=list)
    first_of: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    first_labels: list[str] = field(default_factory=list)


def segments(article: Article, labelled: Sequence[Label] = ()) -> list[Segment]:
    text, removed = article.raw_text, article.removed
    words = QuoteSpan.objects.filter(quote__article=article, part=QuoteSpan.Part.WORDS)
    quoted = [(span.start, span.end, span.quote_id) for span in words.order_by("start", "quote_id")]
    marks: list[tuple[int, int, int | str | None]] = [*quoted, *labelled]
    marks += [(start, end, None) for start, end in removed]
    seen: set[int | str] = set()
    found = []
    for start, end, over in covers(marks, 0, len(text)):
        quotes = [mark for mark in over if isinstance(mark, int)]
        labels = [mark for mark in over if isinstance(mark, str)]
        segment = Segment(
            text[start:end],
            removed=None in over,
            quotes=quotes,
            first_of=[quote for quote in quotes if quote not in seen],
            labels=labels,
            first_labels=[label for label in labels if label not in seen],
        )
        found.append(segment)
        seen.update(quotes, labels)
    return found
