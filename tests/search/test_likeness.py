"""Quotes that may hold the words of a text: archive/search/likeness.py."""

from archive.search.index.building import build
from archive.search.likeness import alike
from tests.builders import make_article, make_quote

SAID = "the harbour gate opens before the winter storms reach the southern quay"
FORMS = ("transcript",)


def turn(words):
    article = make_article(f"He said, MR. HALE: {words}", form="transcript")
    return make_quote(words, article=article).pk


def found(words, most=8):
    return alike(words.split(), FORMS, most)


def test_words_that_stand_together_come_before_words_that_a_long_turn_has_somewhere(db, index_dir):
    words = SAID.split()
    scattered = turn(
        " ".join(f"{word} and then we spoke of many other things for a long while" for word in words)
    )
    together = turn("filler words of a long turn " * 60 + SAID)
    half = turn("the harbour gate opens before the autumn")
    build()
    assert list(found(SAID).ids)[:2] == [together, scattered]
    assert half in found(SAID).ids


def test_only_quotes_of_the_forms_asked_for_are_alike(db, index_dir):
    make_quote(SAID)
    pk = turn(SAID)
    build()
    assert list(found(SAID).ids) == [pk]


def test_the_index_counts_how_many_quotes_have_a_word_in_any_form(db, index_dir):
    turn("the gates of the harbour")
    turn("a gate")
    build()
    size, counted = found("gate harbour").counts.of(["gate", "the", "none"])
    assert (size, counted) == (2, {"gate": 2, "the": 1, "none": 0})
