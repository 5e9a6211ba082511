import pytest

from archive.query import QuoteQuery
from archive.query.asked import Asked
from archive.query.labels import Labels
from archive.views.results.facets import MOST, facets
from tests.pages.reading import links_of, text_of


class Named(Labels):
    def __call__(self, name, value):
        return f"{name} {value}"


named = Named({})


def test_only_the_commonest_values_are_shown_and_those_chosen():
    counts = {"language": {f"l{n}": 1000 - n for n in range(500)}}
    (facet,) = facets(Asked(QuoteQuery(language=("l499",))), counts, named, 9)
    assert len(facet.choices) == MOST + 1
    assert (facet.choices[0].label, facet.choices[0].count) == ("language l499", 501)
    assert (facet.choices[1].label, facet.total) == ("language l0", 500)


def test_a_facet_of_one_value_offers_no_choice_unless_it_narrows_or_is_chosen():
    assert facets(Asked(), {"kind": {"direct": 3}}, named, 3) == []
    (facet,) = facets(Asked(), {"occasion": {7: 1}}, named, 16)
    assert facet.choices[0].count == 1
    (facet,) = facets(Asked(QuoteQuery(kind=("direct",))), {"kind": {"direct": 3}}, named, 3)
    assert facet.choices[0].link == "./"


def test_a_value_chosen_that_nothing_has_counts_zero():
    (facet,) = facets(Asked(QuoteQuery(kind=("mixed",))), {"kind": {"direct": 3}}, named, 0)
    assert [(choice.label, choice.count) for choice in facet.choices] == [
        ("kind mixed", 0),
        ("kind direct", 3),
    ]


def test_values_without_rows_have_names_too():
    labels = Labels({})
    assert labels("outlet", 0) == "Outlet unknown"
    assert labels("kind", "indirect") == "In the reporter's words"
    assert labels("role", "secretary-of-state") == "Secretary of state"
    assert [labels("language", code) for code in ("en", "ko", "xx")] == ["English", "Korean", "xx"]


@pytest.mark.django_db
def test_every_value_stands_on_a_page_of_its_own_and_is_found_by_name(client, five_articles):
    page = client.get("/quotes/values/speaker/?country=US&named=BLINK")
    assert "1 of 7 with “BLINK”" in text_of(page)
    (link,) = [link for link in links_of(page) if "speaker=" in link]
    assert "Antony Blinken" in text_of(client.get(link))


@pytest.mark.django_db
def test_only_a_filter_has_values(client):
    assert client.get("/quotes/values/password/").status_code == 404
