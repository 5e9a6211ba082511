"""How a statement spread: archive/reading/spread.py, and texts that articles share."""

from datetime import date

import pytest

from archive.editing.shared_text import SAME, near, shared_with, told
from archive.models import Article, Quote, Statement
from archive.reading.quoted import quoted
from archive.reading.spread import spread
from archive.text.shingles import contained, resemblance, shingles
from tests.builders import make_article, make_organisation, make_outlet, make_quote

WORDS = "Peace is near"
STORY = "\n".join(
    f"The {number} ministers who met in the harbour town of Saltmarsh spoke for {number} hours about the gate."
    for number in ("two", "three", "four", "five", "six", "seven", "eight", "nine")
)


def report(outlet="", text="", **values):
    via = values.pop("via", [])
    article = make_article(
        f"{outlet}\n\n“{WORDS},” Ada said.\n{text}", outlet=make_outlet(outlet) if outlet else None, **values
    )
    return make_quote(WORDS, article=article, via=via).pk


def of(*ids):
    return spread(quoted(ids))


def test_reports_through_one_agency_count_as_one(db):
    yonhap, voice = make_organisation("Yonhap"), make_organisation("Voice of America")
    ids = [
        report("Post", via=[yonhap]),
        report("Echo", agency=yonhap),
        report("Yonhap"),
        report("Hub", via=[voice]),
    ]
    found = of(*ids)
    assert found["told"] == "4 reports, 2 independent: Yonhap (3 outlets), Voice of America"
    assert found["why"] == ["A, B and C came through Yonhap"]


def test_articles_that_share_their_text_count_as_one(db):
    found = of(report("Post", STORY), report("Echo", f"{STORY}\nOne line more."), report("Hub"))
    assert found["told"] == "3 reports, 2 independent: Post (2 outlets), Hub"
    assert found["why"] == ["A and B share 95% of their text"]


def test_texts_that_are_joined_by_others_are_told_as_one(db):
    found = of(*(report(name, f"{STORY}\n{name} has a line.") for name in ("Post", "Echo", "Hub", "Wave")))
    assert len(found["why"]) == 1
    assert found["why"][0].startswith("A, B, C and D each share 9")


def test_reports_after_the_letters_of_the_alphabet_count_too(client, db):
    """Each has a lane and a letter, and is held against all others."""
    agency = make_organisation("Yonhap")
    ids = [report(f"Outlet {n}", via=[agency] if n % 2 else []) for n in range(30)]
    found = of(*ids)
    assert found["told"].startswith("30 reports, 16 independent: ")
    assert [lane.letter for lane in found["lanes"]][24:] == ["Y", "Z", "AA", "AB", "AC", "AD"]
    assert found["why"] == [f"{', '.join('BDFHJLNPRTVXZ')}, AB and AD came through Yonhap"]
    page = client.get(f"/statements/{make_statement(*ids).pk}/").content.decode()
    assert all(f"Outlet {n}<" in page for n in range(30))


@pytest.mark.parametrize("basis", ["page", "editor"])
def test_only_a_day_that_is_inferred_is_drawn_so(db, basis):
    assert of(report("Post", published_basis=basis))["lanes"][0].stated


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([("2024-06-18", "stated"), ("2024-06-20", "stated")], "Earliest report in this archive: Post, 18 June 2024."),
        ([("2024-06-18", "stated"), ("2024-06-20", "inferred")], "Who was first cannot be said: the day of B is inferred."),
        ([("2024-06-20", "stated"), ("2024-06-20", "stated")], "Who was first cannot be said: A and B are of the same day."),
        ([("2024-06-20", "stated")] * 3, "Who was first cannot be said: A, B and C are of the same day."),
        ([("2024-06-20", "page"), ("2024-06-20", "page")], "Who was first cannot be said: A and B are of the same day."),
        ([("2024-06-18", "page"), ("2024-06-20", "editor")], "Who was first cannot be said: the day of B is an editor's, not printed there."),
        ([("2024-06-18", "stated"), (None, "unknown")], "Who was first cannot be said: the day of B is not known."),
    ],
)  # fmt: skip
def test_who_was_first_is_said_or_why_it_cannot_be(db, days, told):
    ids = [
        report(outlet, published_on=day and date.fromisoformat(day), published_basis=basis)
        for outlet, (day, basis) in zip(("Post", "Echo", "Wire"), days, strict=False)
    ]
    assert of(*ids)["first"] == told


def test_the_statement_page_draws_a_lane_for_each_report(client, db):
    one, other = report("Post"), report("Echo", published_basis="inferred")
    statement = make_statement(one, other)
    page = client.get(f"/statements/{statement.pk}/").content.decode()
    assert page.count('<li class="lane">') == 2
    assert page.count('class="report open"') == 1
    assert "2 reports, 2 independent: Post, Echo" in page


def make_statement(*ids):
    statement = Statement.objects.create(basis="wording")
    Quote.objects.filter(pk__in=ids).update(statement=statement)
    return statement


def test_a_new_article_says_whose_text_it_holds(db):
    old = make_article(f"Old\n\n{STORY}")
    new = make_article(f"New\n\n{STORY}\nAnd one line of its own that nobody else has printed yet.")
    make_article("Another\n\nThe weather was fine in all of the towns that the two reporters went to see.")
    (found,) = shared_with(new.body_text, near(new))
    assert found[0] == old
    assert told(*found) == f"86 % of this text stands in article {old.pk}"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("\r\n  ".join(STORY.split()), 1),
        (STORY.partition("six")[0], 1),
        (
            "韩国和日本的外交部长在首尔会晤并举行了会谈外交部发言人说下一次会谈将在东京举行双方将讨论海上安全问题。",
            1,
        ),
        ("Too short (a text) [is] anybody's.", 0),
    ],
)
def test_a_text_is_found_again_whatever_its_white_space_and_script(db, text, share):
    make_article(f"Old\n\n{STORY}\n{text if share else ''}")
    assert [part for _, part in shared_with(text, Article.objects.all(), SAME)] == [share] * bool(share)


def test_resemblance_is_of_both_and_containment_of_one():
    half, whole = shingles("one two three four five six"), shingles("one two three four five six seven eight")
    assert (contained(half, whole), contained(whole, half), resemblance(half, whole)) == (1, 0.5, 0.5)
    assert resemblance(shingles("too short"), whole) == 0
