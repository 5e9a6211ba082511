"""Quotations of one sentence or paragraph that are one: the attribution stands in the middle, or “and”."""

import re
from collections.abc import Iterator

from archive.intake.marks.tags import DirectQuote
from archive.intake.spans import Span


def continued(words: str, found: list[DirectQuote]) -> Iterator[DirectQuote]:
    """“A,” X said. “B.” is one quotation whose attribution stands in the middle."""
    current: DirectQuote | None = None
    for quote in found:
        if current is not None and _goes_on(words, current, quote):
            outer = Span(current.outer.start, quote.outer.end)
            current = DirectQuote(current.spans + quote.spans, outer, current.tag, current.rule, whole=True)
            continue
        if current is not None:
            yield current
        current = quote
    if current is not None:
        yield current


_LISTED = re.compile(r",? (?:and|and that|and then|but) ")


def _goes_on(words: str, first: DirectQuote, second: DirectQuote) -> bool:
    """Nothing but the first one's attribution stands between the two."""
    between = words[first.outer.end : second.outer.start]
    if (
        second.tag is None
        and first.tag is not None
        and first.tag.clause.end <= first.outer.start
        and _LISTED.fullmatch(between)
    ):
        return True
    if first.tag is None or first.tag.clause.start < first.outer.end or not (first.whole or first.leads):
        return False
    # “A,” X told the press, “to show B”: the verb before the second half is the one after the first.
    same = second.tag is not None and second.tag.cue == first.tag.cue
    middle = between.rstrip().endswith(",") and "." not in words[first.tag.clause.end : second.outer.start]
    if not same and (second.tag is not None or not (second.whole or middle)):
        return False
    return len(between) < 260 and not re.search(r"[.!?] +[A-Z]", between.strip())
