"""Files of the data directory that hold words of a removed text: pictures that were kept, and mails that nobody sends."""

import quopri
import re
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from html import unescape
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

_WORD = r"=\?[\w-]+\?[bq]\?[^?\s]*\?="
_ENCODED = re.compile(rf"{_WORD}(?:\s+{_WORD})*", re.IGNORECASE)


def drop_files(words: Iterable[str]) -> None:
    """The cache whole, since what it holds can be lost; of the mails those that say the words."""
    cache.clear()
    told = [_plain(word) for word in words]
    place = getattr(settings, "EMAIL_FILE_PATH", None)
    for mail in Path(place).glob("*.log") if place else ():
        heads = _heads(mail.read_bytes().decode(errors="replace"))
        said = _plain(unescape(quopri.decodestring(heads.encode()).decode(errors="replace")))
        if any(word in said for word in told):
            mail.unlink(missing_ok=True)


def _heads(mail: str) -> str:
    """With subjects as they are read: of other letters than English ones a mail holds the bytes."""
    return _ENCODED.sub(lambda head: _head(head[0]), mail)


def _head(encoded: str) -> str:
    """Words of a quote may look like one and be none."""
    try:
        return str(make_header(decode_header(encoded)))
    except (HeaderParseError, LookupError, ValueError):
        return encoded


def _plain(text: str) -> str:
    return " ".join(text.split())
