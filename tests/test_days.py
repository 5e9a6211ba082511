"""Which days can be true: the pure rules that the desk, imports and the database share."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from archive.models.days import Said, Stretch, impossible, office, too_wide, unprinted


def said(first: str, last: str = "", precision: str = "day", basis: str = "editor") -> Said:
    return Said(date.fromisoformat(first), date.fromisoformat(last or first), precision, basis)


def held(start: str = "", end: str = "", precision: str = "day") -> Stretch:
    ends = {"start": start and date.fromisoformat(start), "end": end and date.fromisoformat(end)}
    return office(SimpleNamespace(**ends, start_precision=precision, end_precision=precision))


@pytest.mark.parametrize(
    "day", ["0001-01-01", "0024-03-05", "0202-06-01", "0999-12-31", "9999-12-31", "2200-01-01"]
)
def test_a_slip_of_the_year_is_no_day(day: str) -> None:
    assert impossible(date.fromisoformat(day))
    assert impossible(date.fromisoformat(day), ahead=True)


def test_nothing_was_said_in_the_future_but_a_term_can_end_there() -> None:
    next_year = date.today() + timedelta(days=365)  # noqa: DTZ011
    assert "lies ahead" in impossible(next_year)
    assert impossible(next_year, ahead=True) == ""
    assert impossible(date(1863, 11, 19)) == ""


@pytest.mark.parametrize(
    ("last", "precision", "fits"),
    [
        ("2024-03-03", "day", True),
        ("2024-03-08", "day", False),
        ("2024-05-01", "day", False),
        ("2024-03-07", "week", True),
        ("2024-04-01", "week", False),
        ("2024-04-30", "month", True),
        ("2025-03-02", "month", False),
        ("2025-12-31", "year", True),
    ],
)
def test_a_precision_says_how_long_an_interval_can_be(last: str, precision: str, fits: bool) -> None:
    assert (too_wide(said("2024-03-01", last, precision)) == "") is fits


@pytest.mark.parametrize(
    ("stretch", "fits"),
    [
        (held(), True),
        (held("2011-03-28", "2011-12-24"), False),
        (held("2015-06-01"), False),
        (held(end="2015-03-18"), True),
        (held("2015-03-18"), True),
        (held(end="2015-01-01", precision="year"), True),
        (held(end="2014-06-01", precision="year"), False),
        (held("2015-03-31", precision="month"), True),
        (held(end="2015-03-01", precision="month"), True),
        (held(end="2015-03-13", precision="week"), True),
        (held(end="2015-03-11", precision="week"), False),
    ],
)
def test_an_office_speaks_only_while_it_is_held(stretch: Stretch, fits: bool) -> None:
    assert stretch.meets(said("2015-03-18")) is fits


def test_of_an_undated_quote_only_the_last_day_is_known() -> None:
    undated = Said(None, date(2015, 3, 18), "unknown", "none")
    assert held(end="2011-12-24").meets(undated)
    assert not held("2015-06-01").meets(undated)


def test_a_printed_date_needs_its_words() -> None:
    assert "the article's words" in unprinted(said("2024-03-01", basis="explicit"), date_words=False)
    assert unprinted(said("2024-03-01", basis="explicit"), date_words=True) == ""
    assert unprinted(said("2024-03-01", basis="editor"), date_words=False) == ""
