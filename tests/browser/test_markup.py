"""A scripted editor marks up a real article, by mouse and by keyboard alone, without typing an offset."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from archive.models import Country, Organisation, Quote, Role, Speaker
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.builders import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOLD = json.loads(Path(settings.BASE_DIR, "tests/data/seeds/gold.json").read_text())
ARTICLE = next(each for each in GOLD["articles"] if each["id"] == "003")
CORE = [each for each in ARTICLE["statements"] if each["salience"] == "core"]
SELECT = """([start, end]) => {
  const box = document.getElementById("article-text");
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let at = 0, node; (node = walker.nextNode()); ) {
    const points = Array.from(node.data);
    const units = (count) => points.slice(0, count).join("").length;
    if (start >= at && start < at + points.length) range.setStart(node, units(start - at));
    if (end > at && end <= at + points.length) range.setEnd(node, units(end - at));
    at += points.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  box.focus();
}"""


@pytest.fixture
def base(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    return live_server.url


def know_the_speakers():
    us = Country.objects.create(code="US", name="United States")
    state = Organisation.objects.create(name="U.S. Department of State", country=us)
    Organisation.objects.create(name="Voice of America")
    miller = Speaker.objects.create(name="Matthew Miller", sort_name="Miller, Matthew")
    Role.objects.create(speaker=miller, title="Spokesperson", organisation=state, country=us)


def take(page, span, key, shift=0):
    page.evaluate(SELECT, [span["start"] + shift, span["end"] + shift])
    page.keyboard.press(key)


def enter(page, statement, shift):
    for span in statement["spans"]:
        take(page, span, "q", shift)
    page.wait_for_selector("#candidates button")
    take(page, statement["speaker"]["mention"], "s", shift)
    take(page, statement["cue"], "c", shift)
    if statement["role_printed"]:
        take(page, statement["role_printed"], "r", shift)
    page.click("#candidates button >> text=Matthew Miller")
    page.select_option("#id_kind", statement["type"])
    page.select_option("#id_translated", statement["translated"])
    if statement["reported_via"]:
        page.click("summary >> text=other media")
        page.click("#id_via-0-organisation + .select2")
        page.keyboard.type("Voice")
        page.click(".select2-results__option >> text=Voice of America")
        page.select_option("#id_via-0-basis", statement["via_basis"])
    follow(page, "[name=_save]")
    page.wait_for_selector(".messagelist .success")


def wanted(statement, shift):
    parts = [("words", span) for span in statement["spans"]]
    parts += [("speaker", statement["speaker"]["mention"]), ("cue", statement["cue"])]
    parts += [("role", statement["role_printed"])] if statement["role_printed"] else []
    return sorted((part, span["start"] + shift, span["end"] + shift, span["text"]) for part, span in parts)


def entered(quote):
    return sorted(quote.spans.values_list("part", "start", "end", "text"))


@pytest.mark.parametrize(
    "start", ["", "\n😀\r\n"], ids=["as scraped", "with an emoji, CRLF and a leading newline"]
)
def test_article_003_is_entered_as_gold_says(base, start):
    raw = start + Path(settings.BASE_DIR, "fixtures/articles", ARTICLE["file"]).read_bytes().decode()
    know_the_speakers()
    article = make_article(raw, published_on=ARTICLE["published"]["date"])
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/article/{article.pk}/markup/")
        for statement in CORE:
            enter(page, statement, len(start))
        assert said == []
    quotes = list(Quote.objects.order_by("pk"))
    assert [entered(quote) for quote in quotes] == [wanted(each, len(start)) for each in CORE]
    assert [(quote.kind, quote.translated) for quote in quotes] == [
        (each["type"], each["translated"]) for each in CORE
    ]
    assert [quote.said_earliest for quote in quotes] == [each["date"]["value"] for each in CORE]
    roles = {
        (each.speaker.name, each.role.title, str(each.organisation), each.country_id)
        for q in quotes
        for each in q.attributions.all()
    }
    assert roles == {("Matthew Miller", "Spokesperson", "U.S. Department of State", "US")}
    assert [[(str(via), via.basis) for via in quote.via.all()] for quote in quotes] == [
        [(name, each["via_basis"]) for name in each["reported_via"]] for each in CORE
    ]
