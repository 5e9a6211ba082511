import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Quote, Statement
from archive.reading.differences import ONLY, SHARED, SOME, compared, runs
from archive.reading.quoted import quoted
from tests.builders import make_quote, make_speaker
from tests.pages.conftest import settle
from tests.pages.reading import text_of

TEXTS = st.text("ab .,’", max_size=40)


def states(text, *others):
    return [(run.state, run.text) for run in runs(text, others)]


def test_words_that_only_one_has_are_told_apart_from_those_all_share():
    assert states("Peace is very near", "Peace is not near.") == [
        (SHARED, "Peace is"),
        (SHARED, " "),
        (ONLY, "very"),
        (SHARED, " "),
        (SHARED, "near"),
    ]


def test_words_that_some_others_have_are_neither():
    assert (SOME, "so") in states("so it is", "so it was", "it is")


def test_an_abbreviation_is_one_word_with_or_without_its_dots():
    assert states("the U.N. Charter", "the UN Charter") == [(SHARED, "the U.N. Charter")]
    assert (ONLY, "U.N.") in states("the U.N. Charter", "the Charter")


def test_case_and_accents_make_no_difference_but_another_form_does():
    assert {state for state, _ in states("Čapek SAID", "capek said")} == {SHARED}
    assert (ONLY, "said") in states("he said", "he says")


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_the_runs_together_are_the_text(text, others):
    assert "".join(run.text for run in runs(text, others)) == text


@pytest.mark.django_db
def test_the_earliest_report_is_named_only_where_every_day_is_stated():
    first, second = make_quote("Peace is near"), make_quote("Peace is near")

    def earliest(**changed):
        Article.objects.filter(pk=second.article_id).update(**changed)
        return [wording.earliest for wording in compared(quoted([second.pk, first.pk]))]

    assert earliest(published_on=second.article.published_on.replace(day=25)) == [False, True]
    assert not any(earliest(published_basis="inferred"))


@pytest.mark.django_db
def test_a_statement_shows_what_only_one_wording_has_even_without_styles(client):
    statement = Statement.objects.create(basis="wording")
    make_quote("We believe that peace is near", statement=statement)
    make_quote("Peace is near and real", make_speaker("Bob"), statement=statement)
    make_quote("Peace is a secret draft", statement=statement, status="draft")
    settle()
    page = text_of(client.get(statement.get_absolute_url()))
    assert "One statement in 2 wordings" in page
    assert "[only in A: We believe that] peace is near" in page
    assert "Only in B and real 3 of 5" in page
    assert "secret draft" not in page


@pytest.mark.django_db
def test_up_to_four_quotes_stand_side_by_side(client):
    quotes = [make_quote(f"Peace number {n}") for n in range(5)]
    settle()
    address = "/compare/?" + "&".join(f"id={quote.pk}" for quote in quotes[:4])
    assert "4 quotes side by side" in text_of(client.get(address))
    answer = client.get(f"{address}&id={quotes[4].pk}")
    assert answer.status_code == 400
    assert "5 quotes are more than 4" in text_of(answer)


@pytest.mark.django_db
def test_two_searches_stand_side_by_side_each_with_its_coverage(client):
    make_quote("Peace is near")
    make_quote("War is over", make_speaker("Bob"))
    settle()
    page = text_of(client.get("/compare/?a.q=peace&b.q=war"))
    assert "A 1 quote Words “peace” From 1 article, published 20 June 2024" in page
    assert "B 1 quote Words “war”" in page
    assert Quote.objects.count() == 2
