"""What readers may rely on: points 1 to 10, 13 and 16 to 21 of 25, on the five articles, numbered in order.

What every page must have, for 3 and 5, stands in test_public_pages.py. The others need rows of their own: 11, 12, 15 and 22 stand in test_acceptance_own_rows.py, 14 in
test_hostile_text.py, 23 to 25 in test_acceptance_desk.py.
"""

import json
import re
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit

import bibtexparser
import pytest
import rispy

from archive.models import Article, Quote, Speaker, Statement
from archive.search.analysis import STOP_WORDS, stem
from archive.text.folding import fold
from tests.browser.chromium import follow, opened
from tests.browser.site import addresses, wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 320, "height": 640}
STATUS = ".count[role=status]"


@pytest.fixture
def stranger():
    """A browser that was never here."""
    with opened() as page:
        yield page


@pytest.fixture
def phone():
    with opened(PHONE) as page:
        yield page


def total(page):
    """The number of quotes that the page says it found."""
    number = page.locator(f"{STATUS} strong")
    return int(number.inner_text()) if number.count() else 0


def pairs(address):
    return parse_qsl(urlsplit(address).query)


def test_01_without_scripts_a_reader_searches_filters_and_pages(plain, site):
    plain.goto(site)
    plain.fill("#q", "Korea")
    follow(plain, "#search button")
    follow(plain, "#facet-country ~ ul >> text=United States")
    follow(plain, ".facet >> text=Matthew Miller")
    plain.fill("#said_from", "2024-08")
    follow(plain, "text=Apply")
    miller = Speaker.objects.get(name="Matthew Miller").pk
    asked = {("q", "Korea"), ("speaker", f"{miller}"), ("country", "US"), ("said_from", "2024-08")}
    assert set(pairs(plain.url)) == asked
    assert 0 < total(plain) < 10
    plain.goto(f"{site}/quotes/")
    follow(plain, "[rel=next]")
    assert plain.inner_text(STATUS).startswith("21–40 of ")


def test_01_without_scripts_a_reader_sorts_opens_cites_and_compares(plain, site):
    plain.goto(f"{site}/quotes/?q=deepening+cooperation&group=none")
    follow(plain, ".summary >> text=Oldest")
    assert plain.url.endswith("&sort=oldest&group=none")
    follow(plain, "text=Open quote >> nth=0")
    assert "deepening cooperation" in plain.input_value(".cite textarea >> nth=0")
    follow(plain, ".use >> text=Compare")
    assert plain.locator(".wording").count() == 2
    plain.goto(f"{site}/quotes/?q=Russia")
    for box in plain.locator(".pick input").all()[:2]:
        box.check()
    follow(plain, "text=Compare side by side")
    assert plain.locator(".wording").count() == 2


def test_02_the_address_alone_brings_back_every_state_of_the_results(page, stranger, site):
    page.goto(f"{site}/quotes/?q=Korea")
    steps = [
        ".facet a >> nth=0",
        ".summary >> text=Oldest",
        ".summary >> text=By speaker",
        ".summary >> text=Timeline",
        ".chips a >> nth=1",
    ]
    for step in steps:
        follow(page, step)
        stranger.goto(page.url)
        assert stranger.inner_html("body") == page.inner_html("body"), page.url


def test_03_each_wrong_address_answers_with_its_status_in_words(page, site):
    expected = {"not-found": 404, "refused": 400, "bad-date": 400, "withdrawn": 410, "removed": 410}
    expected |= {"forbidden": 403, "broken": 500, "database-down": 503}
    assert {name: page.goto(site + address).status for name, address in wrong().items()} == expected
    for address in wrong().values():
        page.goto(site + address)
        assert (
            page.locator("main h1").count()
            == page.locator("main .lede, main .problems, main .notice[role=alert]").count()
            == 1
        )


def test_04_the_first_stop_is_a_skip_link_and_the_first_result_three_stops_after_it(page, site):
    page.goto(f"{site}/quotes/?q=Russia")
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Skip to the results"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.quotes > li:first-child') !== null")


