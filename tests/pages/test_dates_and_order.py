"""What a date with a precision is found by, and how names are put in order."""

from datetime import date

import pytest

from archive.models import Quote
from tests.builders import make_quote, make_speaker
from tests.html import text_of
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def march():
    quote = make_quote("Spring is near")
    Quote.objects.filter(pk=quote.pk).update(
        said_earliest=date(2003, 3, 1), said_latest=date(2003, 3, 31), said_precision="month"
    )
    settle()
    return quote


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2003-03-01", "2003-03-15", True), ("2003", "2003", True), ("2003-04", "2003-04", False)],
)
def test_a_quote_of_a_month_is_found_by_any_part_of_it(client, march, first, last, found):
    page = text_of(client.get(f"/quotes/?said_from={first}&said_to={last}"))
    assert ("Spring is near" in page) is found


@pytest.mark.parametrize(
    ("precision", "first", "last", "shown"),
    [
        ("day", date(2003, 3, 12), date(2003, 3, 12), "Said on 12 March 2003"),
        ("day", date(2003, 3, 12), date(2003, 3, 14), "Said between 12 March 2003 and 14 March 2003"),
        ("week", date(2003, 3, 10), date(2003, 3, 16), "Said in the week of 10 March 2003"),
        ("month", date(2003, 3, 1), date(2003, 3, 31), "Said in March 2003"),
        ("year", date(2003, 1, 1), date(2003, 12, 31), "Said in 2003"),
        ("unknown", None, date(2003, 3, 12), "Said on or before 12 March 2003"),
        ("unknown", None, None, "Said on an unknown date"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(client, march, precision, first, last, shown):
    Quote.objects.update(said_earliest=first, said_latest=last, said_precision=precision)
    settle()
    assert shown in text_of(client.get("/quotes/"))
    assert shown in text_of(client.get(march.get_absolute_url()))


def test_an_undated_quote_is_found_by_its_publication_and_can_be_left_out(client):
    make_quote("Peace is near", said=None)
    settle()
    assert "Said on or before 20 June 2024" in text_of(
        client.get("/quotes/?said_from=2024-06&said_to=2024-06")
    )
    assert "No quotes" in text_of(client.get("/quotes/?undated=exclude"))


def test_speakers_stand_under_their_letter_whatever_their_accents(client):
    for name, sort_name in [
        ("Karel Čapek", "Čapek, Karel"),
        ("Ada Byron", "Byron, Ada"),
        ("Bo Dahl", "Dahl, Bo"),
    ]:
        make_quote(f"{name} spoke", make_speaker(name, sort_name=sort_name))
    settle()
    page = text_of(client.get("/speakers/"))
    places = [page.index(shown) for shown in (" B Byron, Ada", " C Čapek, Karel", " D Dahl, Bo")]
    assert places == sorted(places)
    assert "Karel Čapek spoke" in text_of(client.get("/quotes/?q=Capek"))


@pytest.mark.parametrize(
    "page", ["", "quotes/", "timeline/", "speakers/", "countries/", "help/coverage/", "outlets/"]
)
def test_an_archive_without_any_quote_has_pages(client, page):
    settle()
    assert client.get(f"/{page}").status_code == 200


def test_a_search_of_an_empty_archive_says_that_it_is_empty(client):
    settle()
    assert "Nothing has been published here yet." in text_of(client.get("/quotes/?q=peace"))


def test_the_timeline_puts_days_under_months_and_what_has_no_day_in_rows_of_its_own(client):
    make_quote("A day", said=date(2024, 6, 18))
    month = make_quote("A month")
    Quote.objects.filter(pk=month.pk).update(
        said_earliest=date(2024, 5, 1), said_latest=date(2024, 5, 31), said_precision="month"
    )
    make_quote("No day", said=None)
    settle()
    page = text_of(client.get("/timeline/"))
    headings = ["June 2024 18 June 2024", "May 2024 Day not known", "No day of saying known On or before"]
    assert [page.index(heading) for heading in headings] == sorted(
        page.index(heading) for heading in headings
    )
