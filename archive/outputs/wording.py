"""What every output says of a quote alike: how exact its words are, and where it is found."""

import re

from django.conf import settings

from archive.models import Quote
from archive.reading.quoted import Quoted
from archive.text.tongue import noop

ARCHIVE = noop("Statement Archive")
LABELLED = {Quote.Translated.YES, Quote.Translated.BACK}

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(" {2,}")


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def labels(quote: Quoted) -> list[str]:
    """How exact the words are: "Direct quote", and whether they went through another language."""
    translated = [quote.get_translated_display()] if quote.translated in LABELLED else []
    return [quote.get_kind_display(), *translated]


def anchor(quote: Quoted) -> str:
    """Where in the article's text the words stand: "119-275", several spans apart with commas."""
    return ",".join(f"{start}-{end}" for start, end in quote.anchor)


def one_line(text: str) -> str:
    """Without line ends and what XML forbids; every other character stays as it is."""
    return _SPACES.sub(" ", _FORBIDDEN.sub(" ", text)).strip(" ")
