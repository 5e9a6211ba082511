"""The switch of languages, and Korean pages in a real Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.axe import RULES
from tests.browser.chromium import follow
from tests.browser.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SCREENS = pytest.mark.parametrize("screen", [(320, 640), (390, 844), (1280, 900)])


def opened(browser, address, screen):
    page = browser.new_page(viewport={"width": screen[0], "height": screen[1]})
    page.goto(address)
    return page


@SCREENS
def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(browser, site, screen):
    page = opened(browser, f"{site}/quotes/?q=Korea&sort=oldest", screen)
    follow(page, page.locator(".languages a", has_text="한국어"))
    assert page.url == f"{site}/quotes/?q=Korea&sort=oldest&lang=ko"
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    follow(page, page.locator(".languages a", has_text="English"))
    assert page.url == f"{site}/quotes/?q=Korea&sort=oldest"


def test_a_reader_stays_in_korean_through_links_forms_suggestions_and_lists(browser, site):
    page = opened(browser, f"{site}/?lang=ko", (1280, 900))
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


@pytest.mark.parametrize(
    "name", ["home", "results", "quote", "article", "speaker", "statement", "compare", "help"]
)
def test_korean_pages_break_no_rule(browser, site, name):
    address = addresses()[name]
    page = opened(browser, f"{site}{address}{'&' if '?' in address else '?'}lang=ko", (390, 844))
    page.evaluate(
        "document.querySelectorAll('.list-bar, .dock').forEach((bar) => (bar.style.position = 'static'))"
    )
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []
    page.close()
