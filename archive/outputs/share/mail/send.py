"""Mails are written when they are sent, of what is public then; one that was sent but not crossed off comes again with
the same Message-ID, so that a mail program shows it once."""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from archive.models import Correction, Delivery, Follower, Quote
from archive.models.outbox import Epoch
from archive.models.remembered import reading_once
from archive.outputs.facts import ARCHIVE, one_line
from archive.outputs.feeds import title
from archive.outputs.share.embed import shown
from archive.outputs.share.mail import links
from archive.query import Asked, absolute
from archive.query.filters import Refused, read_quotes
from archive.query.labels import Labels, selected_of_all
from archive.query.parameters import in_tongue
from archive.reading.phrases import nested
from archive.reading.quoted import Quoted, Voice, quoted
from archive.text import shortened
from archive.text.tongue import gettext, noop, speaking

log = logging.getLogger(__name__)

BATCH = 100
LONGEST_SECONDS = 2.0  # the worker has an index to keep up to date
REFUSALS = 3
FOR_GOOD = 500  # codes below ask to come again later
HANGS_UP = 421
SUBJECT = 150
MOST = 50  # quotes in one mail; the others are counted
UNASKED = 100  # characters of a search that a stranger is told
UNSAID = noop("a search whose words look like an address or a number to call, and are left out here")
# What a mail program may turn into a link, to a page or a telephone.
LEADS_AWAY = re.compile(r"[/@\\]|www\b|\w\.[^\W\d_]{2}|(?:\d[\W_]*){7}", re.IGNORECASE)
LOST = noop("a search that can no longer be run")


Written = tuple[str, str, str]  # its subject, and what it says as text and as HTML


@dataclass(slots=True)
class Public:
    """What the mails of a batch may show; `told` is what was written of it, for all that are told the same."""

    quotes: dict[int, Quoted]
    corrections: dict[int, Correction]
    withdrawn: dict[int, Quote]
    made_up: bool
    names: dict[tuple[str, str], str]  # of a language and a search
    told: dict[Any, Written | None] = field(default_factory=dict)


@dataclass(slots=True)
class Mailing:
    """What becomes of mails. Those in none of the lists were tried, and are when they are due again."""

    left: list[Delivery]
    done: list[Delivery] = field(default_factory=list)
    refused: list[Delivery] = field(default_factory=list)

    def settle(self, now: datetime) -> None:
        Delivery.objects.cross_off(self.done)
        Delivery.objects.give_back(self.left, now)
        taken = {each.follow.follower_id for each in self.done if each.follow.follower.refusals}
        Follower.objects.filter(pk__in=taken).update(refusals=0)
        refused = Follower.objects.filter(pk__in={each.follow.follower_id for each in self.refused})
        refused.update(refusals=F("refusals") + 1)
        refused.filter(refusals__gte=REFUSALS).delete()


def send(now: datetime | None = None) -> int:
    """A batch of what is due; how many mails were tried. Those of a process that is killed meanwhile are sent once more."""
    now = now or timezone.now()
    queue = Delivery.objects.take(BATCH, now)
    if not queue:
        return 0
    batch = Mailing(queue.copy())
    try:
        public = read(queue)
        with get_connection() as server:
            _send_all(server, batch, public)
        return len(queue) - len(batch.left)
    except (OSError, SMTPException) as error:  # its text may name addresses
        log.warning(
            "The mail server cannot be used (%s): mails are kept and tried again.", type(error).__name__
        )
        if batch.left == queue:  # it is away: there is no hurry
            batch.left.clear()
        return 0
    finally:
        batch.settle(now)


def _send_all(server: Any, batch: Mailing, public: Public) -> None:
    """Whatever is wrong with one mail holds up no other."""
    until, answers = monotonic() + LONGEST_SECONDS, True
    while batch.left and answers and monotonic() < until:
        delivery = batch.left.pop(0)
        try:
            _send_one(server, delivery, public)
            batch.done.append(delivery)
        except SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            batch.refused += [delivery] if min(codes) >= FOR_GOOD else []
            answers = HANGS_UP not in codes
        except SMTPResponseException as error:
            log.warning("A mail was refused with %s, it is tried again.", error.smtp_code)
            answers = error.smtp_code != HANGS_UP
        except OSError:  # of the server: SMTPException is one too
            raise
        except Exception as error:
            log.error("A mail cannot be written (%s), it is tried again.", type(error).__name__)


def _send_one(server: Any, delivery: Delivery, public: Public) -> None:
    """Nothing of a mail that has nothing left to tell."""
    if mail := written(delivery, public):
        mail.connection = server
        mail.send()


def read(queue: Sequence[Delivery]) -> Public:
    """With a constant number of queries for a batch."""
    published = {pk for delivery in queue for pk in delivery.published[:MOST]}
    withdrawn = {pk for delivery in queue for pk in delivery.withdrawn}
    corrections = {pk for delivery in queue for pk in delivery.corrections}
    corrected = list(Correction.objects.public().filter(pk__in=corrections))
    quotes = {quote.id: quote for quote in quoted(sorted(published.union(row.quote_id for row in corrected)))}
    return Public(
        quotes,
        {row.pk: row for row in corrected if row.quote_id in quotes},
        Quote.objects.withdrawn().in_bulk(withdrawn),
        Epoch.objects.filter(made_up=True).exists(),
        _all_named({(delivery.follow.language, delivery.follow.search) for delivery in queue}),
    )


