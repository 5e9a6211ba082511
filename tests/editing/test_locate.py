import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.editing.locate import locate, parse_pick, places_of, same
from tests.lengths import LENGTHS, linear

TEXT = "Ada said: “Peace is near.”\r\nBob said: «Peace  is\nfar.» The theme."


def found(words, **given):
    return [TEXT[start:end] for start, end in locate(words, TEXT, **given).spans]


def test_white_space_may_differ_and_the_articles_own_is_kept():
    assert found("Peace is far.") == ["Peace  is\nfar."]


def test_whole_words_go_before_parts_of_words():
    assert places_of("the", "The theme, the end") == [(11, 14)]
    assert places_of("hem", "The theme") == [(5, 8)]


def test_a_part_of_a_word_is_taken_only_where_somebody_chose_it():
    text = "Ada said we cannot hold."
    assert locate("we can", text).spans == []
    assert [place.value for place in locate("we can", text).questions[0].places] == ["9-15"]
    assert locate("we can", text, {0: (9, 15)}).spans == [(9, 15)]
    assert locate("우리는", "우리는물러서지 않는다").spans == [(0, 3)]


def test_parts_are_sorted_and_must_not_overlap():
    assert found("near. […] Ada said") == ["Ada said", "near."]
    assert "overlap" in locate("Peace is near. […] is near", TEXT).problems[0]


def test_the_articles_own_omission_marks_are_words():
    assert locate("peace […] now", "He wants peace […] now.").spans == [(9, 22)]


def test_the_same_cue_twice_is_taken_from_the_line_of_the_words():
    bob = TEXT.index("Peace  is")
    assert locate("said", TEXT, near=[(bob, bob + 5)]).spans == [
        (TEXT.rindex("said"), TEXT.rindex("said") + 4)
    ]


def test_a_pick_is_held_to_its_words():
    assert locate("said", TEXT, {0: (4, 8)}).spans == [(4, 8)]
    assert "choose again" in locate("said", TEXT, {0: (5, 9)}).problems[0]


@pytest.mark.parametrize("value", ["", "4", "4-", "-4", "4-8-9", "a-b", "4-99999999"])
def test_a_malformed_pick_is_none(value):
    assert parse_pick(value) is None


@given(st.text(alphabet="ab😀 “\n", max_size=60), st.data())
def test_any_part_of_a_text_is_found_where_it_stands(text, data):
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].strip()
    places = places_of(words, text)
    assert all(text[a:b].split() == words.split() for a, b in places)
    assert bool(places) == bool(words)


@given(st.text(alphabet="ab\r\n", max_size=20))
def test_line_ends_alone_make_no_difference(text):
    assert same(text, text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))


REPEATED = [
    "a ",
    "ab",
    " ",
    "x",
    "“‘a’ “b” ",
    "…",
    "[…] ",
    "He said so. ",
    "\r\n",
    "字",
    "\u0301",
    "a\t \n",
    ". ",
    "aab",
]


@LENGTHS
@pytest.mark.parametrize("part", REPEATED)
def test_words_that_repeat_themselves_are_located_in_no_time(part, length):
    text, long = (part * length)[:length], (part * 5_000)[:5_000]
    with linear(8, length):
        for words in (
            long,
            f"{long} […] {long}z",
            " […] ".join([part] * 600),
            "a […] b […] ab […] aba […] abab",
        ):
            locate(words, text)


def test_words_at_too_many_places_are_asked_for_more_of():
    assert "give more of the words" in locate("said", "he said so. " * 300).problems[0]


def test_more_passages_than_a_quote_has_are_not_looked_for():
    begun = time.process_time()
    found = locate(" […] ".join(["a"] * 40_000), "b" * 200_000)
    assert found.problems == ["These are more than 100 passages: make several quotes of them."]
    assert time.process_time() - begun < 1
