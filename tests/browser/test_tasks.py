"""What readers come for, done on a phone in few taps, by people who have read no help."""

import pytest

from archive.models import Quote
from tests.browser.chromium import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 390, "height": 844}


class Thumb:
    """Counts what it taps; each tap must be on what can be seen or scrolled to."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def ask(self, words):
        self.taps += 2  # into the box, and the keyboard's own search key
        self.page.locator("#q, #header-q").first.fill(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.page.locator(".results").inner_text()

    def tap(self, step):
        self.taps += 1
        follow(self.page, step)
        return self.page.locator("main").inner_text()


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.drill)], ids=["scripts", "no scripts"])
def thumb(browser, site, request):
    page = browser.new_page(viewport=PHONE, base_url=site, java_script_enabled=request.param)
    page.goto("/")
    yield Thumb(page)
    page.close()


@pytest.mark.parametrize("asked", ["Stoltenberg China", "what did Stoltenberg say about China?"])
def test_all_that_stoltenberg_said_on_china(thumb, asked):
    assert "2 quotes" in thumb.ask(asked)
    assert thumb.page.locator(".quotes .words").first.bounding_box()["y"] < 400


def test_all_that_was_said_for_south_korea_in_june_2024(thumb):
    thumb.page.click("text=Menu")
    thumb.tap("header.site >> text=Countries")
    thumb.tap("main >> text=South Korea >> nth=0")
    thumb.tap(".heat a[title^='June 2024']")  # those with a day of saying; the others are behind the chip
    shown = thumb.tap(".chips a:has-text('Without undated quotes')")
    total = Quote.objects.published().filter(attributions__country="KR").distinct().count()
    assert f"{total} quotes" in shown
    assert thumb.taps <= 5


def test_who_first_reported_deepening_cooperation(thumb):
    thumb.ask('"deepening cooperation"')
    shown = thumb.tap("text=+1 wording")
    assert "Who was first cannot be said" in shown
    assert thumb.taps <= 3


@pytest.mark.parametrize("asked", ["denied arms deals", "Did North Korea deny arms deals?"])
def test_whether_north_korea_denied_arms_deals_and_in_which_words(thumb, asked):
    shown = thumb.ask(asked)
    assert "denied the arms deals" in " ".join(shown.split())
    assert thumb.taps <= 2


def test_all_that_was_said_on_17_june_2024(thumb):
    thumb.ask("17 June 2024")
    shown = thumb.tap("text=said or reported 17 June 2024")
    assert "10 more quotes are printed with this day" in shown
    assert "10 chosen quotes" in thumb.tap("text=10 more quotes")
    assert thumb.taps <= 4