def _all_named(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for code in {code for code, _ in wanted}:
        with speaking(code):
            names = named({search for of, search in wanted if of == code})
        found |= {(code, search): name for search, name in names.items()}
    return found


# Words


def written(delivery: Delivery, public: Public) -> EmailMultiAlternatives | None:
    """None for a mail that has nothing left to tell. It speaks the language of the page on which it was asked for."""
    with speaking(delivery.follow.language):
        return _written(delivery, public)


def _written(delivery: Delivery, public: Public) -> EmailMultiAlternatives | None:
    follow = delivery.follow
    context: dict[str, Any] = {
        "name": public.names[follow.language, follow.search],
        "page": absolute(in_tongue("/quotes/", follow.search, follow.language)),
        "every": gettext(follow.get_every_display()),
        "manage": in_tongue(links.manage(follow), "", follow.language),
        "stop": links.stop(follow),
        "made_up": public.made_up,
        "confirmed": follow.confirmed_at,
    }
    mail = (
        _news(delivery, public, context) if delivery.kind == Delivery.Kind.NEWS else _note(delivery, context)
    )
    if mail is None:
        return None
    subject, text, html = mail
    return EmailMultiAlternatives(
        subject,
        text,
        to=[follow.follower.email],
        headers=_headers(delivery, context["stop"]),
        alternatives=[(html, "text/html")],
    )


def leads_away(said: str) -> bool:
    """However wide its signs are written."""
    return bool(LEADS_AWAY.search(normalize("NFKC", said).replace("。", ".")))


def _note(delivery: Delivery, context: dict[str, Any]) -> Written:
    """Anybody may have it sent to anybody: it carries nobody's message to a stranger."""
    said = context["name"]
    context = {**context, "name": gettext(UNSAID) if leads_away(said) else shortened(said, UNASKED)}
    subjects = {
        Delivery.Kind.CONFIRM: (
            gettext("you follow “{name}” already")
            if context["confirmed"]
            else gettext("do you want to follow “{name}”?")
        ).format(name=nested(context["name"])),
        Delivery.Kind.BROKEN: gettext("a search that you follow can no longer be run"),
    }
    subject = one_line(f"{gettext(ARCHIVE)}: {subjects[Delivery.Kind(delivery.kind)]}")[:SUBJECT]
    return _rendered(delivery.kind, subject, context)


def _news(delivery: Delivery, public: Public, context: dict[str, Any]) -> Written | None:
    key = (
        delivery.follow.language,
        context["name"],
        *map(tuple, (delivery.published, delivery.corrections, delivery.withdrawn)),
    )
    if key not in public.told:
        public.told[key] = _told(delivery, public, context["name"])
    if not (told := public.told[key]):
        return None
    (subject, text, html), (_, text_below, html_below) = told, _rendered("_foot", "", context)
    return subject, text + text_below, html + html_below


def _rendered(template: str, subject: str, context: dict[str, Any]) -> Written:
    text, html = (render_to_string(f"mail/{template}.{form}", context) for form in ("txt", "html"))
    return subject, text, html


def _told(delivery: Delivery, public: Public, name: str) -> Written | None:
    new = [public.quotes[pk] for pk in delivery.published if pk in public.quotes]
    quotes = [{**shown(quote), "roles": list(filter(None, map(_as_whom, quote.speakers)))} for quote in new]
    corrections = [public.corrections[pk] for pk in delivery.corrections if pk in public.corrections]
    withdrawn = [public.withdrawn[pk] for pk in delivery.withdrawn if pk in public.withdrawn]
    counts: list[tuple[Sequence[object], str]] = [
        (quotes, gettext("{number} new")),
        (corrections, gettext("{number} corrected")),
        (withdrawn, gettext("{number} withdrawn")),
    ]
    if not (told := ", ".join(what.format(number=len(rows)) for rows, what in counts if rows)):
        return None
    context = {
        "name": name,
        "quotes": quotes,
        "more": max(len(delivery.published) - MOST, 0),
        "corrections": [
            {
                **shown(public.quotes[row.quote_id]),
                "row": row,
                "told": one_line(public.quotes[row.quote_id].in_a_line(200)),
            }
            for row in corrections[:MOST]
        ],
        "more_corrections": max(len(corrections) - MOST, 0),
        "withdrawn": [{"row": row, "url": absolute(f"/quotes/{row.pk}/")} for row in withdrawn],
    }
    return _rendered("news", one_line(f"{told}: {name}")[:SUBJECT], context)


def _as_whom(speaker: Voice) -> str:
    """In which role, and for which country."""
    whom = gettext("speaking for {names}").format(names=speaker.for_whom) if speaker.for_whom else ""
    told = ", ".join(filter(None, [speaker.role.cited, whom]))
    return one_line(f"{speaker}: {told}") if told else ""


def named(searches: Iterable[str]) -> dict[str, str]:
    """Each in words."""
    with reading_once():
        asked = {search: _read(search) for search in searches}
        labels = Labels(selected_of_all(one.query for one in asked.values() if one))
    return {search: title(one, labels) if one else gettext(LOST) for search, one in asked.items()}


def _read(search: str) -> Asked | None:
    try:
        return read_quotes(QueryDict(search))
    except Refused:
        return None


def _headers(delivery: Delivery, stop: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{delivery.nonce}@{host}>",
        "Date": format_datetime(delivery.at),
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
