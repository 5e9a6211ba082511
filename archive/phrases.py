"""Dates, chains and labels in words: what pages, exports and citations say alike."""

from dataclasses import dataclass
from datetime import date

from archive.models import Article, Attribution, Basis, Occasion, Organisation, Precision, Quote

ANCHOR = "matches the stored article, character for character"
OUTLET_UNKNOWN = "outlet unknown"
TRANSLATED_BACK = "translated back: not the speaker's exact words"


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def said(quote: Quote) -> str:
    """When, as it follows "said": "on 16 September 2024", "in June 2024", "on or before 18 June 2024"."""
    if not quote.dated:
        return f"on or before {day(quote.said_latest)}" if quote.said_latest else "on an unknown date"
    assert quote.said_earliest and quote.said_latest  # the database's rule for dated quotes
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
        return "no date is printed; this is the day of publication" if quote.said_latest else "no date is printed"
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


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the reporting chain."""

    text: str
    organisation: Organisation | None = None
    article: Article | None = None
    basis: str = ""


def chain(quote: Quote) -> list[Link]:
    """From the speaker outwards, the article's own outlet last: "e-mail to Yonhap", "this article, outlet unknown"."""
    via = [Link(str(link), link.organisation, basis=str(link.get_basis_display())) for link in quote.via.all()]
    article = quote.article
    own = article.outlet.name if article.outlet else f"this article, {OUTLET_UNKNOWN}"
    return [*via, Link(own, article=article)]
