"""Dates as readers write them, in the fields of a search."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from archive.query.days import UnclearError, read_period
from tests.html import links_of, text_of

TODAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("June 2024", "2024-06-01", "2024-06-30"),
        ("sept. 2023", "2023-09-01", "2023-09-30"),
        ("18 June 2024", "2024-06-18", "2024-06-18"),
        ("the 1st of March, 2024", "2024-03-01", "2024-03-01"),
        ("June 18, 2024", "2024-06-18", "2024-06-18"),
        ("17/06/2024", "2024-06-17", "2024-06-17"),
        ("06/17/2024", "2024-06-17", "2024-06-17"),
        ("5.6.2024", "2024-06-05", "2024-06-05"),
        ("2024/6/5", "2024-06-05", "2024-06-05"),
        ("2024-6-5", "2024-06-05", "2024-06-05"),
        ("2024. 6. 5.", "2024-06-05", "2024-06-05"),
        ("2024년 6월 5일", "2024-06-05", "2024-06-05"),
        ("2024년 6월", "2024-06-01", "2024-06-30"),
        ("2024년", "2024-01-01", "2024-12-31"),
        ("지난달", "2024-02-01", "2024-02-29"),
        ("06/2024", "2024-06-01", "2024-06-30"),
        ("last month", "2024-02-01", "2024-02-29"),
        ("Last  week", "2024-02-26", "2024-03-03"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("yesterday", "2024-03-04", "2024-03-04"),
    ],
)
def test_a_period_is_read_as_it_is_written(text, first, last):
    assert read_period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["Junne 2024", "ju 2024", "31 June 2024", "13/13/2024", "0.6.2024", "soon", "2024-6-31", "2024년 13월"],
)
def test_what_is_no_date_is_none(text):
    with pytest.raises(ValueError):
        read_period(text, TODAY)


def test_a_day_that_may_be_two_is_asked_about():
    with pytest.raises(UnclearError):
        read_period("5/6/2024", TODAY)


@pytest.mark.django_db
def test_what_is_wrong_is_said_beside_its_field_with_everything_kept(client, five_articles):
    answer = client.get("/quotes/?q=Russia&said_from=5/6/2024&said_to=June+2024&country=US")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="5/6/2024"' in page
    assert "“5/6/2024” may be 5 June 2024 or 6 May 2024: which?" in text_of(answer)
    assert 'id="said_from-error"' in page
    assert 'name="country" value="US"' in page
    assert "Said to 30 June 2024" in text_of(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["said_from", "said_to", "published_from"])
def test_a_day_that_may_be_two_comes_with_a_link_for_each_that_keeps_the_rest(client, five_articles, field):
    answer = client.get(f"/quotes/?q=Russia&{field}=5/6/2024&country=US&sort=oldest&page=2")
    for day in ("2024-06-05", "2024-05-06"):
        [link] = [one for one in links_of(answer) if f"{field}={day}" in one]
        assert parse_qs(link[1:]) == {"q": ["Russia"], field: [day], "country": ["US"], "sort": ["oldest"]}
        assert client.get(f"/quotes/{link}").status_code == 200


@pytest.mark.django_db
def test_of_two_such_days_each_link_keeps_the_other_as_it_was_typed(client, five_articles):
    answer = client.get("/quotes/?said_from=5/6/2024&said_to=6/7/2024")
    assert "?said_from=2024-06-05&said_to=6%2F7%2F2024" in links_of(answer)
    assert "?said_from=5%2F6%2F2024&said_to=2024-07-06" in links_of(answer)
    answer = client.get("/compare/?a.said_from=5/6/2024&b.country=KP")
    assert "?a.said_from=2024-06-05&b.country=KP" in links_of(answer)


@pytest.mark.django_db
def test_a_month_in_words_is_the_month(client, five_articles):
    words = client.get("/quotes/?said_from=June+2024&said_to=June+2024")
    numbers = client.get("/quotes/?said_from=2024-06&said_to=2024-06")
    assert words.context["results"].answer.total == numbers.context["results"].answer.total > 0
