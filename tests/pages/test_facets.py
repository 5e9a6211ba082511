import pytest

from archive.query import Asked, QuoteQuery
from archive.query.labels import Labels
from archive.search import find
from archive.views.results.facets import MOST, facets, most
from tests.builders import make_quote
from tests.html import links_of, text_of
from tests.pages.conftest import settle


class Named(Labels):
    def __call__(self, name, value):
        return f"{name} {value}"


named = Named({})


def offered(asked, counts, total):
    return facets(asked, counts, most(counts, asked.query), named, total)


def test_only_the_commonest_values_are_shown_and_those_chosen():
    counts = {"language": {f"l{n}": 1000 - n for n in range(500)}}
    (facet,) = offered(Asked(QuoteQuery(language=("l499",))), counts, 9)
    assert len(facet.choices) == MOST + 1
    assert (facet.choices[0].label, facet.choices[0].count) == ("language l499", 501)
    assert (facet.choices[1].label, facet.total) == ("language l0", 500)


def test_a_facet_of_one_value_offers_no_choice_unless_it_narrows_or_is_chosen():
    assert offered(Asked(), {"kind": {"direct": 3}}, 3) == []
    (facet,) = offered(Asked(), {"occasion": {7: 1}}, 16)
    assert facet.choices[0].count == 1
    (facet,) = offered(Asked(QuoteQuery(kind=("direct",))), {"kind": {"direct": 3}}, 3)
    assert facet.choices[0].link == "./"


def test_a_value_chosen_that_nothing_has_counts_zero():
    (facet,) = offered(Asked(QuoteQuery(kind=("mixed",))), {"kind": {"direct": 3}}, 0)
    assert [(choice.label, choice.count) for choice in facet.choices] == [
        ("kind mixed", 0),
        ("kind direct", 3),
    ]


def test_a_value_that_nothing_has_hides_none_that_something_has():
    counts = {"language": {f"l{n}": 9 for n in range(MOST + 1)}}
    (facet,) = offered(Asked(QuoteQuery(language=("none",))), counts, 9)
    assert (len(facet.choices), facet.total, facet.whole) == (MOST + 1, MOST + 2, False)


def test_values_without_rows_have_names_too():
    labels = Labels({})
    assert labels("outlet", 0) == "Outlet unknown"
    assert labels("kind", "indirect") == "In the reporter's words"
    assert labels("role", "secretary-of-state") == "Secretary of state"
    assert [labels("language", code) for code in ("en", "ko", "xx")] == ["English", "Korean", "xx"]


@pytest.mark.django_db
def test_a_printed_role_is_named_as_it_is_printed_and_found_in_any_of_its_forms(client, index_dir):
    """Whoever says what office that is adds a role; until then each form is one, with a count that its link finds."""
    printed = (
        "Außenminister",
        "C.E.O.",
        "vice-\nministre de l’Économie",
        "міністр оборони",
        "міністра оборони",
        "ministrů",
    )
    quotes = {role: make_quote(attribution={"role_printed": role}).pk for role in printed}
    settle()
    page = client.get("/quotes/values/role/").content.decode()
    for label in (
        "Außenminister",
        "C.E.O.",
        "Vice- ministre de l’Économie",
        "Міністр оборони",
        "Міністра оборони",
        "Ministrů",
    ):
        assert f">{label}<" in page
    assert set(find(QuoteQuery(q="role:міністр")).ids) == {
        quotes["міністр оборони"],
        quotes["міністра оборони"],
    }
    for slug, role in {"aussenminister": "Außenminister", "міністра-оборони": "міністра оборони"}.items():
        assert find(QuoteQuery(role=(slug,))).ids == [quotes[role]]
        card = client.get(f"/quotes/?role={slug}").content.decode()
        assert f"<bdi>{role}</bdi>" in card
        assert f"as {role[:1].upper()}{role[1:]}" in card


def test_every_value_stands_on_a_page_of_its_own_and_is_found_by_name(client, five_articles):
    page = client.get("/quotes/values/speaker/?country=US&named=BLINK")
    assert "1 of 7 with “BLINK”" in text_of(page)
    (link,) = [link for link in links_of(page) if "speaker=" in link]
    assert "Antony Blinken" in text_of(client.get(link))


@pytest.mark.django_db
def test_only_a_filter_has_values(client):
    assert client.get("/quotes/values/password/").status_code == 404
