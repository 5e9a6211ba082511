import pytest

from archive.intake.page.lines import lines_of, paragraphs_of

BODY = "The council met on Tuesday and approved the budget after a debate of three hours.\n\n"


def kind(line: str) -> str:
    text = "A headline of the day\n\n" + BODY + line + "\n\n" + BODY.replace("council", "board")
    return next(found.kind for found in lines_of(text) if found.span.of(text) == line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Advertisement", "ad_marker"),
        ("Article continues below adArticle continues below ad", "ad_marker"),
        ("Read more: Ten things to know about the budget", "related_link"),
        ("See also Mayor under fire", "related_link"),
        ("Most popular", "related_links_heading"),
        ("Share this article", "site_chrome"),
        ("12 comments", "site_chrome"),
        ("© 2024 The Evening Courier. All rights reserved.", "copyright"),
        ("The mayor at the opening. (AP Photo/Jan Novak)", "photo_caption"),
        ("Crowds in the square on Sunday. Photograph: Ann Lee/Getty Images", "photo_caption"),
        ("By Ann Lee", "byline"),
        ("June 18, 2024 10:15 AM", "timestamp"),
        ("Updated: 18 June 2024", "timestamp"),
        ("Reporting by Ann Lee; editing by Jan Novak", "credit"),
        ("Your email address will not be published. Required fields are marked *", "comment_form"),
        ("구독하기", "site_chrome"),
        ("Ann Lee is a political reporter in Oslo.", "author_box"),
        ("Kessel was asked by a reporter whether he would go.", "body"),
        ("Copyright lawyers said the ruling was a first.", "body"),
        ("What happens next", "heading"),
        ("“We will go,” he said.", "body"),
        ("He read the letter and left.", "body"),
    ],
)
def test_a_line_is_known_by_its_look(line, expected):
    assert kind(line) == expected


def test_a_repeated_headline_is_kept_once():
    text = "A headline of the day\n\nA headline of the day\n\n" + BODY
    assert [line.kind for line in lines_of(text)] == ["heading", "repeated", "body"]


def test_reaction_counters_are_a_run_of_tiny_lines():
    text = "A headline of the day\n" + BODY + "-\n- great\n- 0dog\n- I’m sad\n"
    assert {line.kind for line in lines_of(text)[2:]} == {"reaction_counter"}


def test_hard_wrapped_lines_are_one_paragraph():
    wrapped = "The council met on Tuesday and\napproved the budget after a\ndebate of three hours, and\nwent home.\n"
    assert [span.of(wrapped) for span in paragraphs_of(wrapped, lines_of(wrapped))] == [wrapped.rstrip()]


def test_lines_without_blank_lines_between_are_paragraphs():
    text = "One sentence stands here.\nAnother sentence stands here.\n"
    assert len(paragraphs_of(text, lines_of(text))) == 2


def test_a_trail_and_a_list_of_what_is_read_are_no_article():
    text = "Home › News › World\n\nThey met again.\n\nMost read\n\nCat climbs on the roof\n\nDog follows\n\nNobody left."
    assert [span.of(text) for span in paragraphs_of(text, lines_of(text))] == [
        "They met again.",
        "Nobody left.",
    ]
