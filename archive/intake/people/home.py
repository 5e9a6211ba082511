"""The country that an article is about: whose offices it need not name."""

import re
from collections import Counter
from collections.abc import Sequence

from archive.intake.people.places import places_in
from archive.intake.spans import Span

_DATELINE = re.compile(r"^[A-Z][A-Z.'’ -]{2,40}(?=[,(]| ?[—–-])")
_LEAD = 1_200


def home_country(words: str, title: Span | None, paragraphs: Sequence[Span]) -> str | None:
    """Named in the title or at the beginning, and there three times as often as all others together."""
    start = paragraphs[0].start if paragraphs else 0
    lead = words[start : start + _LEAD]
    line = _DATELINE.match(lead)
    from_dateline = places_in(line.group().title()) if line else []
    named = Counter(places_in((title.of(words) + ". " if title else "") + lead))
    home = from_dateline[0] if from_dateline else named.most_common(1)[0][0] if named else None
    others = named.total() - named[home] if home else 0
    sure = home is not None and named[home] >= (1 if from_dateline else 2) and named[home] >= 3 * others
    return home if sure or (from_dateline and not others) else None
