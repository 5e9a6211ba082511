import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.analysis import exact_terms, stems, tokens, within_one_edit


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The U.S. Army", ["the", "usa", "army"]),
        ("US’s aid to us", ["usa", "aid", "to", "us"]),
        ("Korea’s and Korea's", ["korea", "and", "korea"]),
        ("don’t", ["dont"]),
        ("state-run", ["state", "run"]),
        ("1,000 tons, 3.5%", ["1,000", "tons", "3.5"]),
        ("Čapek naïve Łódź", ["capek", "naive", "lodz"]),
        ("e\u0301te\u0301", ["ete"]),
        ("ＡＢＣ", ["abc"]),
        ("9K515 F-16s", ["9k515", "f", "16s"]),
        ("북한은 미국", ["북한", "한은", "미국"]),
        ("北", ["北"]),
        ("KCNA는", ["kcna", "는"]),
        ("_x_ — …", ["x"]),
        ("", []),
    ],
)
def test_text_becomes_terms(text, terms):
    assert exact_terms(text) == terms


def test_stems_leave_out_stop_words():
    assert stems(exact_terms("They were discussing the sanctions")) == ["discuss", "sanction"]


def test_words_that_change_a_denial_are_kept():
    assert stems(["not", "no", "never", "will"]) == ["not", "no", "never", "will"]


def test_offsets_are_those_of_the_original_text():
    text = "“Čapek’s” e\u0301te\u0301 북한은"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Čapek’s",
        "e\u0301te\u0301",
        "북한",
        "한은",
    ]


@given(st.text())
def test_tokens_stand_in_order_inside_the_text(text):
    found = list(tokens(text))
    assert [token.term for token in found] == exact_terms(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@pytest.mark.parametrize("piece", ["a'", "1,", "a.", "a\u0301", "’", "U.S", "한", "a-"])
def test_long_runs_take_linear_time(piece):
    started = time.process_time()
    exact_terms(piece * 50_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("one", "other"), [("fuel", "fuel"), ("fuel", "duel"), ("fuel", "fuels"), ("fuel", "ful")]
)
def test_one_edit_is_near(one, other):
    assert within_one_edit(one, other)


@pytest.mark.parametrize(("one", "other"), [("fuel", "feul"), ("fuel", "fu"), ("fuel", "fleet")])
def test_two_edits_are_not(one, other):
    assert not within_one_edit(one, other)
