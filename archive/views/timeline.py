"""Quotes by year, month and day of saying; those without a day stand in rows of their own."""

from dataclasses import dataclass

from archive import phrases
from archive.models import Precision, Quote


@dataclass(slots=True)
class Group:
    """Consecutive quotes of one heading; `month` is set where a new month begins."""

    month: str
    day: str
    quotes: list[Quote]


def groups(quotes: list[Quote]) -> list[Group]:
    """In the order of the quotes, those without a date after all others."""
    found: list[Group] = []
    for quote in sorted(quotes, key=lambda quote: not quote.dated):
        month, day = headings(quote)
        if found and (found[-1].month, found[-1].day) == (month, day):
            found[-1].quotes.append(quote)
        else:
            found.append(Group(month, day, [quote]))
    return found


def headings(quote: Quote) -> tuple[str, str]:
    first = quote.said_earliest
    if not quote.dated or not first:
        return "No day of saying known", upper_first(phrases.said(quote))
    if quote.said_precision == Precision.YEAR:
        return f"{first:%Y}", "Month and day not known"
    if quote.said_precision == Precision.MONTH:
        return f"{first:%B %Y}", "Day not known"
    return f"{first:%B %Y}", upper_first(phrases.said(quote).removeprefix("on "))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
