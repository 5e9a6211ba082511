"""What every output says of a quote alike: its words as they may stand alone, and where it is found."""

import re
from typing import Protocol

from django.conf import settings

from archive.models import Quote, QuoteSpan
from archive.models.told import unnamed
from archive.reading import phrases

ARCHIVE = "Statement Archive"
LABELLED = {Quote.Translated.YES, Quote.Translated.BACK}

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(" {2,}")
_STRAIGHT = re.compile('"([^"]*)"')
_SINGLE = str.maketrans("“”„«»", "‘’‘‘’")


class Page(Protocol):
    def get_absolute_url(self) -> str: ...


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def permalink(row: Page) -> str:
    return absolute(row.get_absolute_url())


def stands_alone(quote: Quote) -> str:
    """The words in quotation marks; reported speech with its speaker and its reporting verb.

    Where the article prints no name ("he said", "the official said"), the name follows in brackets.
    """
    if quote.kind == Quote.Kind.DIRECT:
        return f"“{nested(quote.text)}”"
    parts = phrases.reading(quote)
    printed = [part for part in parts if part.part == QuoteSpan.Part.SPEAKER]
    names = quote.names
    bare = unnamed([part.text for part in printed], names)
    return "".join(
        f"{part.before}{part.text} [{names}]" if bare and part is printed[0] else part.before + part.text
        for part in parts
    )


def nested(text: str) -> str:
    """Its double quotation marks made single, to stand inside double ones."""
    pairs = _STRAIGHT.sub(r"‘\1’", text)
    return pairs.translate(_SINGLE)


def labels(quote: Quote) -> list[str]:
    """How exact the words are: "Direct quote", and whether they went through another language."""
    translated = [str(quote.get_translated_display())] if quote.translated in LABELLED else []
    return [str(quote.get_kind_display()), *translated]


def anchor(quote: Quote) -> str:
    """Where in the article's text the words stand: "119-275", several spans apart with commas."""
    return ",".join(f"{span.start}-{span.end}" for span in quote.parts(QuoteSpan.Part.WORDS))


def one_line(text: str) -> str:
    """Without line ends and what XML forbids; every other character stays as it is."""
    return _SPACES.sub(" ", _FORBIDDEN.sub(" ", text)).strip(" ")
