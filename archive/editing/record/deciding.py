"""An editor confirms a match or rejects it; what readers see of it is only changed by publishers."""

from collections.abc import Iterable, Mapping
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from archive.editing.workflow import may_publish
from archive.models import Match, Quote

State = Match.State
DAYS = 7  # between what is told of a day and that day, from which on it is told
SURE = 12  # words: equal ones of one speaker on one occasion are no chance


def may_decide(match: Match, user: Any) -> bool:
    """Readers of a published quote see what is decided."""
    return bool(user.has_perm("archive.change_quote")) and (
        may_publish(user) or match.quote.status != Quote.Status.PUBLISHED
    )


def as_shown(match: Match) -> str:
    """Changes with whatever the desk shows of it."""
    return f"{match.state} {match.quote.version} {match.turn.version}"


@transaction.atomic
def decide(match: Match, state: str, user: Any, seen: str = "") -> bool:
    """False where it is so already, or is not as it was `seen`. A quote has one passage: one that was confirmed before
    waits again, or goes if it stands nowhere."""
    with pghistory.context(user=user.pk, action=state):
        locked = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
        if locked.state == state or (seen and as_shown(locked) != seen):
            return False
        if state == State.CONFIRMED:
            Match.objects.lost().filter(quote=locked.quote_id).delete()
            for other in Match.objects.select_for_update(of=("self",)).filter(
                quote=locked.quote_id, state=State.CONFIRMED
            ):
                other.state = State.PROPOSED
                other.save()
        locked.state, locked.by_id, locked.at = state, user.pk, timezone.now()
        locked.save()
        return True


def let_go(match: Match, user: Any) -> bool:
    """Of what readers see no more; its history stays. False where it stands there again."""
    with pghistory.context(user=user.pk, action="let go"):
        return bool(Match.objects.lost().filter(pk=match.pk).delete()[0])


def sure(match: Match) -> bool:
    """Equal word for word, by the same speaker, on the same occasion or day; nothing that is told speaks against it."""
    quote, turn = match.quote, match.turn
    speakers = [speakers_of(side) for side in (quote, turn)]
    same_occasion = quote.occasion_id and quote.occasion_id == turn.occasion_id
    same_day = quote.dated and quote.said_latest == turn.said_latest
    alike = speakers[0] == speakers[1] and bool(same_occasion or same_day)
    return match.exact and match.words >= SURE and alike and not doubts(match)


def speakers_of(quote: Quote) -> set[int]:
    return {each.speaker.shown.pk for each in quote.attributions.all()}


def doubts(match: Match) -> list[str]:
    """What speaks against a passage, to be read before it is confirmed: equal words are said by many, and again."""
    quote, turn = match.quote, match.turn
    found = []
    if not speakers_of(quote) & speakers_of(turn):
        found.append(
            "Said by another speaker." if speakers_of(quote) else "Whose words the report has is open."
        )
    if quote.said_latest and turn.said_latest and quote.dated:
        days = abs(quote.said_latest - turn.said_latest).days
        if days > DAYS:
            found.append(
                f"Said {days} days {'before' if turn.said_latest < quote.said_latest else 'after'} the report's day."
            )
    return found


def confirm_all(matches: Iterable[Match], seen: Mapping[int, str], user: Any) -> int:
    """Those that are sure still, and were looked at; of two passages of a quote the likelier, and none over a known one."""
    chosen = [each for each in matches if each.pk in seen and sure(each) and may_decide(each, user)]
    first = {each.quote_id: each for each in reversed(chosen)}
    known = set(Match.objects.filter(quote__in=first, state=State.CONFIRMED).values_list("quote", flat=True))
    return sum(decide(each, State.CONFIRMED, user) for pk, each in first.items() if pk not in known)
