"""Quotes by year, month and day of saying; those without a day stand in rows of their own."""

from dataclasses import dataclass

from archive.cards import Card
from archive.models import Precision


@dataclass(slots=True)
class Group:
    """Consecutive quotes of one heading; `month` is set where a new month begins."""

    month: str
    day: str
    cards: list[Card]


def groups(cards: list[Card]) -> list[Group]:
    """In the order of the quotes, those without a date after all others."""
    found: list[Group] = []
    for card in sorted(cards, key=lambda card: not card.row.dated):
        month, day = headings(card)
        if found and (found[-1].month, found[-1].day) == (month, day):
            found[-1].cards.append(card)
        else:
            found.append(Group(month, day, [card]))
    return found


def headings(card: Card) -> tuple[str, str]:
    first = card.row.said_earliest
    if not card.row.dated or not first:
        return "No day of saying known", upper_first(card.said)
    if card.row.said_precision == Precision.YEAR:
        return f"{first:%Y}", "Month and day not known"
    if card.row.said_precision == Precision.MONTH:
        return f"{first:%B %Y}", "Day not known"
    return f"{first:%B %Y}", upper_first(card.said.removeprefix("on "))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
