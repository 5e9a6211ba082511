"""What a report made of a text: archive/text/changes.py."""

import pytest

from archive.text.changes import How, changes

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
