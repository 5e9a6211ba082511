"""Dates, chains and labels in words: what pages, exports and citations say alike."""

from dataclasses import dataclass
from datetime import date

from django.conf.locale import LANG_INFO

from archive.models import (
    Article,
    Attribution,
    Basis,
    Occasion,
    Organisation,
    Precision,
    Quote,
    QuoteSpan,
    Role,
)
from archive.text import GAP

SHORT_GAP = 60  # characters that are printed rather than left out
ANCHOR = "matches the stored article, character for character"
NOT_ANCHORED = "does not match the stored article: please report it"
OUTLET_UNKNOWN = "outlet unknown"
TRANSLATED_BACK = "translated back: not the speaker's exact words"


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def said(quote: Quote) -> str:
    """When, as it follows "said": "on 16 September 2024", "in June 2024", "on or before 18 June 2024"."""
    if not quote.said_latest:
        return "on an unknown date"
    if not quote.said_earliest:
        return f"on or before {day(quote.said_latest)}"
    return period(quote.said_earliest, quote.said_latest, quote.said_precision)


def period(first: date, last: date, precision: str) -> str:
    if precision == Precision.MONTH:
        return f"in {first:%B %Y}"
    if precision == Precision.YEAR:
        return f"in {first:%Y}"
    if precision == Precision.WEEK:
        return f"in the week of {day(first)}"
    return f"on {day(first)}" if first == last else f"between {day(first)} and {day(last)}"


def said_basis(quote: Quote) -> str:
    """How we know when."""
    if not quote.dated:
        return (
            "no date is printed; this is the day of publication"
            if quote.said_latest
            else "no date is printed"
        )
    return str(Basis(quote.said_basis).label)


def language(code: str) -> str:
    """The name of a language, or its code where it has none here."""
    return str(LANG_INFO.get(code, {}).get("name", code))


def occasion_date(occasion: Occasion) -> str:
    if not occasion.date:
        return ""
    return period(occasion.date, occasion.date, occasion.precision).removeprefix("on ").removeprefix("in ")


def published(article: Article) -> str:
    return day(article.published_on) if article.published_on else "date of publication not known"


def outlet(article: Article) -> str:
    return article.outlet.name if article.outlet else OUTLET_UNKNOWN


def role(attribution: Attribution) -> str:
    """The role held then if it is known, else as printed."""
    if attribution.role:
        return str(attribution.role)
    return attribution.role_printed


def role_dates(role: Role) -> str:
    """From when to when, each end as exactly as it is known."""
    first = period(role.start, role.start, role.start_precision) if role.start else ""
    last = period(role.end, role.end, role.end_precision) if role.end else ""
    ends = [end.removeprefix("in ").removeprefix("on ") for end in (first, last)]
    if not any(ends):
        return "Dates not known"
    return f"{ends[0] or '?'} – {ends[1]}".strip()


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the reporting chain."""

    text: str
    organisation: Organisation | None = None
    article: Article | None = None
    basis: str = ""


def chain(quote: Quote) -> list[Link]:
    """From the speaker outwards, the article's own outlet last: "e-mail to Yonhap", "this article, outlet unknown"."""
    via = [
        Link(str(link), link.organisation, basis=str(link.get_basis_display())) for link in quote.via.all()
    ]
    article = quote.article
    own = article.outlet.name if article.outlet else f"this article, {OUTLET_UNKNOWN}"
    return [*via, Link(own, article=article)]


@dataclass(frozen=True, slots=True)
class Part:
    """A printed part of reported speech, and what is printed before it or stands for it."""

    part: str
    text: str
    before: str = ""


def reading(quote: Quote) -> list[Part]:
    """The speaker, the reporting verb and the words in the order of print, from quotes loaded `with_sources`.

    A speaker who is not printed stands in brackets.
    """
    words = quote.parts(QuoteSpan.Part.WORDS)
    around = [
        span
        for span in (*quote.parts(QuoteSpan.Part.SPEAKER), *quote.parts(QuoteSpan.Part.CUE))
        if not any(span.start < other.end and other.start < span.end for other in words)
    ]
    parts: list[Part] = []
    at = None
    for span in sorted((*words, *around), key=lambda span: (span.start, span.end)):
        parts.append(Part(span.part, span.text, between(quote, at, span.start)))
        at = span.end
    if any(part.part == QuoteSpan.Part.SPEAKER for part in parts):
        return parts
    names = " and ".join(str(attribution.speaker.shown) for attribution in quote.attributions.all())
    return [Part(QuoteSpan.Part.SPEAKER, f"[{names}] "), *parts]


def between(quote: Quote, end: int | None, start: int) -> str:
    """What is printed between two parts if it is a few words of the same paragraph, else the sign of a gap."""
    if end is None or start <= end:
        return ""
    first: int = getattr(quote, "stretch_start", 0)
    printed: str = getattr(quote, "stretch", "")[end - first : start - first]
    if not printed and start - end <= 1:
        return " "
    letters = any(character.isalnum() for character in printed)
    short = bool(printed) and len(printed) <= SHORT_GAP and "\n" not in printed
    if short and not (letters and quote.article.rights == Article.Rights.QUOTES):
        return printed
    return GAP
