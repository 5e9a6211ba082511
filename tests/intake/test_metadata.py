import pytest

from archive.intake.page.lines import lines_of
from archive.intake.page.metadata import byline_of, metadata_of

BODY = "The council met and approved the budget after a debate of three hours.\n\n"


def metadata(text: str):
    return metadata_of(text, lines_of(text))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Council meets\n\nBy Ann Lee June 18, 2024\n\n", "2024-06-18"),
        ("Council meets\n\nTuesday, June 18, 2024\n\n", "2024-06-18"),
        ("Council meets\n\nPublished: 18 June 2024\n\nJune 20, 2024\n\n", "2024-06-18"),
        ("Council meets\n\n2024-06-18 12:46:19\n\n", "2024-06-18"),
        ("Mon. Jul 15th, 2024\n\nCouncil meets\n\n", None),
        ("Council meets\n\n06/07/2024\n\n", None),
        ("Council meets\n\nUpdated June 18, 2024\n\n", None),
        ("Council meets\n\nJune 18, 2024\n\nJune 19, 2024\n\n", None),
        ("Council meets\n\nFebruary 30, 2024\n\n", None),
        ("Council meets\n\nThe vote of June 18, 2024, was close.\n\n", None),
    ],
)
def test_only_a_full_date_in_its_place_is_the_publication_date(lines, expected):
    published = metadata(lines + BODY).published
    assert (published.isoformat() if published else None) == expected


def test_an_article_that_begins_with_a_sentence_has_no_title():
    assert metadata(BODY + BODY.replace("council", "board")).title is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2024 The Evening Courier. All rights reserved.", "The Evening Courier"),
        ("Copyright 2023 Northern Star", "Northern Star"),
        ("The Evening Courier praised the vote.", None),
    ],
)
def test_the_outlet_is_named_by_its_copyright_line(line, expected):
    outlet = metadata("Council meets\n\n" + BODY + line).outlet
    assert outlet == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Council meets\n\nGENEVA (Reuters) - " + BODY, "Reuters"),
        ("Council meets\n\n" + BODY + "[서울=연합뉴스]", "Yonhap News Agency"),
        ("Council meets\n\nReuters was told that " + BODY, None),
    ],
)
def test_the_agency_is_credited_in_a_dateline_or_in_brackets(text, expected):
    agency = metadata(text).agency
    assert agency == expected


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Maria Lindqvist", "Maria Lindqvist"),
        ("By Maria Lindqvist and Jo O'Neill, Kyiv", "Maria Lindqvist and Jo O'Neill, Kyiv"),
        ("by Ana Žižek 14 May 2024", "Ana Žižek"),
        ("By Maria Lindqvist May 14, 2024", "Maria Lindqvist"),
        ("BY MARIA LINDQVIST", "MARIA LINDQVIST"),
        ("By Reuters", ""),
        ("김하나 기자", "김하나"),
        ("Press Gaggle by Principal Deputy Press Secretary Ann Lee", ""),
        ("Remarks by the Minister and Secretary Lee", ""),
    ],
)
def test_who_wrote_it_is_what_the_line_prints(line, byline):
    text = f"Ministers meet in the capital\n{line}\n\nThe minister said that talks go on.\n"
    assert byline_of(text, lines_of(text)) == byline
