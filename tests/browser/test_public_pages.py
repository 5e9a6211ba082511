import pytest

from archive.models import Quote, Speaker
from tests.browser.site import addresses, wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def walk(browser, site, pages, **options):
    """Yields each page when it is loaded, with all that its console said and what it fetched elsewhere."""
    context = browser.new_context(**options)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: said.extend([request.url] * (not request.url.startswith(site))))
    for name, address in pages.items():
        page.goto(site + address)
        yield name, page, said
    context.close()


def test_no_page_breaks_the_policy_logs_an_error_or_asks_another_host(browser, site):
    for _name, _page, said in walk(browser, site, addresses()):
        assert said == []


def test_no_page_scrolls_sideways_on_the_smallest_screen(browser, site):
    for name, page, _ in walk(
        browser, site, {**addresses(), **wrong()}, viewport={"width": 320, "height": 640}
    ):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_without_scripts_a_reader_searches_filters_sorts_and_opens(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    miller = Speaker.objects.get(name="Matthew Miller").pk
    page.goto(site)
    page.fill("#q", "ammunition")
    page.click("#search button")
    page.click("text=Matthew Miller >> nth=0")
    page.fill("#said_from", "2024-06")
    page.click("text=Apply")
    assert page.url == f"{site}/quotes/?q=ammunition&speaker={miller}&said_from=2024-06"
    page.click("text=Oldest")
    assert "2 quotes" in page.inner_text("[role=status]")
    page.click("text=Open quote >> nth=0")
    assert "on or before 18 June 2024" in page.inner_text(".facts")
    assert "Miller, M." in page.input_value(".cite textarea >> nth=0")
    page.goto(site + Quote.objects.get(ref="003-s1").get_absolute_url())
    page.click(".use >> text=Compare")
    assert page.locator(".wording").count() == 2


def test_on_a_phone_the_filters_are_one_disclosure_that_says_how_many_are_active(browser, site):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site}/quotes/?country=US&q=Russia")
    assert not page.is_visible(".facet")
    assert page.inner_text(".filters summary") == "Filter and sort (2 active)"
    page.click(".filters summary")
    assert page.is_visible(".facet >> nth=0")


def test_an_address_of_a_quote_puts_it_in_view(browser, site):
    quote = Quote.objects.get(ref="002-s18")
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}{quote.article.get_absolute_url()}#q{quote.pk}")
    box = page.locator(f"#q{quote.pk}").bounding_box()
    assert 0 <= box["y"] < 700
    located = page.evaluate("new Set([...document.querySelectorAll('[id^=q]')].map(e => e.id)).size")
    assert located == Quote.objects.published().filter(article=quote.article).count()


def test_the_first_stop_is_a_skip_link_and_the_first_result_three_stops_after_it(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/quotes/?q=Russia")
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Skip to the results"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.quotes > li:first-child') !== null")
