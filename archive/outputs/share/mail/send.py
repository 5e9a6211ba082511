"""Mails are written when they are sent, of what is public then; one that was sent but not crossed off comes again with
the same Message-ID, so that a mail program shows it once."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from archive.models import Correction, Delivery, Follower, Quote
from archive.models.outbox import Epoch
from archive.outputs.feeds import title
from archive.outputs.share.embed import shown
from archive.outputs.share.mail import links
from archive.outputs.wording import ARCHIVE, absolute, one_line
from archive.query.filters import Refused, read_quotes
from archive.reading.quoted import Quoted, quoted

log = logging.getLogger(__name__)

BATCH = 100
LONGEST_SECONDS = 2.0  # the worker has an index to keep up to date
REFUSALS = 3
FOR_GOOD = 500  # codes below ask to come again later
SUBJECT = 150
MOST = 50  # quotes in one mail; the others are counted
Queue = Sequence[Delivery]


@dataclass(slots=True)
class Public:
    """What the mails of a batch may show."""

    quotes: dict[int, Quoted]
    corrections: dict[int, Correction]
    withdrawn: dict[int, Quote]
    made_up: bool
    names: dict[str, str]


def send(now: datetime | None = None) -> int:
    """A batch of what is due; how many mails were done with."""
    now = now or timezone.now()
    due = Delivery.objects.filter(next_at__lte=now).select_related("follow__follower").order_by("pk")[:BATCH]
    queue = list(due)
    if not queue:
        return 0
    public = read(queue)
    until = monotonic() + LONGEST_SECONDS
    done = 0
    try:
        with get_connection() as server:
            for delivery in queue:
                done += _send_one(server, delivery, public)
                if monotonic() > until:
                    break
    except (OSError, SMTPException) as error:  # its text may name addresses
        log.warning(
            "The mail server cannot be used (%s): mails are kept and tried again.", type(error).__name__
        )
        _later(queue, now)
    return done


def read(queue: Queue) -> Public:
    """With a constant number of queries for a batch."""
    published = {pk for delivery in queue for pk in delivery.published[:MOST]}
    withdrawn = {pk for delivery in queue for pk in delivery.withdrawn}
    corrections = {pk for delivery in queue for pk in delivery.corrections}
    return Public(
        {quote.id: quote for quote in quoted(sorted(published))},
        {row.pk: row for row in Correction.objects.public().filter(pk__in=corrections)},
        Quote.objects.withdrawn().in_bulk(withdrawn),
        Epoch.objects.filter(made_up=True).exists(),
        {search: named(search) for search in {delivery.follow.search for delivery in queue}},
    )


def _send_one(server: Any, delivery: Delivery, public: Public) -> int:
    mail = written(delivery, public)
    if mail is None:
        crossed_off(delivery)
        return 1
    mail.connection = server
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        for_good = all(code >= FOR_GOOD for code, _ in error.recipients.values())
        _refused(delivery) if for_good else _later([delivery], timezone.now())
        return 1
    except SMTPResponseException as error:  # of this mail alone: the others go on
        log.warning("A mail was refused with %s, it is tried again.", error.smtp_code)
        _later([delivery], timezone.now())
        return 1
    crossed_off(delivery)
    if delivery.follow.follower.refusals:
        Follower.objects.filter(pk=delivery.follow.follower_id).update(refusals=0)
    return 1


def crossed_off(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).delete()


def _refused(delivery: Delivery) -> None:
    """The address is given up after three refusals, with all that it follows."""
    follower = delivery.follow.follower
    follower.refusals = F("refusals") + 1
    follower.save(update_fields=["refusals"])
    follower.refresh_from_db()
    if follower.refusals >= REFUSALS:
        follower.delete()
    else:
        _later([delivery], timezone.now())


def _later(queue: Queue, now: datetime) -> None:
    for delivery in queue:
        wait = min(2**delivery.tries, 24 * 60)
        Delivery.objects.filter(pk=delivery.pk).update(
            tries=F("tries") + 1, next_at=now + timedelta(minutes=wait)
        )


# Words


def written(delivery: Delivery, public: Public) -> EmailMultiAlternatives | None:
    """None for a mail that has nothing left to tell."""
    follow = delivery.follow
    context = {
        "name": public.names[follow.search],
        "page": absolute(f"/quotes/?{follow.search}"),
        "every": follow.get_every_display(),
        "manage": links.manage(follow),
        "stop": links.stop(follow),
        "made_up": public.made_up,
        **_news(delivery, public),
    }
    if delivery.kind == Delivery.Kind.NEWS and not context["told"]:
        return None
    template = f"mail/{delivery.kind}"
    return EmailMultiAlternatives(
        _subject(delivery, context),
        render_to_string(f"{template}.txt", context),
        to=[follow.follower.email],
        headers=_headers(delivery, context["stop"]),
        alternatives=[(render_to_string(f"{template}.html", context), "text/html")],
    )


def _news(delivery: Delivery, public: Public) -> dict[str, Any]:
    quotes = [shown(public.quotes[pk]) for pk in delivery.published if pk in public.quotes]
    corrections = [public.corrections[pk] for pk in delivery.corrections if pk in public.corrections]
    withdrawn = [public.withdrawn[pk] for pk in delivery.withdrawn if pk in public.withdrawn]
    return {
        "quotes": quotes,
        "more": max(len(delivery.published) - MOST, 0),
        "corrections": [
            {
                "row": row,
                "told": one_line(row.quote.in_a_line(200)),
                "url": absolute(row.quote.get_absolute_url()),
            }
            for row in corrections
        ],
        "withdrawn": [{"row": row, "url": absolute(f"/quotes/{row.pk}/")} for row in withdrawn],
        "told": len(quotes) + len(corrections) + len(withdrawn),
    }


def named(search: str) -> str:
    try:
        return title(read_quotes(QueryDict(search)))
    except Refused:
        return "a search that can no longer be run"


def _subject(delivery: Delivery, context: dict[str, Any]) -> str:
    name = context["name"]
    if delivery.kind == Delivery.Kind.CONFIRM:
        return one_line(f"{ARCHIVE}: do you want to follow “{name}”?")[:SUBJECT]
    if delivery.kind == Delivery.Kind.BROKEN:
        return f"{ARCHIVE}: a search that you follow can no longer be run"
    counts = [
        (context["quotes"], "new"),
        (context["corrections"], "corrected"),
        (context["withdrawn"], "withdrawn"),
    ]
    told = ", ".join(f"{len(rows)} {what}" for rows, what in counts if rows)
    return one_line(f"{told}: {name}")[:SUBJECT]


def _headers(delivery: Delivery, stop: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{delivery.nonce}@{host}>",
        "Date": format_datetime(delivery.at),
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
