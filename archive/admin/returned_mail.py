"""The mail that tells editors that quotes of theirs came back, where mails are sent at all."""

import logging
from collections import defaultdict
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.urls import reverse

from archive.editing.dashboard import written_by

log = logging.getLogger(__name__)

SUBJECT = "Quotes came back to you"  # mail programs show it to anybody who looks on


def tell_authors(quotes: list[int], note: str, by: Any) -> None:
    """One mail to each author. The step is taken, whether or not the server is there."""
    if not (settings.EMAIL_URL and quotes):
        return
    try:
        for address, numbers in _authors(quotes, by).items():
            send_mail(SUBJECT, _body(numbers, note, by), None, [address])
    except (OSError, SMTPException) as error:  # its text may name addresses
        log.warning("Authors of returned quotes got no mail: %s.", type(error).__name__)


def _authors(quotes: list[int], by: Any) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for user in User.objects.filter(is_active=True, is_staff=True).exclude(pk=by.pk).exclude(email=""):
        for number in written_by(user.pk).filter(pk__in=quotes).order_by("pk").values_list("pk", flat=True):
            found[user.email].append(number)
    return found


def _body(quotes: list[int], note: str, by: Any) -> str:
    """Numbers and addresses alone: the words of a draft stay at the desk."""
    links = [settings.SITE_URL + reverse("admin:archive_quote_change", args=[number]) for number in quotes]
    return "\n\n".join(
        [f"{by.get_username()} returned to you, with this note:", note.strip(), "\n".join(links)]
    )
