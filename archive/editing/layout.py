"""An article's text cut where quotes and boilerplate begin and end, so that each piece has one look."""

from dataclasses import dataclass, field
from itertools import pairwise

from archive.models import Article, QuoteSpan


@dataclass
class Segment:
    """`first_of` lists the quotes whose first words these are."""

    text: str
    removed: bool
    quotes: list[int] = field(default_factory=list)
    first_of: list[int] = field(default_factory=list)


def segments(article: Article) -> list[Segment]:
    text, removed = article.raw_text, article.removed
    words = QuoteSpan.objects.filter(quote__article=article, part=QuoteSpan.Part.WORDS)
    quoted = [(span.start, span.end, span.quote_id) for span in words.order_by("start", "quote_id")]
    edges = {0, len(text), *(edge for span in removed for edge in span)}
    edges |= {edge for start, end, _ in quoted for edge in (start, end)}
    seen: set[int] = set()
    found = []
    for start, end in pairwise(sorted(edge for edge in edges if edge <= len(text))):
        quotes = [quote for first, last, quote in quoted if first <= start and end <= last]
        struck = any(first <= start and end <= last for first, last in removed)
        found.append(
            Segment(text[start:end], struck, quotes, [quote for quote in quotes if quote not in seen])
        )
        seen.update(quotes)
    return found
