"""An article's text cut where quotes, boilerplate and what else is shown begin and end: each piece has one look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archive.models import Article, QuoteSpan

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
    edges = {0, len(text), *(edge for span in removed for edge in span)}
    edges |= {edge for start, end, _ in [*quoted, *labelled] for edge in (start, end)}
    seen: set[int | str] = set()
    found = []
    for start, end in pairwise(sorted(edge for edge in edges if edge <= len(text))):
        quotes = [quote for first, last, quote in quoted if first <= start and end <= last]
        labels = [label for first, last, label in labelled if first <= start and end <= last]
        segment = Segment(
            text[start:end],
            removed=any(first <= start and end <= last for first, last in removed),
            quotes=quotes,
            first_of=[quote for quote in quotes if quote not in seen],
            labels=labels,
            first_labels=[label for label in labels if label not in seen],
        )
        found.append(segment)
        seen.update(quotes, labels)
    return found
