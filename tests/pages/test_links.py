from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.query import Asked, QuoteQuery
from archive.query.filters import QuoteFilter
from archive.query.parameters import FIRST_YEAR

FULL = Asked(
    QuoteQuery(
        q="peace",
        sort="relevance",
        kind=("direct", "mixed"),
        said_from=date(2024, 6, 1),
        said_to=date(2024, 6, 18),
    ),
    view="timeline",
    page=3,
)


def test_a_search_is_written_with_what_differs_from_its_defaults():
    written = "?q=peace&kind=direct&kind=mixed&said_from=2024-06&said_to=2024-06-18&view=timeline&page=3"
    assert FULL.querystring == written
    assert Asked().querystring == ""


@given(
    st.builds(
        QuoteQuery,
        q=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=20),
        kind=st.lists(st.sampled_from(["direct", "mixed", "indirect"]), unique=True).map(tuple),
        said_from=st.none() | st.dates(min_value=date(FIRST_YEAR, 1, 1)),
        undated=st.sampled_from(["include", "exclude", "only"]),
        id=st.lists(st.integers(1, 10**9), unique=True).map(tuple),
        sort=st.sampled_from(["relevance", "newest", "oldest"]),
    )
)
@pytest.mark.django_db
def test_what_is_written_is_read_back(query):
    asked = Asked().changed(sort=query.sort).changed(**{f: getattr(query, f) for f in QuoteQuery.__slots__})
    assert QuoteFilter(QueryDict(asked.querystring[1:])).read() == asked


def test_taking_a_filter_away_changes_only_that_filter_and_goes_to_page_1():
    assert FULL.toggled("kind", "direct") == (
        "?q=peace&kind=mixed&said_from=2024-06&said_to=2024-06-18&view=timeline"
    )


def test_choosing_adds_to_what_is_chosen():
    assert Asked(QuoteQuery(kind=("direct",))).toggled("kind", "mixed") == "?kind=direct&kind=mixed"


def test_without_words_nothing_is_sorted_by_relevance():
    assert Asked(QuoteQuery(q="peace", sort="relevance")).cleared("q") == "./"


def test_a_form_carries_along_what_it_does_not_show():
    assert FULL.hidden("q", "said_from", "said_to") == [
        ("kind", "direct"),
        ("kind", "mixed"),
        ("view", "timeline"),
    ]


def test_a_prefix_stands_before_every_parameter():
    assert Asked(QuoteQuery(q="peace", sort="relevance"), prefix="a").querystring == "?a.q=peace"


@pytest.mark.parametrize("value", ["direct", "mixed", "headline", "a b&c=d/é"])
def test_the_quick_addresses_of_a_facet_are_those_of_a_change(value):
    rest = tuple(kind for kind in FULL.query.kind if kind != value)
    changed = rest if value in FULL.query.kind else (*rest, value)
    assert FULL.toggles("kind", [value]) == [FULL.link(kind=changed)]


def test_the_quick_addresses_of_periods_are_those_of_a_change():
    days = {"said_from": date(2024, 2, 1), "said_to": date(2024, 2, 29)}
    assert FULL.periods()("2024-02") == FULL.link(**days, undated="exclude")


@pytest.mark.parametrize("asked", [FULL, Asked(), Asked(FULL.query, prefix="a", extra=(("tab", "via"),))])
@pytest.mark.parametrize("page", [1, 2, 500])
def test_the_quick_addresses_of_pages_are_those_of_a_change(asked, page):
    assert asked.at_page(page) == asked.link(page=page)
