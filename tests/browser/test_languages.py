"""The switch of languages, and Korean pages in a real Chromium."""

import pytest

from tests.browser.axe import broken_unfolded
from tests.browser.chromium import follow
from tests.browser.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SCREENS = pytest.mark.parametrize("screen", [(320, 640), (390, 844), (1280, 900)])


@SCREENS
def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(page, site, screen):
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(f"{site}/quotes/?q=Korea&sort=oldest")
    follow(page, page.locator(".languages a", has_text="한국어"))
    assert page.url == f"{site}/quotes/?q=Korea&sort=oldest&lang=ko"
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    follow(page, page.locator(".languages a", has_text="English"))
    assert page.url == f"{site}/quotes/?q=Korea&sort=oldest"


def test_a_reader_stays_in_korean_through_links_forms_suggestions_and_lists(page, site):
    page.goto(f"{site}/?lang=ko")
    page.fill("#q", "Korea")
    follow(page, page.locator(".search button"))
    assert "lang=ko" in page.url
    page.locator(".pick input").first.check()
    assert page.locator(".list-bar strong").inner_text() == "내 목록: 발언 1건"
    follow(page, page.locator(".list-bar [data-to=quotes]"))
    assert "lang=ko" in page.url
    follow(page, page.locator("a.open").first)
    assert "lang=ko" in page.url
    page.locator("#header-q").press_sequentially("Mill")
    page.locator(".suggestions [role=group] p", has_text="인물").wait_for()
    page.locator(".suggestions [role=option]").nth(1).click()
    page.wait_for_url("**lang=ko**")
    assert page.evaluate("document.documentElement.lang") == "ko"


NAMES = ["home", "results", "quote", "article", "speaker", "statement", "compare", "help"]


def test_korean_pages_break_no_rule(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    found = {}
    for name in NAMES:
        address = addresses()[name]
        page.goto(f"{site}{address}{'&' if '?' in address else '?'}lang=ko")
        found[name] = broken_unfolded(page)
    assert not any(found.values()), found
