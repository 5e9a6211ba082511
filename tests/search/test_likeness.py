"""Quotes that may hold the words of a text: archive/search/likeness.py."""

from datetime import date

from archive.search.index.building import build
from archive.search.likeness import Likeness
from tests.builders import make_article, make_quote

SAID = "the harbour gate opens before the winter storms reach the southern quay"
FORMS = ("transcript",)


def turn(words, **values):
    article = make_article(f"He said, MR. HALE: {words}", form="transcript")
    return make_quote(words, article=article, **values).pk


def found(words, **values):
    return list(Likeness(FORMS).find(words.split(), 8, **values))


def test_words_that_stand_together_come_before_words_that_a_long_turn_has_somewhere(db, index_dir):
    words = SAID.split()
    scattered = turn(
        " ".join(f"{word} and then we spoke of many other things for a long while" for word in words)
    )
    together = turn("filler words of a long turn " * 60 + SAID)
    half = turn("the harbour gate opens before the autumn")
    build()
    assert found(SAID)[:2] == [together, scattered]
    assert half in found(SAID)


def test_only_quotes_of_the_forms_asked_for_are_alike(db, index_dir):
    make_quote(SAID)
    pk = turn(SAID)
    build()
    assert found(SAID) == [pk]


def test_only_quotes_of_the_days_asked_for_are_alike(db, index_dir):
    turn(SAID, said=date(2024, 3, 1))
    pk = turn(f"And {SAID}", said=date(2024, 3, 12))
    build()
    assert found(SAID, days=(date(2024, 3, 10), date(2024, 3, 13))) == [pk]


def test_the_index_counts_how_many_quotes_have_a_word_in_any_form(db, index_dir):
    turn("the gates of the harbour")
    turn("a gate")
    build()
    size, counted = Likeness(FORMS).standing(["gate", "the", "none"])
    assert (size, counted) == (2, {"gate": 2, "the": 1, "none": 0})
