"""What readers do with the five articles: ask, choose from the box, compare, print, and pass words on."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from archive.models import Outlet, Quote, Speaker
from tests.browser.axe import broken_rules
from tests.browser.chromium import follow, opened
from tests.browser.searches import searches

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def phone(site):
    with opened(PHONE, base_url=site, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.fixture
def plain(site):
    with opened(PHONE, base_url=site, java_script_enabled=False) as page:
        yield page


def test_choosing_a_person_in_the_box_of_any_page_filters_by_that_person(phone):
    for address, box in [
        ("/quotes/?country=US", "#q"),
        ("/speakers/", "#header-q"),
        ("/compare/", "#header-q"),
        ("/help/", "#header-q"),
    ]:
        phone.goto(address)
        phone.locator(box).press_sequentially("ammunition mil")
        phone.wait_for_selector("[role=option]")
        assert "Spokesperson" in phone.text_content("[role=group] >> nth=0"), address
        phone.keyboard.press("ArrowDown")
        phone.keyboard.press("Enter")
        phone.wait_for_url("**speaker=*")
        assert "ammunition" in phone.input_value("#q"), address
        assert phone.locator(".chips >> text=Matthew Miller").count() == 1, address
        assert phone.locator(".chips >> text=United States").count() == ("country" in address), address


def test_the_box_gives_way_to_escape_and_searches_on_enter(phone):
    phone.goto("/speakers/")
    phone.locator("#header-q").press_sequentially("deepening coop")
    phone.wait_for_selector("[role=option]")
    phone.keyboard.press("Escape")
    assert phone.is_hidden("#header-q-list")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/quotes/?q=deepening*")


def test_without_scripts_every_page_has_a_box_that_searches_all_quotes(plain):
    for address in ["/", "/speakers/", "/countries/KP/", "/compare/", "/quotes/", "/help/"]:
        plain.goto(address)
        box = plain.locator("form[action$='/quotes/'] input[name=q]").first
        box.fill("what did Stoltenberg say about zebras in China?")
        box.press("Enter")
        assert "2 of your 3 words" in plain.text_content(".count"), address


def test_the_open_box_breaks_no_rule(phone):
    phone.goto("/")
    phone.locator("#q").press_sequentially("mil")
    phone.wait_for_selector("[role=option]")
    phone.keyboard.press("ArrowDown")
    assert broken_rules(phone) == []


def test_the_open_sheet_of_filters_keeps_the_focus_and_gives_it_back(phone):
    phone.goto("/quotes/?q=Korea")
    phone.locator(".dock a").first.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".filters :focus")).to_have_count(1)
    places = set()
    for _ in range(30):
        phone.keyboard.press("Shift+Tab")
        places.add(phone.evaluate("document.activeElement.closest('.filters, body').className"))
    assert places <= {"filters", ""}  # the page, or what the browser has around it
    phone.keyboard.press("Escape")
    expect(phone.locator(".dock a").first).to_be_focused()


@pytest.mark.drill
def test_on_a_phone_any_search_shows_a_quote_on_its_first_screen_and_ends(phone):
    """As in test_demo.py, where the archive is larger."""
    for search in searches():
        phone.goto(f"/quotes/{search}")
        assert phone.locator(".quotes .words, .empty").first.bounding_box()["y"] < 400, search
        assert phone.evaluate("document.documentElement.scrollHeight") < 6000, search


def test_a_long_quote_is_folded_on_a_phone_until_it_is_opened(phone, plain):
    for page in (phone, plain):
        page.goto("/quotes/?q=%22illegal+war+in+Ukraine%22&expand=off")
        assert not page.locator(".fold mark").count()
        page.goto(f"/quotes/?speaker={Speaker.objects.earliest('pk').pk}")
        words = page.locator(".fold .words").first
        folded = words.bounding_box()["height"]
        page.locator(".unfold").first.click()
        assert words.bounding_box()["height"] > folded
        page.emulate_media(media="print")
        assert page.evaluate(WHOLE)
        page.emulate_media(media="screen")


WHOLE = (
    "[...document.querySelectorAll('.fold .words')].every((one) => one.scrollHeight <= one.clientHeight + 1)"
)


def two_speakers():
    ids = [Speaker.objects.get(name=name).pk for name in ("Antony Blinken", "Jens Stoltenberg")]
    return "/compare/?a.speaker={}&b.speaker={}".format(*ids)


def test_two_speakers_are_picked_on_the_page_and_stand_in_two_columns_on_a_desk(plain):
    plain.set_viewport_size(DESK)
    plain.goto(Speaker.objects.get(name="Antony Blinken").get_absolute_url())
    follow(plain, "text=Compare with …")
    plain.fill("#b-who", "Stoltenberg")
    follow(plain, "form.compare-form button")
    a, b = (plain.locator(f".lanes > .{side}").first.bounding_box() for side in "ab")
    assert a["x"] + a["width"] <= b["x"]


def test_on_a_phone_two_speakers_are_interleaved_by_date(phone):
    phone.goto(two_speakers())
    places = phone.evaluate(
        "[...document.querySelectorAll('.lanes > li')].map((li) => li.getBoundingClientRect())"
    )
    assert {place["x"] for place in places} == {16}
    assert all(one["y"] < other["y"] for one, other in pairwise(places))
    assert {"A", "B"} <= set(phone.locator(".lanes .letter").all_text_contents())


SELECT = """([from, to]) => {
  const run = document.querySelector("[data-at]");
  const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""


@pytest.mark.parametrize("text", ["body", "raw"])
def test_a_link_to_any_words_of_an_article_marks_them_without_scripts(phone, plain, text):
    article = Quote.objects.published().get(ref="003-s1").article
    phone.goto(f"{article.get_absolute_url()}?text={text}")
    words = phone.evaluate(SELECT, [4, 18])
    phone.click("text=Copy link to these words")
    link = phone.evaluate("navigator.clipboard.readText()")
    plain.goto(link)
    assert "".join(plain.locator("mark.linked").all_text_contents()) == words
    assert 0 <= plain.locator("#words").bounding_box()["y"] < PHONE["height"]


def test_a_link_that_was_made_for_another_text_marks_nothing_and_says_so(plain):
    article = Quote.objects.published().get(ref="003-s1").article
    plain.goto(f"{article.get_absolute_url()}?words=4-18&hash=0123456789ab")
    assert plain.locator("mark.linked").count() == 0
    assert "made for another text" in plain.text_content(".notice")


def print_out(page, address):
    page.set_viewport_size({"width": 680, "height": 960})
    page.emulate_media(media="print")
    page.goto(address)


def test_a_printed_page_says_where_it_comes_from_and_has_nothing_to_press(phone):
    for address in ["/quotes/?q=Korea", "/speakers/", "/countries/KP/", "/dossier/?view=compact"]:
        print_out(phone, address)
        head = phone.locator(".on-paper").inner_text()
        assert "Statement Archive" in head, address
        assert address in head, address
        assert "printed on" in head, address
        for pressed in ("button", "summary", "input", ".actions", ".all", "nav.pages"):
            assert not [one for one in phone.locator(pressed).all() if one.is_visible()], pressed


def test_a_printed_article_shows_where_each_part_of_a_quote_ends(phone):
    print_out(phone, Quote.objects.published().get(ref="003-s1").article.get_absolute_url())
    ends = phone.evaluate(
        "[...document.querySelectorAll('mark.said.closes')].map((m) => getComputedStyle(m, '::after').content)"
    )
    assert ends
    assert set(ends) == {'"⟧"'}


def test_a_printed_calendar_is_darkest_where_most_was_said(phone):
    print_out(phone, "/countries/matrix/")
    colours = [
        phone.locator(f".level-{level}").first.evaluate(
            "(cell) => { const at = document.createElement('canvas').getContext('2d');"
            " for (const one of [cell, cell.firstElementChild]) {"
            " at.fillStyle = getComputedStyle(one).backgroundColor; at.fillRect(0, 0, 1, 1); }"
            " return at.getImageData(0, 0, 1, 1).data[0]; }"
        )
        for level in (1, 3, 4)
    ]
    assert colours == sorted(colours, reverse=True)
    assert len(set(colours)) == 3


def test_all_results_are_printed_on_few_sheets(phone):
    phone.goto("/quotes/")
    follow(phone, "text=Print in short")
    assert phone.locator(".in-short > li").count() == 45
    sheets = phone.pdf(format="A4").count(b"/Type /Page\n")
    assert 0 < sheets <= 9


def test_the_smallest_phone_shows_a_quote_on_the_first_screen_of_the_front_page(phone):
    phone.set_viewport_size({"width": 320, "height": 568})
    phone.goto("/")
    assert phone.locator(".quotes .words").first.bounding_box()["y"] < 568 - 40


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}])
def test_a_page_of_somebody_or_something_shows_a_quote_on_its_first_screen(phone, size):
    phone.set_viewport_size(size)
    briefing = Quote.objects.published().exclude(occasion=None).earliest("pk").occasion
    things = [Speaker.objects.get(name="Matthew Miller"), Outlet.objects.get(name="The Times Hub"), briefing]
    for path in [*(thing.get_absolute_url() for thing in things), "/countries/KR/", "/2024/", "/2024/09/"]:
        phone.goto(path)
        assert phone.locator(".quotes .words").first.bounding_box()["y"] < size["height"] - 40, path
        phone.click("text=In numbers")
        assert phone.locator("#numbers").bounding_box()["y"] < size["height"], path
