import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Statement
from archive.reading.differences import ONLY, SHARED, SOME, compared, runs
from archive.reading.quoted import quoted
from archive.views.compare import contrasts, counted
from tests.builders import make_country, make_quote, make_speaker
from tests.html import links_of, text_of
from tests.pages.conftest import settle

TEXTS = st.text("ab .,’", max_size=40)


def states(text, *others):
    return runs(text, others)


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
    assert "".join(part for _, part in runs(text, others)) == text


@pytest.mark.django_db
def test_the_earliest_report_is_named_only_where_every_day_is_stated():
    first, second = make_quote("Peace is near"), make_quote("Peace is very near")

    def earliest(**changed):
        Article.objects.filter(pk=second.article_id).update(**changed)
        return [wording.reports[0][2] for wording in compared(quoted([second.pk, first.pk]))]

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
    assert "2 wordings in 2 reports" in page
    assert "Ada Lovelace: “We believe that peace is near”" in page
    assert "[only in A: We believe that] peace is near" in page
    assert "Only in B and real Words shared by all: 3 of 5" in page
    assert "secret draft" not in page


@pytest.mark.django_db
def test_equal_words_of_one_speaker_are_one_wording_with_all_its_reports(client):
    statement = Statement.objects.create(basis="wording")
    for words in ("Peace is near", "peace is near", "Peace is so near", "PEACE is near"):
        make_quote(words, make_speaker("Ada Lovelace"), statement=statement)
    make_quote("Peace is near", make_speaker("Bob"), statement=statement)
    settle()
    page = text_of(client.get(statement.get_absolute_url()))
    assert "3 wordings in 5 reports" in page
    assert "A, B, D Ada Lovelace" in page
    assert "The same words in 3 reports" in page
    assert "Only in C so Words shared by all: 3 of 4" in page


@pytest.mark.django_db
def test_up_to_four_quotes_stand_side_by_side(client):
    quotes = [
        make_quote(words) for words in ("Peace is near", "Peace is near", "Peace is far", "War", "Talks")
    ]
    settle()
    address = "/compare/?" + "&".join(f"id={quote.pk}" for quote in quotes[:4])
    assert "4 quotes side by side" in text_of(client.get(address))
    answer = client.get(f"{address}&id={quotes[4].pk}")
    assert answer.status_code == 400
    assert "5 quotes are more than 4" in text_of(answer)


@pytest.fixture
def two(db, index_dir):
    """What Ada and Bob said of Japan, and of nothing else that is named."""
    ada, bob = make_speaker("Ada Lovelace"), make_speaker("Bob Miller")
    said = [make_quote(f"Peace is near, {word} friends", ada, kind="direct") for word in ("dear", "good")]
    said += [make_quote(f"War is over, {word} friends", bob, kind="direct") for word in ("dear", "good")]
    settle()
    return ada, bob, said


def test_two_searches_stand_side_by_side_by_date_each_with_its_coverage(client, two):
    page = text_of(client.get("/compare/?a.q=peace&b.q=friends"))
    assert "A 2 quotes Words “peace” From 2 articles, published 20 June 2024" in page
    assert "B 4 quotes Words “friends”" in page
    assert page.count("A and B") == 2


def test_words_that_only_one_side_uses_lead_to_its_quotes(client, two):
    ada, bob, _ = two
    answer = client.get(f"/compare/?a.speaker={ada.pk}&b.speaker={bob.pk}")
    assert re.search("Only A (near|peace) 2, (near|peace) 2", text_of(answer))
    assert "Both friends 4" in text_of(answer)
    assert f"/quotes/?q=peace&speaker={ada.pk}" in links_of(answer)


def test_a_side_is_picked_by_list_or_by_name_and_a_name_of_two_is_asked_about(client, two):
    ada, bob, _ = two
    make_quote("a third", make_speaker("Bob Smith"))
    settle()
    assert client.get("/compare/?a.who=Lovelace&b.q=war").url == f"/compare/?b.q=war&a.speaker={ada.key}"
    page = client.get("/compare/?a.who=Bob&b.q=war")
    assert "who is “Bob”?" in text_of(page)
    assert f"?b.q=war&a.speaker={bob.key}" in links_of(page)
    assert "no speaker is called “Zebra”" in text_of(client.get("/compare/?a.who=Zebra"))
    assert (
        f'<option value="{ada.pk}" selected>Ada Lovelace'
        in client.get(f"/compare/?a.speaker={ada.pk}").content.decode()
    )


def test_a_wrong_date_of_a_side_is_said_beside_its_field_and_all_else_kept(client, two):
    answer = client.get("/compare/?a.q=peace&b.q=war&b.said_from=someday")
    assert "“someday” is no date" in text_of(answer)
    assert "B 2 quotes" in text_of(answer)


def test_every_profile_leads_to_a_comparison(client, two):
    ada, _, _ = two
    assert f"/compare/?a.speaker={ada.pk}" in links_of(client.get(ada.get_absolute_url()))


@pytest.mark.django_db
def test_each_report_of_a_statement_says_in_which_role_and_for_whom(client, index):
    statement = Statement.objects.create(basis="wording")
    spokesperson = {"role_printed": "spokesperson", "country": make_country("US", "United States")}
    make_quote("we go", statement=statement, attribution=spokesperson)
    make_quote("we all go", make_speaker("Bob Roe"), statement=statement)
    page = text_of(client.get(statement.get_absolute_url()))
    assert re.search(r"spokesperson\b.{0,30}, speaking for United States Direct quote", page)


def test_equally_common_words_stand_in_the_order_of_the_quotes():
    words = ["nobody", "wants", "another", "long", "winter", "without", "any", "grain", "there"]
    counts = counted([" ".join(words)] * 2)
    assert list(counts) == [word for word in words if word in counts]
    assert len(counts) > 5
    _, both, _ = contrasts([counts, dict(reversed(counts.items()))], str, [str, str])
    assert [choice.label for choice in both[1]] == list(counts)
