"""The spans of a quote, part by part, as an editor gives them."""

from collections.abc import Mapping, Sequence

from archive.models import Quote, QuoteSpan
from archive.text import Offsets

Spans = Mapping[str, Sequence[Offsets]]


def spans_of(quote: Quote, part: str) -> list[Offsets]:
    return [(span.start, span.end) for span in quote.parts(part)]


def set_spans(quote: Quote, spans: Spans) -> None:
    """Replaces the parts named in `spans`; the texts come from the article."""
    text = quote.article.raw_text
    for part, offsets in spans.items():
        quote.spans.filter(part=part).delete()
        QuoteSpan.objects.bulk_create(
            QuoteSpan(quote=quote, part=part, start=start, end=end, text=text[start:end])
            for start, end in offsets
        )
