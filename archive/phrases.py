"""Dates, chains and labels in words: what pages, exports and citations say alike."""

from dataclasses import dataclass
from datetime import date

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

ANCHOR = "matches the stored article, character for character"
CLOSE = 2  # characters between two printed parts that a space stands for
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
    """A printed part of reported speech, and what stands before it: a space, or the sign of what is left out."""

    part: str
    text: str
    before: str = ""


def reading(quote: Quote) -> list[Part]:
    """The speaker, the reporting verb and the words in the order of print; a speaker who is not printed, in brackets."""
    shown = [QuoteSpan.Part.SPEAKER, QuoteSpan.Part.CUE, QuoteSpan.Part.WORDS]
    spans = sorted((s for s in quote.spans.all() if s.part in shown), key=lambda s: (s.start, s.end))
    parts: list[Part] = []
    at = None
    for span in spans:
        if at is not None and span.start < at and span.part != QuoteSpan.Part.WORDS:
            continue
        gap = "" if at is None else " " if span.start - at <= CLOSE else GAP
        parts.append(Part(span.part, span.text, gap))
        at = span.end
    if not any(part.part == QuoteSpan.Part.SPEAKER for part in parts):
        names = " and ".join(str(attribution.speaker.shown) for attribution in quote.attributions.all())
        return [Part(QuoteSpan.Part.SPEAKER, f"[{names}]"), *(replace_first(parts))]
    return parts


def replace_first(parts: list[Part]) -> list[Part]:
    return [Part(parts[0].part, parts[0].text, " "), *parts[1:]] if parts else []
