"""From a raw file of 23 quotes to 23 published ones: a scripted editor and a publisher, whose every key and click counts."""

import pytest

from archive.models import Country, Outlet, Quote
from tests.admin.conftest import make_user
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = ("Ada Lovelace", "Bob Kahn", "Grace Hopper", "Alan Turing")
DEEDS = """signed the treaty|closed the border|opened the port|counted the votes|paid the fishermen|moved the archive|
heard the witnesses|left the bridge|mended the dam|read the report|froze the accounts|lit the harbour|met the families|
cut the tariff|sent the doctors|drew the map|kept the promise|sold the ferry|found the letters|named the judge|
built the school|stopped the convoy|lost the vote""".replace("\n", "").split("|")
ARTICLE = "Ministers speak\n\nRIGA, 14 May 2024\n\n" + "\n\n".join(
    f"“We {deed} in the spring of this year,” {PEOPLE[at % 4]} said." for at, deed in enumerate(DEEDS)
)


class Hand:
    """Clicks and keys as a person makes them; a field that is filled is one for each value typed or chosen."""

    def __init__(self, page):
        self.page, self.actions, self.loads = page, 0, 0
        page.on("load", self.loaded)

    def loaded(self, _page):
        self.loads += 1

    def click(self, what):
        self.actions += 1
        follow(self.page, what)

    def fill(self, what, value):
        self.actions += 1
        self.page.fill(what, value)

    def press(self, key):
        """Waits for the answer that takes the place of the page, or of its part."""
        self.actions += 1
        before = self.page.inner_text("#content-start")
        self.page.keyboard.press(key)
        self.page.wait_for_function(
            "before => document.getElementById('content-start')?.innerText !== before", arg=before
        )


@pytest.fixture
def base(live_server, transactional_db):
    for name, group in (("edna", "Editor"), ("paul", "Publisher")):
        user = make_user(name, group)
        user.set_password("hopper")
        user.save()
    Country.objects.create(code="LV", name="Latvia")
    Outlet.objects.create(name="Riga Daily")
    return live_server.url


def test_23_quotes_from_upload_to_decided_in_at_most_90_actions(base):
    with chromium() as (page, said):
        log_in(page, base, "edna", "hopper")
        hand = Hand(page)
        drafts(hand, base)
        page.context.clear_cookies()
        log_in(page, base, "paul", "hopper")
        publish(hand)
        assert said == []
    print(f"\n23 quotes, from upload to published: {hand.actions} actions")  # noqa: T201
    assert Quote.objects.filter(status="published").count() == 22
    assert hand.actions <= 90


def drafts(hand, base):
    page = hand.page
    page.goto(f"{base}/admin/archive/article/upload/")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()}
    page.set_input_files("#id_file", file)
    hand.actions += 2
    hand.click("text=Go on")
    hand.fill("#id_published_on", "2024-05-14")
    hand.click("text=Save and propose quotes")
    page.wait_for_selector("#card")
    loads = hand.loads
    while page.locator("#card").count():
        if page.locator(".who:not(:has(:checked))").count():
            page.keyboard.press("1")
            hand.actions += 1
        hand.press("a")
    assert hand.loads == loads, "a page was loaded between two cards"
    hand.click("text=Send all 23 to review")


def publish(hand):
    page = hand.page
    hand.click("text=Ministers speak")
    loads = hand.loads
    for _ in range(11):
        hand.press("p")
    assert hand.loads == loads, "a page was loaded between two cards"
    hand.press("e")
    hand.fill("#id_attributions-0-role_printed", "minister")
    page.click("text=Save the correction")
    page.wait_for_selector("text=was corrected")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Who is he?")
    hand.actions += 4
    hand.press("Enter")
    assert Quote.objects.get(status="draft").internal_note == "Returned: Who is he?"
    assert hand.loads == loads, "a page was loaded between two cards"
    assert page.inner_text(".review-all").startswith("Publish these 11"), page.inner_text("#content-main")
    page.click("text=Publish these 11")
    page.wait_for_selector("text=11 quotes were published")
    hand.actions += 1
    page.keyboard.press("p")  # the one that was returned is not looked at
    page.wait_for_timeout(300)
