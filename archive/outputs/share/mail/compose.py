"""What is due to whom: in one transaction a mail is noted and its quotes are noted as told, so that none comes twice."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.http import QueryDict
from django.utils import timezone

from archive.models import Correction, Delivery, Follow, Follower, Quote, Told
from archive.models.remembered import reading_once
from archive.query.filters import Refused, read_quotes
from archive.search import QueryError, find_among
from archive.search.contract import RestingError, TooBroadError
from archive.search.index.pending import waiting

BATCH = 500
EVERY = {"once": timedelta(minutes=1), "day": timedelta(days=1), "week": timedelta(days=7)}
# A quote is published when its transaction begins, and seen when that ends and the index knows it.
OVERLAP = timedelta(hours=1)
UNCONFIRMED = timedelta(days=3)


def compose(now: datetime | None = None) -> int:
    """One batch; how many follows were looked at. Nothing while neither the index nor what stands in for it is there."""
    now = now or timezone.now()
    with suppress(RestingError), transaction.atomic(), reading_once():
        follows = _due(now)
        if follows:
            _note(follows, now)
        return len(follows)
    return 0


def _due(now: datetime) -> list[Follow]:
    """With their followers locked: another process that composes would tell them of the same quotes through other searches."""
    due = Follow.objects.exclude(confirmed_at=None).filter(next_at__lte=now).select_related("follower")
    # Those of one search together, so that it is asked once.
    return list(
        due.order_by("search", "pk").select_for_update(skip_locked=True, of=("self", "follower"))[:BATCH]
    )


def _note(follows: Sequence[Follow], now: datetime) -> None:
    found = Searches(follows, now)
    news = {follow.pk: Delivery(follow=follow, kind="news", published=found.of(follow)) for follow in follows}
    _after(news)
    mails = [mail for mail in news.values() if mail.published or mail.corrections or mail.withdrawn]
    lost = [follow for follow in follows if follow.search in found.broken and not follow.broken]
    Delivery.objects.bulk_create([*mails, *(Delivery(follow=follow, kind="broken") for follow in lost)])
    Told.objects.note(mails)
    for follow in follows:
        follow.looked_at = found.until if follow.search not in found.unanswered else follow.looked_at
        follow.next_at = now + EVERY[follow.every]
        follow.broken = follow.search in found.broken
    Follow.objects.bulk_update(follows, ["looked_at", "next_at", "broken"])


class Searches:
    """New quotes of each search, which is asked once however many follow it.

    Those of `broken` cannot be run any more, those of `unanswered` took too long now. `until` is up to when whatever was
    published is known: what waits to be indexed is not.
    """

    def __init__(self, follows: Sequence[Follow], now: datetime) -> None:
        since = min(follow.looked_at for follow in follows) - OVERLAP
        new = Quote.objects.published().filter(published_at__gt=since).order_by("published_at", "pk")
        self.new = dict(new.values_list("pk", "published_at"))
        self.until = min([now, *(self.new[pk] for pk in waiting() if pk in self.new)])
        self.broken: set[str] = set()
        self.unanswered: set[str] = set()
        self.told: defaultdict[int, set[int]] = defaultdict(set)  # by follower, through whichever search
        rows = Told.objects.filter(
            follow__follower__in={follow.follower_id for follow in follows}, quote__in=self.new
        )
        for follower, quote in rows.values_list("follow__follower", "quote"):
            self.told[follower].add(quote)
        self._matching: dict[str, list[int]] = {}

    def of(self, follow: Follow) -> list[int]:
        """What its follower is told now, and never again."""
        if follow.search not in self._matching:
            self._matching[follow.search] = self._asked(follow.search)
        since = follow.confirmed_at or follow.asked_at
        told = self.told[follow.follower_id]
        new = [pk for pk in self._matching[follow.search] if self.new[pk] > since and pk not in told]
        told.update(new)
        return new

    def _asked(self, search: str) -> list[int]:
        try:
            query = read_quotes(QueryDict(search)).query
            ids = find_among(query, self.new)
        except TooBroadError:
            self.unanswered.add(search)
            return []
        except (Refused, QueryError):
            self.broken.add(search)
            return []
        return [pk for pk in self.new if pk in ids]


def _after(news: dict[int, Delivery]) -> None:
    """Adds what became of the quotes that they were told of, and notes that they are told of that now."""
    told = Told.objects.filter(follow__in=news)
    gone = told.filter(quote__in=Quote.objects.withdrawn(), withdrawn=False)
    withdrawn = []
    for row in gone:
        news[row.follow_id].withdrawn.append(row.quote_id)
        withdrawn.append(row.pk)
    corrected = []
    public = told.filter(quote__status=Quote.Status.PUBLISHED, quote__corrections__at__gt=F("at"))
    for pk, follow, correction in public.values_list("pk", "follow", "quote__corrections"):
        news[follow].corrections.append(correction)
        corrected.append(pk)
    Told.objects.filter(pk__in=withdrawn).update(withdrawn=True)
    newest = Correction.objects.filter(quote=OuterRef("quote")).order_by("-at").values("at")[:1]
    Told.objects.filter(pk__in=corrected).update(at=Subquery(newest), withdrawn=False)


def forget(now: datetime | None = None) -> None:
    """Those who never confirmed, with their address."""
    before = (now or timezone.now()) - UNCONFIRMED
    Follow.objects.filter(confirmed_at=None, asked_at__lt=before).delete()
    Follower.objects.filter(follows=None).delete()
