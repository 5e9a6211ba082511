"""Which days can be true of a quote, an office or a country: pure rules that forms, imports and triggers share."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from archive.text.tongue import day as in_words

FIRST, LAST = date(1000, 1, 1), date(2199, 12, 31)
# How many days an interval may span for its precision: as many as the next coarser one has. A year may span any.
LONGEST = {"day": 7, "week": 31, "month": 366}


@dataclass(frozen=True)
class Said:
    earliest: date | None
    latest: date | None
    precision: str
    basis: str

    @property
    def given(self) -> bool:
        return bool(self.earliest or self.latest)


@dataclass(frozen=True)
class Stretch:
    """From the first to the last day on which somebody can have held an office, or a country existed."""

    first: date | None
    last: date | None

    def meets(self, said: Said) -> bool:
        """Whether it can have been said then. Of an undated quote only the last day is known."""
        ended = self.last and said.earliest and self.last < said.earliest
        not_begun = self.first and said.latest and said.latest < self.first
        return not (ended or not_begun)

    def __str__(self) -> str:
        since = f"from {in_words(self.first)}" if self.first else ""
        return " ".join(filter(None, [since, f"until {in_words(self.last)}" if self.last else ""]))


def when_said(attributions: Any) -> list[Said]:
    """When the published quotes with these rows were said, as far as that is known."""
    names = ("earliest", "latest", "precision", "basis")
    published = attributions.filter(quote__status="published").order_by()
    return [
        Said(*row) for row in published.values_list(*(f"quote__said_{name}" for name in names)).distinct()
    ]


def outside(held: Stretch, said: Iterable[Said], what: str) -> str:
    """Why something cannot have these dates: a published quote shows it on another day."""
    for each in said:
        if not held.meets(each):
            day = each.earliest or each.latest
            when = f"{'on' if each.earliest else 'on or before'} {in_words(day)}" if day else ""
            return (
                f"A published quote with this {what} was said {when}, outside these dates: "
                f"correct the dates, or first the {what} of that quote."
            )
    return ""


def office(role: Any) -> Stretch:
    """Of a row or a record: a start in a month can be its first day, an end its last."""
    return Stretch(
        role.start and reach(role.start, role.start_precision)[0],
        role.end and reach(role.end, role.end_precision)[1],
    )


def existence(country: Any) -> Stretch:
    return Stretch(country.valid_from, country.valid_to)


def reach(day: date, precision: str) -> tuple[date, date]:
    """The days that a date of this precision can mean."""
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if precision == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    around = timedelta(days=6 if precision == "week" else 0)
    return day - around, day + around


def impossible(day: date | None, ahead: bool = False) -> str:
    """What is wrong with a date by itself; `ahead` where it may lie in the future."""
    if day is None:
        return ""
    if day < FIRST:
        return f"The year {day.year} cannot be meant: write all four digits, as in 2024-03-05."
    if day > LAST or (not ahead and day > timezone.now().date() + timedelta(days=1)):
        return f"{day.isoformat()} lies ahead: correct the year, or leave the date empty."
    return ""


def too_wide(said: Said) -> str:
    """A day is not two months: what a precision says must hold of the interval."""
    if not (said.earliest and said.latest) or said.precision not in LONGEST:
        return ""
    days = (said.latest - said.earliest).days + 1
    if days <= LONGEST[said.precision]:
        return ""
    return f"From first to last are {days} days, too many for the precision “{said.precision}”: choose a coarser one, or correct the days."


def out_of_office(title: str, held: Stretch, said: Said) -> str:
    if held.meets(said):
        return ""
    return f"The role “{title}” was held {held}, not when this was said: choose another role, or correct its dates or the quote's."


def no_such_country(name: str, existed: Stretch, said: Said) -> str:
    if existed.meets(said):
        return ""
    return f"{name} existed {existed}, not when this was said: choose another country, or correct the date."


def unprinted(said: Said, date_words: bool) -> str:
    if said.basis != "explicit" or said.precision == "unknown" or date_words:
        return ""
    return "“Printed in the article” needs the article's words for the date: give them, or choose another basis, such as “established by an editor”."
