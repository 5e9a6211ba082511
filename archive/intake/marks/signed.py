"""Words with a name behind them: “…” ― Ann Lee, and posts as pages embed them: … — Ann Lee (@ann) January 7, 2020."""

import re
from collections.abc import Iterator

from archive.intake.grammar.sentences import Passage
from archive.intake.marks.tags import DirectQuote, SpeechTag
from archive.intake.people.places import is_media
from archive.intake.spans import Span, word_count

_NAME = r"(?P<who>(?:(?:[A-Z]\.|[A-Z][\w.'’-]+|al|bin|de|la|van|von|of|the)[ ]?){1,6}?)"
_SIGNATURE = re.compile(rf"[\s]*[—–―-]{{1,2}}[ ]?{_NAME}(?:,[^\"“”.]{{2,80}}| \([^()]{{1,40}}\))?[.]?\s*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_POST = re.compile(
    rf"(?P<words>\S.{{8,600}}?)\s[—–―-]{{1,2}}\s?{_NAME} \(@\w{{1,30}}\)(?P<date> (?:on )?[A-Z][a-z]+\.? \d{{1,2}}, \d{{4}})?\s*$",
    re.S,
)


def signed(words: str, passage: Passage) -> Iterator[DirectQuote]:
    span = passage.span
    post = _POST.match(words, span.start, span.end) if "(@" in words[span.start : span.end] else None
    if post is not None:
        yield _quote(Span(*post.span("words")), span, Span(*post.span("who")))
        return
    if len(passage.quotations) != 1 or passage.quotations[0].outer.start != span.start:
        return
    quotation = passage.quotations[0]
    match = _SIGNATURE.match(words, quotation.outer.end, span.end)
    # “Document found on street” — The Canadian Press, August 15, 2008: a reference.
    listed = match is not None and (is_media(match["who"]) or _YEAR.search(match.group()))
    if match is not None and not listed and word_count(quotation.words.of(words)) >= 3:
        yield _quote(quotation.words, quotation.outer, Span(*match.span("who")))


def _quote(said: Span, outer: Span, who: Span) -> DirectQuote:
    return DirectQuote((said,), outer, SpeechTag(who, None, who), "D-signed", whole=True)
