"""What a reader meets in an archive of some size: a made-up one, on a phone and on a desk."""

import pytest

from archive.models import Country, Speaker
from tests.browser.chromium import follow, opened
from tests.browser.searches import searches

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def phone(demo, scripts):
    with opened(PHONE, java_script_enabled=scripts, base_url=demo) as page:
        yield page


@pytest.fixture
def page(demo):
    with opened({"width": 1280, "height": 900}, base_url=demo) as page:
        yield page


def top(page):
    return page.locator(".quotes .words").first.bounding_box()["y"]


# Gives every speaker, and every source, a name of 80 letters and more.
LENGTHEN = """document.querySelectorAll(".quotes .who bdi, .quotes .chain, .people bdi, .chips a").forEach((one) => {
  one.append(" Hereditary Prince Maximilian-Alexander von und zu Hohenlohe-Schillingsfürst");
})"""


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.drill)])
def test_on_a_phone_the_first_quote_stands_on_the_first_screen_of_any_search(phone, scripts, step):
    """A quarter of the searches with scripts, another without; in the drills all both ways."""
    for search in list(searches())[scripts % step :: step]:
        phone.goto(f"/quotes/{search}")
        assert phone.locator(".quotes .words, .empty").first.bounding_box()["y"] < 400, search
        assert phone.evaluate("document.documentElement.scrollHeight") < 6000, search
        phone.evaluate(LENGTHEN)
        assert phone.locator(".quotes .words, .empty").first.bounding_box()["y"] < 400, search


def test_the_sheet_of_filters_stays_open_after_a_choice_and_shows_the_results_on_request(phone):
    phone.goto("/quotes/?q=talks")
    phone.click("text=Filters (1)")
    shows = phone.locator(".close a")
    assert shows.bounding_box()["y"] < PHONE["height"] - 40
    follow(phone, ".facet a >> nth=0")
    assert phone.is_visible(".facet >> nth=0")
    assert phone.locator(".facet [aria-current]").count() == 1
    assert phone.is_visible(".sheet >> text=Oldest")
    shows.click()
    assert not phone.is_visible(".facet >> nth=0")
    assert top(phone) < 400


def test_the_menu_of_a_phone_is_one_row_until_it_is_opened(phone):
    phone.goto("/quotes/")
    assert phone.locator("header.site").bounding_box()["height"] < 60
    phone.click("text=Menu")
    follow(phone, "header.site >> text=Countries")
    assert phone.url.endswith("/countries/")


def test_the_head_is_one_row_on_every_phone_with_a_list_too(demo):
    with opened(PHONE, base_url=demo) as phone:
        phone.goto("/quotes/")
        for box in phone.locator(".pick input").all()[:2]:
            box.check()
        assert phone.is_visible("text=List (2)")
        for width in (390, 360, 320):
            phone.set_viewport_size({"width": width, "height": 844})
            assert phone.evaluate("document.querySelector('header.site').offsetHeight") < 60, width


def test_a_phone_on_its_side_shows_a_quote_on_its_first_screen(page):
    page.set_viewport_size({"width": 844, "height": 390})
    page.goto("/quotes/?q=talks&kind=direct")
    words, dock = (page.locator(part).first.bounding_box() for part in (".quotes .words", ".dock"))
    assert words["y"] + words["height"] < dock["y"]


CARD = """(card) => [".who, .who.hidden", ".when", ".words", ".kind", ".actions"].every((part) => card.querySelector(part))
  && (card.querySelector(".source .chain") || card.matches(".joined"))"""


def test_five_whole_cards_with_all_they_must_say_stand_on_one_screen_of_a_desk(page):
    for search in ["?q=talks", "?q=denied", "?kind=direct", "?group=none", "?said_from=2020"]:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"/quotes/{search}")
        cards = page.locator(".quotes > li").all()[:5]
        fifth = cards[-1].bounding_box()
        assert fifth["y"] + fifth["height"] <= 800, search
        assert all(card.evaluate(CARD) for card in cards), search


def test_the_compact_view_is_denser_still(page):
    heights = []
    for search in ["?q=talks", "?q=talks&view=compact"]:
        page.goto(f"/quotes/{search}")
        heights.append(page.locator(".quotes").bounding_box()["height"])
    assert heights[1] < heights[0]


def test_what_neighbours_share_is_said_once(page):
    page.goto("/quotes/?group=none&sort=oldest")
    runs = page.locator(".run")
    assert runs.count()
    assert page.locator(".source").count() < page.locator(".quotes > li").count()


LISTS = [
    "/speakers/",
    "/organisations/",
    "/occasions/",
    "/countries/",
    "/outlets/",
    "/articles/",
    "/timeline/",
    "/changes/",
    "/corrections/",
]


def test_no_list_is_without_end(page):
    page.set_viewport_size(PHONE)
    speaker = Speaker.objects.public().canonical().named().first().get_absolute_url()
    country = Country.objects.public().first().get_absolute_url()
    results = [
        "/quotes/",
        "/quotes/?view=speakers",
        "/quotes/?q=the+talks&view=line",
        "/quotes/values/speaker/",
    ]
    compared = f"/compare/?a.country={Country.objects.public().first().pk}&b.said_from=2015"
    for address in [*LISTS, *results, speaker, country, f"{country}?tab=mentions", "/2020/", compared]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollHeight") < 6000, address


def test_letters_of_twice_the_size_make_no_table_or_form_wider_than_a_phone(demo):
    with opened(PHONE, base_url=demo, bypass_csp=True) as phone:
        for address in ("/quotes/?view=speakers", "/help/coverage/", "/countries/", "/compare/"):
            phone.goto(address)
            phone.add_style_tag(content="html { font-size: 200% !important }")
            for width in (390, 320):
                phone.set_viewport_size({"width": width, "height": 844})
                assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)


def test_two_of_one_name_are_told_apart_before_one_is_chosen(page):
    names = list(Speaker.objects.public().canonical().named().values_list("name", flat=True))
    name = next(name for name in names if names.count(name) > 1)
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.locator("#q").press_sequentially(name)
    page.wait_for_selector("[role=option]")
    offered = [one for one in page.locator("[role=option]").all_inner_texts() if name in one and one != name]
    assert len(offered) == len(set(offered)) > 1
    page.locator("[role=option]").filter(has_text=name).first.click()
    page.wait_for_url("**speaker=*")
    assert "(" in page.locator(".chips >> nth=0").inner_text()
