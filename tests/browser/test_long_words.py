"""Words without a blank, names of many words and words from right to left keep to their place, at the desk and on pages."""

import pytest
from django.contrib.auth.models import User

from archive.models import Outlet, Role, Speaker
from archive.search.index import building
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_organisation, make_quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung" * 3
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
DESK = [
    "article/{0.article_id}/review/",
    "article/{0.article_id}/change/",
    "quote/{0.pk}/change/",
    "quote/{0.pk}/history/",
    "speaker/{1.pk}/change/",
    "speaker/{1.pk}/merge/",
    "organisation/{2.pk}/change/",
]
OVERLAP = """() => [...document.querySelectorAll(".quote")].filter((quote) => {
  const [words, when] = [".quote > blockquote", ".when"].map((part) => quote.querySelector(part).getBoundingClientRect());
  return Math.min(words.right, when.right) > Math.max(words.left, when.left)
      && Math.min(words.bottom, when.bottom) > Math.max(words.top, when.top);
}).map((quote) => quote.textContent)"""


def test_the_desk_breaks_words_that_are_wider_than_a_phone(live_server):
    User.objects.create_superuser("grace", password="hopper")
    organisation = make_organisation(LONG[:120])
    speaker = Speaker.objects.create(name=LONG[:150])
    role = Role.objects.create(speaker=speaker, title=LONG[:150], organisation=organisation)
    quote = make_quote(LONG, speaker, attribution={"role": role, "organisation": organisation})
    with chromium() as (page, _):
        log_in(page, live_server.url, "grace", "hopper")
        page.set_viewport_size(PHONE)
        wide = {}
        for path in (each.format(quote, speaker, organisation) for each in DESK):
            page.goto(f"{live_server.url}/admin/archive/{path}")
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > PHONE["width"]} == {}


def in_arabic() -> None:
    """Two quotes of one speaker, so that the second stands without a name above it."""
    text = 'قال بدر: "نعم نحن هنا".\n\nوأكد بدر: "سنبقى هنا إلى النهاية".\n'
    article = make_article(text, language="ar", title="مصر تدعو إلى وقف فوري لإطلاق النار في السودان")
    badr = Speaker.objects.create(name="بدر")
    for words, cue in (("نعم نحن هنا", "قال"), ("سنبقى هنا إلى النهاية", "وأكد")):
        make_quote(words, badr, article=article, cue=cue, language="ar")


def test_words_from_right_to_left_stand_beside_their_date(live_server, index_dir):
    in_arabic()
    building.build()
    with chromium() as (page, _):
        for size in (WIDE, {"width": 800, "height": 900}):
            page.set_viewport_size(size)
            for path in ("/quotes/", "/timeline/"):
                page.goto(live_server.url + path)
                assert page.locator(".who.hidden").count()
                assert page.evaluate(OVERLAP) == []


def test_the_title_beside_a_long_outlet_is_more_than_a_letter(live_server, index_dir):
    outlet = Outlet.objects.create(name="The Quarterly Journal and Proceedings of the Society " * 3)
    make_quote(article=make_article(title="Peace is near, says Ada", outlet=outlet))
    building.build()
    with chromium() as (page, _):
        page.set_viewport_size(WIDE)
        page.goto(f"{live_server.url}/quotes/")
        assert page.locator(".foot cite").evaluate("title => title.clientWidth") > 60


def test_a_title_from_right_to_left_is_cut_at_its_end(live_server, index_dir):
    in_arabic()
    building.build()
    with chromium() as (page, _):
        page.set_viewport_size({"width": 320, "height": 844})
        page.goto(f"{live_server.url}/quotes/")
        letter, shown = page.locator(".run cite a").evaluate(
            """(title) => {
              const range = document.createRange();
              range.setStart(title.firstChild, 0);
              range.setEnd(title.firstChild, 1);
              return [range.getBoundingClientRect().right, title.closest("cite").getBoundingClientRect().right];
            }"""
        )
        assert letter <= shown + 1
