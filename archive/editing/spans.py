"""The spans of a quote, part by part, as an editor gives them."""

from collections.abc import Mapping, Sequence

from archive.editing.locate import Text
from archive.editing.mentions import Gazetteer, note_mentions
from archive.models import Quote, QuoteSpan
from archive.text import Offsets
from archive.text.whole_words import cuts_word

APART = " … "  # between the words of a role that is printed in pieces

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


def settle(quote: Quote, gazetteer: Gazetteer | None = None) -> None:
    """How every change of a quote's parts ends: saves what follows from them and, where its words are others, what they name."""
    before = quote.text
    quote.derive()
    if quote.text != before:
        note_mentions(quote, gazetteer or Gazetteer.from_database())


def twin_of(quote: Quote, words: Sequence[Offsets]) -> Quote | None:
    """Another quote of the article, of the same kind and of exactly these words."""
    others = Quote.objects.filter(article=quote.article_id, kind=quote.kind).exclude(pk=quote.pk)
    near = others.filter(spans__part="words", spans__start=words[0][0]) if words else others.none()
    return next(
        (each for each in near.prefetch_related("spans") if spans_of(each, "words") == list(words)), None
    )


def anchor_roles(quote: Quote, before: Sequence[str] = (), searched: Text | None = None) -> None:
    """Moves the spans of the role with the roles that the attributions print; `before` are those they printed.

    The words are taken as they stand in the article, the nearest to the quote. A role that does not stand there has
    no span: it is an editor's, and readers are told so.
    """
    text, attributions = quote.article.raw_text, list(quote.attributions.all())
    stored, words = spans_of(quote, "role"), spans_of(quote, "words")
    # A long text takes a while to read: not for roles that nobody prints, and once for many quotes.
    searched = searched or Text(text if any(each.role_printed for each in attributions) else "")
    gone = {piece for role in before for piece in role.split(APART)}
    kept = [] if len(attributions) < 2 else [each for each in stored if text[slice(*each)] not in gone]
    for attribution in attributions:
        found = [
            nearest([each for each in searched.places(piece) if not cuts_word(text, *each)], stored, words)
            for piece in attribution.role_printed.split(APART)
            if attribution.role_printed
        ]
        if places := [each for each in found if each] if all(found) else []:
            kept += places
            attribution.role_printed = APART.join(text[slice(*each)] for each in places)[:300]
            attribution.save()
    set_spans(quote, {"role": sorted(set(kept))})


def nearest(places: Sequence[Offsets], stored: Sequence[Offsets], words: Sequence[Offsets]) -> Offsets | None:
    """Where it was anchored before, if it still is a place; else the one least far from the words."""
    start, end = (words[0][0], words[-1][1]) if words else (0, 0)
    far = {each: max(start - each[1], each[0] - end, 0) for each in places}
    return min(places, key=lambda each: (each not in stored, far[each]), default=None)
