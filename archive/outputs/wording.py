"""What every output says of a quote alike: its words as they may stand alone, and where it is found."""

import re
from typing import Protocol

from django.conf import settings

from archive.models import Quote, QuoteSpan
from archive.reading import phrases

ARCHIVE = "Statement Archive"
LABELLED = {Quote.Translated.YES, Quote.Translated.BACK}

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"\w+")
_SPACES = re.compile(" {2,}")


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
        return f"“{quote.text}”"
    parts = phrases.reading(quote)
    printed = [part for part in parts if part.part == QuoteSpan.Part.SPEAKER]
    names = speakers(quote)
    unnamed = not any(_proper(part.text) & _proper(names) for part in printed)
    return "".join(
        f"{part.before}{part.text} [{names}]" if unnamed and part is printed[0] else part.before + part.text
        for part in parts
    )


def _proper(text: str) -> set[str]:
    """Words that may be a name or part of one."""
    return {word for word in _WORD.findall(text) if not word.islower()} - {"The", "A", "An", "Unnamed"}


def labels(quote: Quote) -> list[str]:
    """How exact the words are: "Direct quote", and whether they went through another language."""
    translated = [str(quote.get_translated_display())] if quote.translated in LABELLED else []
    return [str(quote.get_kind_display()), *translated]


def speakers(quote: Quote) -> str:
    """ "Government of North Korea and Government of Russia"."""
    return " and ".join(str(attribution.speaker.shown) for attribution in quote.attributions.all())


def anchor(quote: Quote) -> str:
    """Where in the article's text the words stand: "119-275", several spans apart with commas."""
    return ",".join(f"{span.start}-{span.end}" for span in quote.parts(QuoteSpan.Part.WORDS))


def one_line(text: str) -> str:
    """Without line ends and what XML forbids; every other character stays as it is."""
    return _SPACES.sub(" ", _FORBIDDEN.sub(" ", text)).strip(" ")
