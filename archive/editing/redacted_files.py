"""Files of the data directory that hold words of a removed text: pictures that were kept, and mails that nobody sends."""

import quopri
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from django.conf import settings
from django.core.cache import cache


def drop_files(words: Iterable[str]) -> None:
    """The cache whole, since what it holds can be lost; of the mails those that say the words."""
    cache.clear()
    told = [_plain(word) for word in words]
    place = getattr(settings, "EMAIL_FILE_PATH", None)
    for mail in Path(place).glob("*.log") if place else ():
        said = _plain(unescape(quopri.decodestring(mail.read_bytes()).decode(errors="replace")))
        if any(word in said for word in told):
            mail.unlink(missing_ok=True)


def _plain(text: str) -> str:
    return " ".join(text.split())
