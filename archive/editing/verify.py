"""Are the anchors true? Every span is compared with the text that stands there now, and every text with its hash."""

from collections.abc import Iterator
from operator import attrgetter

from archive.models import Article, Quote, QuoteSpan
from archive.text import join_spans, sha256

Failure = tuple[Quote | None, str]  # the quote, if it is one's, and what is wrong


def verify(article: Article) -> list[Failure]:
    """What is wrong with an article (its quotes' spans prefetched): the quotes whose words changed,
    or, when the text changed elsewhere, the article and all its quotes."""
    if article.redacted_at:
        return []  # the text was removed on purpose; its hash stays as a tombstone
    quotes = sorted(article.quotes.all(), key=attrgetter("pk"))
    failures = [failure for quote in quotes for failure in _quote_failures(article, quote)]
    if not failures and sha256(article.raw_text) != article.raw_sha256:
        failures = [
            (None, "the text does not have the hash that was stored with it"),
            *((quote, "the article's text was changed outside the quote") for quote in quotes),
        ]
    return failures


def _quote_failures(article: Article, quote: Quote) -> Iterator[Failure]:
    for span in quote.spans.all():
        stands = article.raw_text[span.start : span.end]
        if stands != span.text:
            read = f"its {span.part} at {span.start}–{span.end} read {span.text!r}"
            yield quote, f"{read}; now {stands!r} stands there"
    words = join_spans(span.text for span in quote.parts(QuoteSpan.Part.WORDS))
    if words != quote.text:
        yield quote, f"its text {quote.text!r} is not what its spans give: {words!r}"
