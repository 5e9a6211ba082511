"""Single quotation marks as outer marks (‘like this’), told apart from apostrophes.

British and Commonwealth news sets speech in single marks and what is quoted inside it in double ones. A mark that
opens stands after a space and before a word; one that closes stands after a word or its punctuation. “the players’
wages” closes nothing as long as a better closing mark follows; “’tis” and “’90s” open nothing.
"""

import re
from collections.abc import Iterator

from archive.intake.spans import Span

_OPENER = re.compile(
    r"(?<![\w.,;:!?)\]’'‘])[‘'‛](?!(?:em|til|tis|twas|cause|cos|bout|n|\d0s)\b)(?=[\w“\"\[(£$€…])", re.I
)
_CLOSER = re.compile(r"(?<=[^\s‘'(\[])[’'](?=[\s)\]},.;:!?–—\-/…”\"]|$)(?!['’])")
_POSSESSIVE = re.compile(r"(?<=[sz])[’'] [a-z]")


def single_quoted(text: str, paragraph: Span) -> Iterator[tuple[Span, bool]]:
    """Outer spans, in order and without overlaps, and whether a mark closes them."""
    openers = [match.start() for match in _OPENER.finditer(text, paragraph.start, paragraph.end)]
    closers = [match.start() for match in _CLOSER.finditer(text, paragraph.start, paragraph.end)]
    next_closer = 0
    for index, start in enumerate(openers):
        limit = openers[index + 1] if index + 1 < len(openers) else paragraph.end
        while next_closer < len(closers) and closers[next_closer] <= start + 1:
            next_closer += 1
        first = next_closer
        while next_closer < len(closers) and closers[next_closer] < limit:
            next_closer += 1
        end = _closing(text, closers[first:next_closer])
        if end is not None:
            yield Span(start, end + 1), True
        elif start == paragraph.start and text[start] == "‘" and text[start + 1].isupper():
            yield Span(start, paragraph.end), False


def _closing(text: str, candidates: list[int]) -> int | None:
    clear = (position for position in candidates if not _POSSESSIVE.match(text, position))
    return next(clear, candidates[0] if candidates else None)