# Whether the focus has an outline, and whether any of nine points on it is on top of all else.
FOCUS = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = [...here.getClientRects()].some(({ x, y, width, height }) =>
    [0.1, 0.5, 0.9].some((a) => [0.1, 0.5, 0.9].some((b) => {
      const top = document.elementFromPoint(x + a * width, y + b * height);
      return top && (here.contains(top) || top.contains(here));
    })));
  return [ringed, seen, here.outerHTML.slice(0, 120)];
}"""


def test_04_the_focus_is_always_visible_and_never_covered(page, site):
    for name in ["results", "quote", "article", "compare"]:
        page.emulate_media(reduced_motion="reduce")  # else the page is still on its way to the focus
        page.goto(site + addresses()[name])
        page.keyboard.press("Tab")
        for _ in range(100):
            ringed, seen, element = page.evaluate(FOCUS)
            assert (ringed, seen) == (True, True), element
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break


def test_05_on_a_phone_the_filters_are_one_sheet_that_says_how_many_are_active(phone, site):
    phone.goto(f"{site}/quotes/?country=US&q=Russia")
    assert not phone.is_visible(".facet")
    phone.click("text=Filters (2)")
    assert phone.is_visible(".facet >> nth=0")


def test_06_each_filter_is_named_with_a_link_that_takes_only_it_away_and_goes_to_page_1(page, site):
    address = f"{site}/quotes/?q=Korea&kind=direct&kind=mixed&kind=indirect&said_from=2024&page=2"
    page.goto(address)
    names = ["Words “Korea”", "Kind Direct quote", "Kind Partly quoted", "Kind In the reporter's words"]
    chips = page.locator(".chips a:has(.chip-name)")
    assert [re.sub(r"Remove the filter |×", "", text) for text in chips.all_text_contents()] == [
        *names,
        "Said from 1 January 2024",
    ]
    asked = pairs(address)[:-1]
    links = [pairs(chip.get_attribute("href")) for chip in chips.all()]
    assert links == [asked[:at] + asked[at + 1 :] for at in range(len(asked))]


FOLLOW = """async (links) => Promise.all(links.map(async (link) => {
  const parser = new DOMParser();
  const there = parser.parseFromString(await (await fetch(link)).text(), "text/html");
  return there.querySelector("[role=status] strong").textContent;
}))"""


def test_07_the_count_of_each_facet_is_the_number_of_results_behind_it(page, site):
    texts = " ".join(Quote.objects.published().order_by("pk").values_list("text", flat=True))
    words = sorted(
        {word for word in re.findall(r"[a-z]{4,}", texts.lower()) if texts.lower().count(word) > 3}
    )
    page.goto(f"{site}/quotes/?q={Random(1).choice(words)}")
    choices = page.locator(".facet a").all()
    counts = [re.findall(r"(\d+) quotes?$", choice.text_content())[0] for choice in choices]
    assert len(choices) > 8
    assert page.evaluate(FOLLOW, [choice.get_attribute("href") for choice in choices]) == counts


def test_08_the_title_holds_words_count_and_page_and_the_count_is_announced(page, site):
    page.goto(f"{site}/quotes/?q=Korea&page=2")
    [(last, found)] = re.findall(r"21–(\d+) of (\d+) quotes .*Korea", page.inner_text(STATUS))
    assert int(last) == min(int(found), 40)
    assert page.title().startswith(f"Korea – {found} quotes, page 2 of {-(-int(found) // 20)} – ")


def test_09_a_phrase_is_found_as_it_stands_and_words_in_all_their_forms(page, site):
    page.goto(f'{site}/quotes/?q="supporting"')
    exact = total(page)
    assert all("supporting" in text.lower() for text in page.locator(".quotes > li .words").all_inner_texts())
    page.goto(f"{site}/quotes/?q=supporting")
    forms = {text.lower() for text in page.locator(".words mark").all_inner_texts()}
    assert total(page) > exact > 0
    assert {"supporting", "support"} <= forms
    page.goto(f'{site}/quotes/?q="cooperation deepening"')
    assert total(page) == 0


def test_09_both_ways_to_search_are_explained_on_the_page(page, site):
    page.goto(f"{site}/quotes/?q=peace")
    hint = page.inner_text("#search-hint")
    assert "in any form" in hint
    assert "quotation marks" in hint
    assert page.get_attribute("#search-hint a", "href") == "/help/"


# A joint statement counts for each of its speakers, as the caption says: the sum may pass the total by these.
def test_10_speakers_stand_by_their_hits_with_first_and_last_day_and_make_up_the_total(page, site):
    page.goto(f"{site}/quotes/?view=speakers")
    rows = [row.inner_text().split("\t") for row in page.locator(".by-speaker tbody tr").all()]
    hits = [int(row[1]) for row in rows]
    joint = sum(quote.attributions.count() - 1 for quote in Quote.objects.published())
    assert hits == sorted(hits, reverse=True)
    assert sum(hits) == total(page) + joint
    assert all(re.search(r"\d{4}$|^no date printed$", row[2]) for row in rows)


def test_13_every_mark_holds_a_form_of_a_word_that_was_searched(page, site):
    for words in ["supporting Russia", "destabil*", "ammunitin~ Korea", "Miller cooperation"]:
        page.goto(f"{site}/quotes/?{urlencode({'q': words})}")
        searched = [stem(fold(word.strip("*~"))) for word in words.split()]
        searched += fold(" ".join(page.locator(".summary .hint q").all_text_contents())).split()
        marks = page.locator("mark").all_text_contents()
        assert marks, words
        for mark in marks:
            for word in re.findall(r"\w+", fold(mark)):
                near = [stem(word).startswith(wanted[:5]) or word == wanted for wanted in searched]
                assert any(near) or word in {*STOP_WORDS, "s"}, mark


def test_13_with_its_marks_the_text_is_the_stored_text_to_the_character(page, site):
    page.goto(f"{site}/quotes/?q=Korea+OR+Russia&group=none&kind=direct")
    cards = page.locator(".quotes > li").all()
    shown = {int(card.locator(".who").first.get_attribute("id").removeprefix("who-")): card for card in cards}
    stored = Quote.objects.in_bulk(list(shown))
    assert {pk: quote.text for pk, quote in stored.items()} == {
        pk: card.locator(".words").text_content() for pk, card in shown.items()
    }
    for article in Article.objects.public():
        page.goto(f"{site}{article.get_absolute_url()}?text=raw&q=Korea")
        assert page.locator(".raw").text_content() == article.raw_text


def test_16_every_quote_of_an_article_has_its_marks_and_one_anchor(page, site):
    for article in Article.objects.public():
        published = sorted(str(quote.pk) for quote in Quote.objects.in_article(article))
        page.goto(site + article.get_absolute_url())
        quotes = page.locator("mark.said").evaluate_all(
            "all => all.flatMap((e) => e.dataset.quotes.split(' '))"
        )
        anchors = page.locator("[id^=q]").evaluate_all("all => all.map((e) => e.id.slice(1))")
        assert sorted(set(quotes)) == published
        assert sorted(filter(str.isdigit, anchors)) == published


def test_16_the_address_of_a_quote_in_its_article_puts_it_in_view(page, site):
    quote = Quote.objects.get(ref="002-s18")
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{site}{quote.article.get_absolute_url()}#q{quote.pk}")
    box = page.locator(f"#q{quote.pk}").bounding_box()
    assert 0 <= box["y"] < 700


def cited(page):
    """The text of each citation by its label."""
    boxes = page.locator(".cite:not(.embed)")
    texts = [area.input_value() for area in boxes.locator("textarea").all()]
    return dict(zip(boxes.locator("summary").all_text_contents(), texts, strict=True))


def test_17_every_citation_parses_and_holds_speaker_words_date_and_address(plain, site):
    for ref in ["003-s1", "002-s11"]:
        quote = Quote.objects.get(ref=ref)
        plain.goto(site + quote.get_absolute_url())
        texts = cited(plain)
        (ris,) = rispy.loads(texts["RIS"])
        (bib,) = bibtexparser.parse_string(texts["BibTeX"]).entries
        (csl,) = json.loads(texts["CSL-JSON"])
        families = [each.speaker.shown.name.split()[-1] for each in quote.attributions.all()]
        said = plain.inner_text(".facts dd >> nth=0").split("\n")[0]
        assert all([ris["type_of_reference"], bib.entry_type, csl["type"]]), ref
        for text in texts.values():
            everything = " ".join(re.sub(r"[{}\\]|\n\s*", " ", text).split())
            assert all(family in everything for family in families), ref
            assert quote.text.split()[-2] in everything, ref
            assert said.removeprefix("on ") in everything, ref
            assert "http" in everything, ref


def test_18_an_empty_page_offers_a_way_to_results(page, site):
    for query in [
        "q=ammunition&country=KP",
        "q=ammunition+zebra",
        "q=amunition",
        "speaker={0}&country=KP",
        "q=Korea&said_to=1999",
    ]:
        page.goto(f"{site}/quotes/?" + query.format(Speaker.objects.get(name="Matthew Miller").pk))
        assert total(page) == 0, query
        way = page.locator(".empty .mend a, .empty h3 + ul a").first
        promised = re.search(r": (\d+) quotes?$", way.inner_text())
        follow(page, way)
        assert total(page) > 0, query
        assert promised is None or total(page) == int(promised[1]), query


def test_19_bad_syntax_is_named_with_a_link_that_works_and_the_words_stay_in_the_box(plain, site):
    for words, said in [
        ("p*", "needs 3 letters"),
        ("AND", "no word"),
        ("colour:red x", "colour"),
    ]:
        answer = plain.goto(f"{site}/quotes/?{urlencode({'q': words})}")
        assert answer.status == 400, words
        assert said in plain.inner_text(".problems"), words
        assert plain.input_value("#q") == words, words
        follow(plain, "a.mend")
        assert plain.locator(STATUS).count() == 1, words


def test_20_differing_words_are_told_in_words_where_no_style_is(plain, site):
    plain.route("**/*.css", lambda route: route.abort())
    plain.goto(site + Statement.objects.get().get_absolute_url())
    columns = plain.locator(".wording").all_inner_texts()
    assert all(f"[only in {letter}: " in column for letter, column in zip("AB", columns, strict=True))
    rows = plain.locator(".only-in tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["Only in A", "Only in B"]


def test_21_bars_are_links_and_the_table_has_the_same_numbers_and_the_undated(plain, site):
    for query in ["", "?q=Korea", "?country=US"]:
        plain.goto(f"{site}/timeline/{query}")
        bars = plain.locator(".histogram svg a:has(.bar)")
        told = bars.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
        links = bars.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        plain.click(".histogram summary")
        table = [row.split("\t") for row in plain.locator(".histogram tbody tr").all_inner_texts()]
        rows = {label: int(count) for label, count in table}
        assert {bar.split(": ")[0]: int(bar.split()[-2]) for bar in told}.items() <= rows.items(), query
        assert "No day of saying known" in rows, query
        assert sum(rows.values()) == total(plain), query
        plain.goto(f"{site}/timeline/{links[0]}")
        assert total(plain) == int(told[0].split()[-2]), query
