import pytest

from archive.intake.page.lines import lines_of, paragraphs_of
from archive.intake.proposals import propose

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
        ("Staff Writer By Ann Lee", "byline"),
        ("Press Briefing by Press Secretary Ann Lee", "heading"),
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


PRINTED = "The council agreed on a plan on Monday, and the\nmayor spoke. “We will build the quay, and we will not\n{}\nwait for the ministry,” mayor Rita Odell said to the\nhall, and left it in the\nnight.\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Port Gazette | 6 May 2024 | Page 3", "running_head"),
        ("Page 3 of 12", "running_head"),
        ("Hafenkurier – Seite 4", "running_head"),
        ("The Port Gazette            page 3", "running_head"),
        ("3", "running_head"),
        ("and not for page 3 of the report or", "body"),
        ("3 boats", "body"),
    ],
)
def test_a_head_between_two_pages_is_no_part_of_the_words(head, expected):
    text = "Harbour plan agreed\n\n" + PRINTED.format(head)
    assert next(line.kind for line in lines_of(text) if line.span.of(text) == head) == expected
    words = " ".join(span.of(text) for quote in propose(text).quotes for span in quote.spans)
    assert (head in words) == (expected == "body")


def test_heads_that_differ_by_their_number_are_told_by_being_many():
    text = "".join(f"THE PORT GAZETTE {n}\n\n{BODY}" for n in (4, 5, 6))
    assert [line.kind for line in lines_of(text)][::2] == ["running_head"] * 3
    assert "running_head" not in [line.kind for line in lines_of("12\n\n" + BODY + "13\n\n" + BODY)]


@pytest.mark.parametrize(
    "names",
    [
        ("From", "To", "Subject", "Date"),
        ("Von", "An", "Betreff"),
        ("보낸사람", "받는사람", "제목"),
        ("De", "À", "Objet"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_head_of_a_mail_says_nothing(names, end):
    head = "".join(f'{name}: "Port Press" <press@port.example>{end}' for name in names)
    text = (
        f"{head}{end}Harbour plan agreed{end}{end}“The plan is agreed,” mayor Rita Odell said on Monday.{end}"
    )
    assert {line.kind for line in lines_of(text)[: len(names)]} == {"mail_header"}
    assert {quote.speaker.mention.of(text) for quote in propose(text).quotes} == {"mayor Rita Odell"}


def test_a_line_or_two_that_begin_like_a_mail_are_none():
    text = f"From: the mayor.\n\nTo: the council.\n\n{BODY}"
    assert "mail_header" not in {line.kind for line in lines_of(text)}
