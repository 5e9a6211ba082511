"""“PORT CITY – Minister Ann Bell today issued the following statement on the accord:” – whose statement it is."""

import re

from archive.intake.spans import Span, stripped

_ISSUED = re.compile(
    r"\s(?:(?:today|yesterday|also|later|then|\w+ly|has|had|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day) )*"
    r"(?:made|makes|issued?s?|released?s?|gave|gives|delivered?s?|published?|posted?s?|offered?s?|shared?s?) (?:the|this) following\b",
    re.I,
)
_BY = re.compile(
    r"\bfollowing (?:\w+ ){0,3}(?:was|were|has been|had been) (?:\w+ )?(?:made|issued|released|given|delivered|published|posted) (?:\w+ ){0,2}?by ",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:who|which|that|whom|and|but)$", re.I)
_DATELINE = re.compile(r"[A-Z][^–—:;\"]{1,60}?(?:\s[–—-]{1,2}|--)\s")


def issuer(words: str, region: Span) -> Span | None:
    """The part of the sentence that ends with them: behind a dateline, before the verb or after “by”."""
    if by := _BY.search(words, *region):
        return stripped(words, Span(by.end(), region.end))
    issued = _ISSUED.search(words, *region)
    if issued is None:
        return None
    place = _DATELINE.match(words, region.start, issued.start())
    start = place.end() if place else region.start
    who = stripped(words, Span(start, max(start, issued.start())))
    # “spoke to Kay, who issued …”: whom that means is not told here.
    return Span(who.end, who.end) if _RELATIVE.search(who.of(words)) else who
