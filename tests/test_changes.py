"""What a report made of a text: archive/text/changes.py."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import equal_runs
from archive.text.changes import How, changes
from tests.lengths import LENGTHS, linear

TEXT = "The northern gate will open on Friday, and nobody, I think, will be turned away."


def told(report, text=TEXT):
    return [
        (each.how.value, each.had.strip(), each.has.strip())
        for each in changes(text, report)
        if each.how is not How.SAME
    ]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (TEXT, []),
        ("the northern gate will open on friday and nobody i think will be turned away", []),
        (
            "The northern gate will open on Friday, and nobody will be turned away",
            [("left out", "I think,", "")],
        ),
        (
            "The old northern gate will open on Friday, and nobody, I think, will be turned away",
            [("put in", "", "old")],
        ),
        (
            "The northern gate would open on Friday, and nobody, I think, will be turned away",
            [("changed", "will", "would")],
        ),
        ("", [("left out", TEXT, "")]),
    ],
)
def test_words_that_were_left_out_put_in_or_changed_are_told(report, expected):
    assert told(report) == expected


def test_words_that_moved_are_told_where_they_were_and_where_they_are():
    report = "On Friday the northern gate will open, and nobody, I think, will be turned away."
    assert told(report) == [("moved here", "", "On Friday"), ("moved away", "on Friday,", "")]


@pytest.mark.parametrize("report", ["", "Nothing", "nobody will open the gate on Friday", TEXT[::-1]])
def test_what_the_text_had_joined_is_the_text(report):
    assert "".join(each.had for each in changes(TEXT, report)) == TEXT
    assert "".join(each.has for each in changes(TEXT, report)) == report


def test_what_is_put_in_after_the_last_word_stands_apart_from_it():
    same, put_in = changes("replaced in the autumn", "replaced in the autumn, of that year")
    assert (same.had + put_in.has) == "replaced in the autumn, of that year"
    assert changes("", "of that year")[0].has == "of that year"


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=25)
UNLIKE = {
    "one word": ("a ", "a "),
    "two words": ("a b ", "b a a "),
    "an abbreviation": ("Mr. ", "Mr. Mrs. "),
    "Chinese": ("和平 ", "平和 和平 "),
}


@given(WORDS, WORDS)
def test_equal_runs_are_those_of_difflib(before, after):
    told = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert list(equal_runs.opcodes(before, after)) == told


@pytest.mark.parametrize("budget", [0, 100, equal_runs.BUDGET])
@given(before=WORDS, after=WORDS)
def test_what_is_not_compared_is_changed_and_what_is_told_to_be_equal_is(budget, before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_runs, "BUDGET", budget)
        found = list(equal_runs.opcodes(before, after))
    assert [word for _, a, b, _, _ in found for word in before[a:b]] == before
    assert [word for _, _, _, c, d in found for word in after[c:d]] == after
    assert all(before[a:b] == after[c:d] for tag, a, b, c, d in found if tag == "equal")


def test_words_that_stand_once_part_texts_that_are_too_long_to_compare():
    text = " ".join(f"word{n} and then or then" for n in range(4_000))
    assert told(text.replace("word2000 and", "word2000 or"), text) == [("changed", "and", "or")]


@LENGTHS
@pytest.mark.parametrize("what", UNLIKE)
def test_reports_that_repeat_themselves_are_compared_in_no_time(what, length):
    text, report = ((part * length)[:length] for part in UNLIKE[what])
    with linear(2, length):
        changes(text, report)
        changes(text[:3_000], report[:4_000])
