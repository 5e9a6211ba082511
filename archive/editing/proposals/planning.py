"""Accepting all that needs no person: first as a list of what would happen."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.editing.proposals.card import Card
from archive.editing.proposals.certainty import unsure
from archive.editing.proposals.drafting import accept
from archive.editing.proposals.store import found
from archive.models import Article, Proposal, Quote

# So that a request ends in time; the next are accepted with another.
AT_ONCE = 50


def candidates(article: Article) -> list[Proposal]:
    """Those to be accepted at once before those that wait, so that these never stand in the way."""
    high = article.proposals.open().sure().select_related("article")
    return sorted(high, key=lambda each: bool(unsure(article.raw_text, found(each))))[:AT_ONCE]


def as_seen(proposals: Iterable[Proposal], seen: Mapping[int, str]) -> list[Proposal]:
    """Those of which the same would become now as when somebody looked at the list."""
    return [each for each in proposals if seen.get(each.pk) == Card(each).version]


def accept_all(proposals: Iterable[Proposal], user: Any) -> list[Quote]:
    """One at a time, each looked at anew: who was new for the first is known to the second."""
    made = []
    for proposal in proposals:
        now = Card(proposal)
        draft = None if now.obstacle else accept(proposal, user, [each.chosen for each in now.who])
        made += [draft] if draft else []
    return made
