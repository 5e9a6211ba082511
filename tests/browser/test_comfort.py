"""What scripts add, and what they weigh."""

import pytest

from archive.models import Quote, Statement
from tests.browser.chromium import follow, follow_key

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_slash_goes_to_the_search_box_and_j_and_k_step_through_results(page, site):
    page.goto(f"{site}/quotes/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("/jk")
    assert page.input_value("#q") == "/jk"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("anew")
    assert page.input_value("#q") == "anew"
    page.evaluate("document.activeElement.blur()")
    for keys, place in (("j", 1), ("jj", 3), ("k", 2)):
        for key in keys:
            page.keyboard.press(key)
        here = "[...document.querySelectorAll('.quotes > li')].findIndex(e => e.contains(document.activeElement))"
        assert page.evaluate(here) == place - 1


def test_the_quote_that_one_is_at_is_opened_and_chosen_and_the_filters_reached_by_keys(page, site):
    page.goto(f"{site}/quotes/?q=Russia")
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.locator(".pick input").first.is_checked()
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.id") == "said_from"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    follow_key(page, "o")
    assert page.locator(".quote.full").count() == 1
    follow_key(page, "?")
    assert page.url.endswith("/help/#keys")
    page.goto(site + Statement.objects.first().get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.report') !== null")
    follow_key(page, "o")
    assert page.locator(".quote.full").count() == 1


def test_the_keys_can_be_switched_off(page, site):
    page.goto(f"{site}/help/")
    page.click("text=Switch these keys off")
    page.goto(f"{site}/quotes/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"


def test_a_citation_is_copied_with_one_click(page, site):
    page.goto(site + Quote.objects.get(ref="003-s1").get_absolute_url())
    page.click(".cite .copy >> nth=0")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Miller, M.")


def test_the_script_is_under_six_kilobytes(page, site):
    assert len(page.request.get(f"{site}/static/archive.js").body()) < 6000


def test_a_new_reader_finds_what_us_officials_said_on_ammunition_and_copies_a_citation(page, site):
    page.goto(site)
    follow(page, "text=US officials on ammunition, June 2024")
    cards = page.locator(".quotes > li").all_inner_texts()
    assert any("Matthew Miller" in card and "on or before 18 June 2024" in card for card in cards)
    page.goto(site)
    follow(page, "text=“deepening cooperation”")
    follow(page, "text=+1 wording")
    assert page.locator(".wording").count() == 2
    follow(page, "text=Open quote >> nth=0")
    page.click(".cite .copy >> nth=0")
    assert "Archive record: quote" in page.evaluate("navigator.clipboard.readText()")


def test_a_list_goes_along_from_search_to_search_without_scripts(plain, site):
    plain.goto(f"{site}/quotes/?q=Russia")
    plain.locator(".pick input").first.check()
    follow(plain, "text=Keep, and go on")
    plain.fill("#q", "ammunition")
    follow_key(plain, "Enter")
    follow(plain, "text=Open quote >> nth=1")
    follow(plain, "text=Add it to your list of 1")
    assert "Your list: 2 quotes" in plain.inner_text(".mine")
    follow(plain, "text=Open it")
    assert plain.locator(".quotes > li").count() == 2


def test_chosen_quotes_become_a_list_and_a_comparison(page, site):
    page.goto(f"{site}/quotes/?q=Russia")
    for box in page.locator(".pick input").all()[:2]:
        box.check()
    follow(page, "text=Open as a list")
    assert page.url.count("id=") == 2
    for box in page.locator(".pick input").all():
        box.check()
    follow(page, "text=Compare side by side")
    assert page.locator(".wording").count() == 2
