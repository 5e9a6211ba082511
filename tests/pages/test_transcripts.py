"""Transcripts as readers see them: a conversation, and long turns on cards."""

import time

import pytest

from archive.models import Quote
from archive.reading.conversation import conversation
from archive.reading.gist import gist, is_folded, is_long
from archive.reading.quoted import quoted
from archive.search.index.building import build
from tests.builders import make_article, make_quote
from tests.html import text_of
from tests.transcripts import make_turns

LONG = (
    "The first sentence says nothing. "
    + "Filler stands here. " * 40
    + "The zebra came at noon. "
    + "More of it. " * 9
)


@pytest.fixture
def turns(db, index_dir):
    return make_turns()


def page(client, turns, **values):
    article = turns[0].article
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    return client.get(article.get_absolute_url()).content.decode()


def test_a_transcript_reads_as_a_conversation(client, turns):
    shown = page(client, turns)
    assert shown.count('<li id="t') == 8
    assert shown.count('class="turn aside"') == 3
    assert 'href="#t2"' in shown
    assert all(f'id="q{turn.pk}"' in shown for turn in turns)


def test_questions_are_left_out_where_the_rights_allow_quotes_only(client, turns):
    shown = page(client, turns, rights="quotes")
    assert "turn aside" not in shown
    assert shown.count('<li id="t') == 5


def test_a_turn_that_was_withdrawn_is_no_link_and_stands_in_grey_or_not_at_all(client, turns):
    Quote.objects.filter(pk=turns[0].pk).update(status="withdrawn", withdrawn_reason="A slip.")
    assert page(client, turns).count('class="turn aside"') == 4
    assert "Good afternoon" not in page(client, turns, rights="excerpt")


@pytest.mark.parametrize(
    "text", ["MR. HALE: a.\nQ  b?\n" * 9_000, "MR. HALE: a. MS. BELL: b. " * 7_500, "x\n" * 90_000]
)
def test_a_conversation_takes_time_that_grows_with_the_text_alone(db, text):
    article = make_article(text, form="transcript")
    before = time.process_time()
    conversation(article, [])
    assert time.process_time() - before < 6


def test_a_card_of_a_long_turn_shows_the_sentences_that_match(client, db, index_dir):
    make_quote(LONG, article=make_article(f"He said, MR. HALE: {LONG}", form="transcript"))
    build()
    shown = text_of(client.get("/quotes/?q=zebra"))
    short, whole = shown.split("The whole turn (")
    assert "The zebra came at noon." in short
    assert "The first sentence" not in short
    assert "The first sentence" in whole


def test_words_are_folded_only_behind_their_speaker_their_verb_and_what_was_searched(db):
    many = "This goes on and on and never ends for a long while. " * 5 + "Indeed"
    own, first, last, chinese = quoted(
        [
            make_quote(many).pk,
            make_quote(many, kind="indirect", article=make_article(f"Ada said {many}")).pk,
            make_quote(many, kind="indirect").pk,
            make_quote("言" * 150, language="zh").pk,
        ]
    )
    assert [is_folded(one, "") for one in (own, first, last, chinese)] == [True, True, False, True]
    assert not is_folded(own, f"{many}<mark>end</mark>")
    assert is_folded(own, f"<mark>This</mark> {many}")


def test_a_long_quote_of_a_report_is_shown_as_it_is(db):
    one, other = (
        make_quote(LONG),
        make_quote(LONG, article=make_article(f"He said, HALE: {LONG}", form="transcript")),
    )
    assert [is_long(quote) for quote in quoted([one.pk, other.pk])] == [False, True]


def test_sentences_that_follow_each_other_are_one_stretch():
    text = "One is here. Two is there. Three is nowhere. Four is gone."
    at = [(text.index(word), text.index(word) + 3) for word in ("One", "Two", "Four")]
    assert [text[a:b].strip() for a, b in gist(text, at)] == ["One is here. Two is there.", "Four is gone."]
    assert [text[a:b] for a, b in gist(text, [])] == [text]
