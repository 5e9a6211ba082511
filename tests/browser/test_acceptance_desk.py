"""What editors may rely on: points 23 to 25 of 25."""

import json
import re
import time

import pytest
from django.contrib.auth.models import User

from archive.models import Article, Country, Quote, Role, Speaker
from archive.transfer.jobs import run_next
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_quote, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """Talks end

“Peace is near,” Ada Lovelace said on Monday. “The talks went well,” she added.

“We shall see,” said Bob Kahn.
"""
WORDS = {
    "Peace is near,": "Ada Lovelace",
    "The talks went well,": "Ada Lovelace",
    "We shall see,": "Bob Kahn",
}
BUNDLE = {
    "articles": [
        {
            "ref": "a",
            "title": "Talks end",
            "text": TEXT,
            "quotes": [
                {"ref": "q1", "kind": "direct", "spans": [{"part": "words", "start": 12, "end": 25}]},
                {"ref": "q2", "kind": "direct", "spans": [{"part": "words", "start": 900, "end": 25}]},
            ],
        }
    ]
}


@pytest.fixture
def base(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    User.objects.create_superuser("edsger", password="dijkstra")
    return live_server.url


SELECT = """(words) => {
  const box = document.getElementById("article-text");
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && !walker.currentNode.data.includes(words));
  const start = walker.currentNode.data.indexOf(words);
  getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + words.length);
  box.focus();
}"""


def enter_three_quotes(page, base):
    """Selects words, and takes the speaker that is suggested: nothing is typed."""
    country = Country.objects.create(code="US", name="United States")
    for name in set(WORDS.values()):
        Role.objects.create(speaker=make_speaker(name), title="Minister", country=country)
    page.goto(f"{base}/admin/archive/article/{make_article(TEXT).pk}/markup/")
    for words, speaker in WORDS.items():
        page.evaluate(SELECT, words)
        page.keyboard.press("q")
        page.click(f"#candidates button >> text={speaker}")
        follow(page, "[name=_save]")
        page.wait_for_selector(f".messagelist .success >> text={words}")


# The screen for one quote is the screen for the next: saving comes back to it, with the article in place.
def test_23_three_quotes_of_two_known_speakers_are_entered_without_typing(base):
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        enter_three_quotes(page, base)
        assert said == []
    entered = {quote.text: quote.attributions.get() for quote in Quote.objects.all()}
    assert {text: row.speaker.name for text, row in entered.items()} == WORDS
    assert {row.role.title for row in entered.values()} == {"Minister"}


@pytest.mark.drill
def test_23_entering_them_takes_less_than_ninety_seconds(base):
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        began = time.monotonic()
        enter_three_quotes(page, base)
        assert time.monotonic() - began < 90


def note(page, text):
    page.fill("#id_public_note", text)
    follow(page, "[name=_save]")


def test_24_the_second_of_two_editors_is_shown_both_texts_and_nothing_is_lost(base):
    quote = make_quote(status="draft")
    address = f"{base}/admin/archive/quote/{quote.pk}/change/"
    with chromium() as (first, said), chromium() as (second, _):
        log_in(first, base, "grace", "hopper")
        log_in(second, base, "edsger", "dijkstra")
        first.goto(address)
        second.goto(address)
        note(first, "Grace's text")
        note(second, "Edsger's text")
        assert "grace saved while you were editing" in second.inner_text(".conflict")
        assert second.locator(".conflict td").all_inner_texts() == ["Grace's text", "Edsger's text"]
        assert second.input_value("#id_public_note") == "Edsger's text"
        assert Quote.objects.get().public_note == "Grace's text"
        note(second, "Both texts")
        second.wait_for_selector(".messagelist .success")
        assert said == []
    assert Quote.objects.get().public_note == "Both texts"


def upload(page, base, data):
    page.goto(f"{base}/admin/archive/importjob/add/")
    page.set_input_files("#id_file", {"name": "file.json", "mimeType": "application/json", "buffer": data})
    follow(page, "[name=_save]")
    page.wait_for_selector("#import-title")
    return re.search(
        r"(\d+) of (\d+) rows can be imported; (\d+) cannot", page.inner_text("#content")
    ).groups()


def test_25_an_import_is_shown_row_by_row_before_and_changes_nothing_the_second_time(base):
    data = json.dumps(BUNDLE).encode()
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        assert upload(page, base, data) == ("2", "3", "1")
        assert "900–25 is no place in the text" in page.inner_text("#content table")
        assert not Article.objects.exists()
        for _ in range(2):
            follow(page, "text=Import the")
            assert run_next()
            assert list(Quote.objects.values_list("ref", "text")) == [("q1", "Peace is near")]
            upload(page, base, data)
        assert said == []
    assert (Article.objects.count(), Speaker.objects.count()) == (1, 0)
