from datetime import date

import pytest
from django.http import QueryDict

from archive.query import QuoteQuery
from archive.query.dimensions import AFTER_WORDS, BEFORE_WORDS, BY_NAME, ON_THE_PAGE
from archive.query.filters import Refused, read_quotes, without_empty
from archive.search.finding import ask
from tests.builders import make_country, make_organisation, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def read(text):
    return read_quotes(QueryDict(text))


def test_every_filter_of_several_values_is_declared_once():
    usual = zip(QuoteQuery.__struct_fields__, QuoteQuery.__struct_defaults__, strict=True)
    several = {name for name, default in usual if default == ()} - {"id"}
    assert several == set(BY_NAME)
    for shown in (ON_THE_PAGE, [*BEFORE_WORDS, *AFTER_WORDS]):
        assert sorted(each.name for each in shown) == sorted(several)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-06-18", date(2024, 6, 18), date(2024, 6, 18)),
    ],
)
def test_a_partial_date_begins_and_ends_a_period(text, first, last):
    query = read(f"said_from={text}&said_to={text}").query
    assert (query.said_from, query.said_to) == (first, last)


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "June", "0000", "24-06", "2024-6-31", "２０２４x"])
def test_what_is_no_date_is_refused_with_what_to_write(text):
    with pytest.raises(Refused, match="write 2024, June 2024, 18 June 2024 or 2024-06-18"):
        read(f"said_from={text}")


def test_dates_in_the_wrong_order_are_refused():
    with pytest.raises(Refused, match="exchange the two dates"):
        read("said_from=2024-07&said_to=2024-06")


def test_an_id_may_carry_a_slug_that_is_not_looked_at():
    ada = make_quote().attributions.get().speaker
    assert read(f"speaker={ada.pk}-anything-at-all").query.speaker == (ada.pk,)


def test_a_repeated_parameter_is_any_of_its_values_once():
    make_quote(attribution={"country": make_country("KP", "North Korea")})
    make_quote(attribution={"country": make_country("US")})
    assert read("country=kp&country=US&country=KP").query.country == ("KP", "US")


def test_a_mention_is_a_country_by_code_or_an_organisation_by_id():
    nato = make_organisation("NATO")
    quote = make_quote()
    quote.mentions.create(organisation=nato)
    quote.mentions.create(country=make_country("KP", "North Korea"))
    assert read(f"mentions=kp&mentions={nato.key}").query.mentions == ("KP", str(nato.pk))


def test_an_unknown_value_is_refused_with_an_address_that_works():
    for text in [
        "speaker=999",
        "speaker=Miller",
        "country=ZZ",
        "kind=headline",
        "kind=verbatim",
        "sort=best",
        "page=two",
        "mentions=999",
        "outlet=7",
        "undated=maybe",
        "translated=x",
        "role=%00",
        "via=-1",
        "q=%00",
    ]:
        with pytest.raises(Refused) as refused:
            read(f"{text}&published_from=2024")
        (problem,) = refused.value.problems
        assert problem.message, text
        assert problem.mended == "?published_from=2024", text


def test_a_speaker_known_only_from_a_draft_is_as_unknown_as_any():
    bob = make_speaker("Bob")
    make_quote(speaker=bob, status="draft")
    with pytest.raises(Refused, match="No published quote leads to speaker"):
        read(f"speaker={bob.pk}")


def test_a_merged_speaker_counts_as_the_one_it_was_merged_into():
    ada = make_quote().attributions.get().speaker
    other = make_speaker("Augusta", canonical=ada)
    assert read(f"speaker={other.pk}&speaker={ada.pk}").query.speaker == (ada.pk,)


def test_words_sort_by_relevance_unless_said_otherwise():
    assert read("q=peace").query.sort == "relevance"
    assert read("q=peace&sort=newest").query.sort == "newest"
    assert read("").query == QuoteQuery()


def test_unknown_parameters_are_ignored_and_empty_ones_dropped():
    assert read("utm_source=x&q=").query == QuoteQuery()
    assert without_empty(QueryDict("q=+&said_from=&country=KP&country=")) == "country=KP"
    assert without_empty(QueryDict("q=peace")) is None


def test_unknown_outlets_have_a_word_of_their_own():
    assert read("outlet=unknown").query.outlet == read("outlet=0").query.outlet == (0,)


def test_a_prefix_keeps_two_searches_apart():
    data = QueryDict("a.q=peace&b.q=war&q=nothing")
    assert (read_quotes(data, "a").query.q, read_quotes(data, "b").query.q) == ("peace", "war")


@pytest.mark.parametrize("name", ["speaker", "role", "country", "mentions", "outlet", "kind", "id"])
def test_a_nul_character_is_refused_everywhere(name):
    with pytest.raises(Refused, match="NUL character"):
        read(f"{name}=%00")


def test_the_words_offered_instead_can_be_searched_for():
    make_quote()
    with pytest.raises(Refused) as refused:
        ask(read("q=colour:red peace"), 0, 0)
    assert refused.value.problems[0].mended == "./"
