"""Days that a reader may mean: among the words, or printed and not the established one."""

import pytest

from tests.html import links_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("South Korea June 2024", "“South Korea”, said or reported June 2024: 6 quotes"),
        (
            "what did Blinken say on 18 June 2024?",
            "“Blinken”, said or reported 18 June 2024: 10 quotes",
        ),
        (
            "what did Blinken say on 17 June 2024?",
            "“Blinken”, printed with 17 June 2024, established as another day: 10 quotes",
        ),
        ("all that was said for Korea in June 2024", "“Korea”, said or reported June 2024"),
        ("what was said in June 2024?", "As a date: said or reported June 2024"),
        ("18 June 2024", "said or reported 18 June 2024"),
        ("Blinken 2024-06-18", "“Blinken”, said or reported 2024-06-18"),
        ("Korea 2024", "“Korea”, said or reported 2024"),
    ],
)
def test_a_date_among_the_words_is_offered_as_a_date(client, typed, told):
    page = client.get("/quotes/", {"q": typed})
    assert told in text_of(page)
    assert any("said_from=2024" in link or "id=" in link for link in links_of(page))
    assert "As a date" not in text_of(client.get("/quotes/?q=ammunition 155"))


def test_a_day_among_the_words_that_may_be_two_is_offered_as_both(client):
    page = client.get("/quotes/?q=cooperation+18/06/2024")
    assert "“cooperation”, said or reported 18/06/2024" in text_of(page)
    page = client.get("/quotes/?q=cooperation+06/07/2024&country=US")
    assert "said or reported 6 July 2024" in text_of(page)
    assert "?q=cooperation&country=US&said_from=2024-06-07&said_to=2024-06-07" in links_of(page)


def test_quotes_that_are_printed_with_the_day_are_offered_where_another_is_established(client):
    page = client.get("/quotes/?said_from=2024-06-17&said_to=2024-06-17")
    assert "10 more quotes are printed with this day and established as 18 June 2024" in text_of(page)
    link = next(link for link in links_of(page) if link.count("id=") == 10)
    assert "10 chosen quotes" in text_of(client.get("/quotes/" + link))
    assert "printed with" not in text_of(client.get("/quotes/?said_from=2024-06&said_to=2024-06"))


def test_the_line_sets_each_wording_against_the_one_before(client):
    page = client.get("/quotes/?q=deepening+cooperation&view=line")
    assert "The first here" in text_of(page)
    assert "% changed" in text_of(page)
    assert "<ins>" in page.content.decode()
    assert "Oldest" in text_of(page)
    assert "One subject says more" in text_of(client.get("/quotes/?country=US&view=line"))
