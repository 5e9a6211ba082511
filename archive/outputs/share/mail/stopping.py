"""A search that is followed no more: what its mails were to tell comes through the follower's others."""

from django.db import transaction
from django.http import QueryDict

from archive.models import Delivery, Follow, Follower
from archive.query.filters import Refused, read_quotes
from archive.search import QueryError, find_among


def unsent(follow: Follow) -> set[int]:
    """What it was to be told of by mails that are on their way."""
    waiting = follow.deliveries.filter(kind=Delivery.Kind.NEWS).values_list("published", flat=True)
    return {pk for published in waiting for pk in published}


def found_by(follow: Follow, quotes: set[int]) -> set[int]:
    try:
        return set(find_among(read_quotes(QueryDict(follow.search)).query, quotes)) if quotes else set()
    except (Refused, QueryError):
        return set()


def hand_over(quotes: set[int], follow: Follow, other: Follow) -> None:
    """Those that the other search finds too come through it: each was noted as told once, for both."""
    if quotes:
        follow.told.filter(quote__in=quotes).update(follow=other)
        Delivery.objects.create(follow=other, kind=Delivery.Kind.NEWS, published=sorted(quotes))


@transaction.atomic
def end(follow: Follow) -> None:
    """The address goes with the last search that it follows; what it was told of stays with the others."""
    follower = Follower.objects.select_for_update().get(pk=follow.follower_id)
    others = follower.follows.exclude(pk=follow.pk).exclude(confirmed_at=None)
    untold = unsent(follow)
    for other in others:
        hand_over(untold & found_by(other, untold), follow, other)
        untold -= set(other.told.values_list("quote", flat=True))
    follow.told.filter(quote__in=untold).delete()
    if heir := others.first():
        follow.told.exclude(quote__in=heir.told.values("quote")).update(follow=heir)
        follow.deliveries.filter(kind=Delivery.Kind.NEWS).update(follow=heir, published=[])
    follow.delete()
    if not follower.follows.exists():
        follower.delete()
