"""Following a search from the button to the last mail, with a mail server; and what stands in other people's pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Follower, Quote
from archive.outputs.share.mail.compose import compose
from archive.outputs.share.mail.send import send
from archive.search.index.building import build
from tests.browser.test_share import elsewhere  # noqa: F401
from tests.builders import make_country, make_quote
from tests.share.test_smtp import post  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r"http://\S+/follow/\S+")


@pytest.fixture
def site(live_server, settings, index_dir):
    settings.SITE_URL = live_server.url
    publish("An old word")
    return live_server.url


def publish(words):
    quote = make_quote(words, attribution={"country": make_country()})
    build()
    return quote


@pytest.fixture
def told(post):  # noqa: F811
    """The mails that arrive when so many days have passed."""

    def after(days):
        post.mails.clear()
        while compose(timezone.now() + timedelta(days=days)) or send(timezone.now() + timedelta(days=days)):
            pass
        return post.mails

    return after


@pytest.fixture
def followed(page, site, told):
    """The search for a country, followed by pressing buttons."""
    page.goto(f"{site}/quotes/?country=US")
    page.click("text=Tell me when there is more >> visible=true")
    page.fill("#email", "reader@example.org")
    page.click("text=Send me a message to confirm")
    page.wait_for_selector("text=Look into your mail")
    [mail] = told(0)
    page.goto(LINK.findall(mail.get_body(("plain",)).get_content())[0])
    page.click("text=Yes, follow this search")
    page.wait_for_selector("text=Confirmed")


def test_a_reader_is_told_once_of_what_is_new_corrected_and_withdrawn(page, followed, told):
    quote = publish("A new word")
    make_quote("Not for readers", status="draft", attribution={"country": make_country()})
    [mail] = told(1)
    text = mail.get_body(("plain",)).get_content()
    assert "“A new word”" in text
    assert not {"old", "readers"} & set(re.findall(r"\w+", text))
    assert told(2) == []
    quote.corrections.create(
        changed="date", old="1 May", new="2 May", reason="Misread", at=timezone.now() + timedelta(days=3)
    )
    assert [mail["Subject"][:11] for mail in told(4)] == ["1 corrected"]
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Made up")
    [mail] = told(5)
    assert mail["Subject"].startswith("1 withdrawn")
    page.request.post(mail["List-Unsubscribe"].strip(" <>"), form={"List-Unsubscribe": "One-Click"})
    assert not Follower.objects.exists()
    publish("Too late")
    assert told(6) == []


def test_a_reader_stops_with_a_button(page, followed, told):
    publish("A new word")
    [mail] = told(1)
    page.goto(LINK.findall(mail.get_body(("plain",)).get_content())[0])
    page.click("button >> text=Stop")
    page.wait_for_selector("text=Stopped")
    assert not Follower.objects.exists()


def test_a_frame_elsewhere_says_so_when_its_quote_is_withdrawn(page, site, elsewhere):  # noqa: F811
    quote = publish("A new word")
    page.goto(f"{elsewhere}/{site}/quotes/{quote.pk}/embed/")
    assert "A new word" in page.frame_locator("iframe").locator("blockquote").inner_text()
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Made up")
    page.reload()
    assert "Made up" in page.frame_locator("iframe").locator("body").inner_text()
