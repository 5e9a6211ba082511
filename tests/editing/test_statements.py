import pytest

from archive.editing.statements import jaccard, likely_wordings, link, unlink
from archive.models import Quote, Statement
from tests.builders import make_quote

pytestmark = pytest.mark.django_db
ONE = "We believe that deepening cooperation between Russia and the DPRK is of great concern to everyone"
OTHER = "We believe deepening cooperation between Russia and the DPRK should be a great concern to all"


def test_the_share_of_common_words():
    assert jaccard("Peace is near", "peace, is FAR") == 0.5
    assert jaccard("", "…") == 0


def test_likely_wordings_come_from_the_words_of_other_articles():
    quote, other = make_quote(ONE), make_quote(OTHER)
    make_quote("Peace is near")
    assert [found for found, _ in likely_wordings(quote)] == [other]


def test_linking_makes_a_statement_and_a_third_joins_it():
    quote, other, third = make_quote(ONE), make_quote(OTHER), make_quote("Deepening cooperation")
    assert link(quote, other, "wording") == []
    assert link(third, other, "wording") == []
    assert Statement.objects.get().quotes.count() == 3


def test_a_third_wording_cannot_say_otherwise_of_all_than_the_statement_does():
    quote, other, third = make_quote(ONE), make_quote(OTHER), make_quote("Deepening cooperation")
    link(quote, other, "wording", "Both were at the briefing.")
    assert "“same wording, occasion unknown”: choose that" in link(third, other, "occasion")[0]
    assert (
        "its own public note (“Both were at the briefing.”)" in link(third, other, "wording", "By mail.")[0]
    )
    assert Statement.objects.get().quotes.count() == 2
    assert link(third, other, "wording", "Both were at the briefing. ") == []


def test_two_statements_are_not_joined_by_a_link():
    quotes = [make_quote(f"Words {number}") for number in range(4)]
    link(quotes[0], quotes[1], "wording")
    link(quotes[2], quotes[3], "occasion")
    assert "unlink one of them first" in link(quotes[0], quotes[2], "wording")[0]


def test_a_link_needs_its_basis_and_another_quote():
    quote = make_quote()
    assert "than itself" in link(quote, quote, "wording")[0]
    assert "on what basis" in link(quote, make_quote("No"), "date")[0]


def test_a_statement_of_one_wording_goes():
    quote, other = make_quote(ONE), make_quote(OTHER)
    link(quote, other, "wording")
    unlink(Quote.objects.get(pk=other.pk))
    assert not Statement.objects.exists()
    assert Quote.objects.get(pk=quote.pk).statement is None
