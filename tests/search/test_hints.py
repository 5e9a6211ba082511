from datetime import date

import pytest

from archive.query import QuoteQuery
from archive.reading.coverage import coverage
from archive.search import describe, did_you_mean, find, suggest
from archive.search.index import building
from archive.search.language import QueryError
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)

LABELS = {
    ("speaker", 1): "Matthew Miller",
    ("speaker", 2): "Ada",
    ("country", "KR"): "South Korea",
    ("kind", "direct"): "Direct quote",
}


def said(**values):
    return describe(QuoteQuery(**values), lambda name, value: LABELS[name, value])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "quotes"),
        (
            {"q": "ammunition", "speaker": (1,), "said_from": date(2024, 6, 1), "said_to": date(2024, 6, 30)},
            "quotes by Matthew Miller with “ammunition”, said or reported in June 2024",
        ),
        (
            {"speaker": (1, 2), "country": ("KR",)},
            "quotes by Matthew Miller or Ada speaking for South Korea",
        ),
        ({"q": '"arms deal" -fuel'}, "quotes with the exact words “arms deal” and without “fuel”"),
        ({"q": "-fuel"}, "quotes without “fuel”"),
        ({"q": "fuel (grain OR ric*)"}, "quotes with “fuel” and (“grain” or a word beginning with “ric”)"),
        (
            {"said_from": date(2024, 1, 1), "said_to": date(2024, 12, 31), "undated": "exclude"},
            "quotes, said in 2024",
        ),
        ({"said_to": date(2024, 6, 18)}, "quotes, said or reported on or before 18 June 2024"),
        ({"undated": "only"}, "quotes, with no date said"),
        (
            {"published_from": date(2024, 6, 18), "published_to": date(2024, 6, 18)},
            "quotes, published on 18 June 2024",
        ),
        ({"id": (4, 5)}, "2 chosen quotes"),
        ({"q": "speaker:miller~"}, "quotes with speaker “miller~”"),
    ],
)
def test_a_search_is_said_back(query, sentence):
    assert said(**query) == sentence


@pytest.mark.parametrize(
    ("found", "told"), [(2, "chosen quotes"), (1, "of 2 chosen quotes"), (0, "quotes among 2 chosen quotes")]
)
def test_the_number_found_is_said_once_before_chosen_quotes(found, told):
    assert describe(QuoteQuery(id=(4, 5)), lambda name, value: str(value), found) == told


@pytest.fixture
def korea(db, index_dir):
    country = make_country("KP", "North Korea", other_names=["DPRK", "북한"])
    health = make_organisation("World Health Organization", other_names=["WHO", "Ministry of Health"])
    quotes = [make_quote(words).pk for words in ("DPRK fired", "North Korea fired", "북한은 fired")]
    make_quote("Korea lies north", attribution={"country": country, "organisation": health})
    building.build()
    return quotes


@pytest.mark.parametrize("name", ["DPRK", "dprk", "North Korea", "북한"])
def test_a_name_finds_its_other_spellings(korea, name):
    found = find(QuoteQuery(q=f"{name} fired"))
    assert set(found.ids) == set(korea)
    assert len(found.added) == 2


def test_expansion_can_be_switched_off(korea):
    found = find(QuoteQuery(q="DPRK", expand="off"))
    assert found.ids == korea[:1]
    assert found.added == ()


def test_a_quoted_name_is_left_alone(korea):
    found = find(QuoteQuery(q='"North Korea" fired'))
    assert (found.ids, found.added) == ([korea[1]], ())


def test_a_name_with_a_stop_word_is_recognised(korea):
    assert find(QuoteQuery(q="ministry of health")).added == ("World Health Organization", "WHO")


def test_the_spellings_of_a_speaker_without_published_quotes_stay_secret(db, index_dir):
    speaker = make_speaker("Ada Lovelace")
    speaker.other_names.create(name="Countess")
    make_quote(speaker=speaker, status="draft")
    building.build()
    assert find(QuoteQuery(q="Ada Lovelace")).added == ()


def test_a_new_spelling_counts_at_once(korea):
    country = make_country("KP")
    country.other_names = [*country.other_names, "Chosun"]
    country.save()
    assert set(find(QuoteQuery(q="Chosun")).ids) == set(korea)


