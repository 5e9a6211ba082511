"""Entering, reviewing and publishing a quote with the keyboard alone."""

import pytest
from django.contrib.auth.models import User

from archive.models import Quote
from tests.browser.chromium import follow_key
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page, selector, limit=150):
    """Moves the focus with Tab alone until it is on `selector`."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def select(page, line, start, length):
    """In the text: down to a line, along it, and on with Shift."""
    page.keyboard.press("Control+Home")
    for _ in range(line):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in range(length):
        page.keyboard.press("Shift+ArrowRight")


def test_a_quote_is_entered_and_published_by_keyboard(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    ada = make_speaker()
    article = make_article("Headline\n\n“Peace is near,” Ada Lovelace said.\n")
    with chromium() as (page, said):
        log_in(page, live_server.url, "grace", "hopper")
        page.goto(f"{live_server.url}/admin/archive/article/{article.pk}/markup/")
        tab_to(page, "#article-text")
        select(page, line=2, start=1, length=len("Peace is near,"))
        page.keyboard.press("q")
        page.wait_for_selector("#candidates button")
        select(page, line=2, start=30, length=len("said"))
        page.keyboard.press("c")
        tab_to(page, "#candidates button")
        page.keyboard.press("Enter")
        tab_to(page, "[name=_submit]")
        follow_key(page, "Enter")
        page.wait_for_selector(".messagelist .success")
        page.goto(f"{live_server.url}/admin/archive/quote/queue/")
        tab_to(page, "a[href$='/review/']")
        follow_key(page, "Enter")
        page.wait_for_selector(".review")
        tab_to(page, "form[action$='/publish/'] button")
        follow_key(page, "Enter")
        page.wait_for_selector(".messagelist .success")
        assert said == []
    quote = Quote.objects.get()
    assert (quote.text, quote.cue, quote.status) == ("Peace is near,", "said", "published")
    assert quote.attributions.get().speaker == ada