def test_a_typed_field_must_find_something(korea):
    with pytest.raises(QueryError, match="Nothing is found as speaker"):
        find(QuoteQuery(q="speaker:nobody"))
    with pytest.raises(QueryError, match="is no date"):
        find(QuoteQuery(q="said_from:june"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("said_from:2024-13", "said_from: “2024-13” is no date"),
        ("kind:nonsense", "kind: “nonsense” is none of direct, mixed, indirect"),
        ("undated:maybe", "undated: “maybe” is none of include, exclude, only"),
        ("language:!", "language: “!” is not a value"),
    ],
)
def test_a_typed_field_takes_what_its_parameter_takes(korea, typed, told):
    with pytest.raises(QueryError, match=told):
        find(QuoteQuery(q=typed))


@pytest.mark.parametrize("typed", ["😀", "*", "- -", "AND", "!? OR …", "-😀"])
def test_a_search_without_a_word_is_refused_instead_of_finding_all(korea, typed):
    with pytest.raises(QueryError, match="no word to search for"):
        find(QuoteQuery(q=typed))


@pytest.mark.parametrize("typed", ["Korea 😀", "Korea -😀", "Korea OR 😀", "(Korea) …"])
def test_signs_beside_words_change_nothing(korea, typed):
    assert find(QuoteQuery(q=typed)).ids == find(QuoteQuery(q="Korea")).ids != []
    assert describe(QuoteQuery(q=typed), lambda name, value: str(value)) == "quotes with “Korea”"


def test_a_misspelled_word_is_corrected_when_that_finds_something(korea):
    assert did_you_mean(QuoteQuery(q="korea fird")) == "korea fired"
    assert did_you_mean(QuoteQuery(q="korea fird", kind=("mixed",))) == ""
    assert did_you_mean(QuoteQuery(q="zzzzz")) == ""


def test_a_word_of_a_withdrawn_quote_is_not_suggested(db, index_dir):
    quote, _ = make_quote("zebra"), make_quote("zeppelin")
    building.build()
    quote.status, quote.withdrawn_reason = "withdrawn", "A mistake"
    quote.save()
    assert [suggestion.value for suggestion in suggest("ze")] == ["zeppelin"]
    assert did_you_mean(QuoteQuery(q="zebrb")) == ""


def test_speakers_countries_and_words_are_suggested(db, index_dir):
    speaker, _ = make_speaker("Matthew Miller"), make_speaker("Mirror Person")
    make_quote("the military mind", speaker, attribution={"country": make_country("ML", "Mili")})
    building.build()
    kinds = [(suggestion.name, suggestion.label) for suggestion in suggest("mil")]
    assert ("speaker", "Matthew Miller") in kinds
    assert ("country", "Mili") in kinds
    assert ("q", "military") in kinds
    assert suggest("mirr") == []


def test_the_coverage_says_what_was_searched(db):
    make_quote(article=make_article(outlet=make_outlet("The Daily Post")))
    make_quote(status="draft")
    covered = coverage()
    assert (covered["quotes"], covered["articles"], covered["outlet_names"]) == (1, 1, ("The Daily Post",))
    assert covered["first_published"] == covered["last_published"] == date(2024, 6, 20)


@pytest.mark.parametrize(
    ("typed", "added"),
    [("UN", True), ("Kim Jong Un", False), ("told un that", False), ("a U.N. envoy", True)],
)
def test_two_letters_are_a_name_in_capitals_only(db, index_dir, typed, added):
    united = make_organisation("United Nations", other_names=["UN"])
    make_quote(attribution={"organisation": united})
    building.build()
    assert ("United Nations" in find(QuoteQuery(q=typed)).added) is added


def test_what_nothing_published_leads_to_lends_no_spelling(db, index_dir):
    make_organisation("Hidden Institute", other_names=["HIDZORG"])
    make_country("ZZ", "Hiddenland", other_names=["Hidzland"])
    for typed in ("HIDZORG", "Hidzland", "Hidden Institute"):
        found = find(QuoteQuery(q=typed, expand="off"))
        assert find(QuoteQuery(q=typed)).added == found.left_out == ()


@pytest.mark.parametrize("typed", ["walesa", "Wałęsa", "obrien", "O’Br", "zolc"])
def test_speakers_are_suggested_whatever_their_accents_and_apostrophes(db, index_dir, typed):
    make_quote(speaker=make_speaker("Lech Wałęsa O'Brien-Żółć"))
    building.build()
    assert [each.label for each in suggest(typed) if each.name == "speaker"] == ["Lech Wałęsa O'Brien-Żółć"]


@pytest.mark.django_db
def test_a_single_letter_is_no_misspelling(index):
    make_quote("is it energy? that's all")
    index()
    assert did_you_mean(QuoteQuery(q="Q: Is it energy?")) == ""
