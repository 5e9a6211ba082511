"""Joint statements, boilerplate, and marking up without scripts."""

import pytest
from django.contrib.auth.models import User

from archive.models import Quote
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.browser.test_markup import SELECT
from tests.builders import make_article, make_quote, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RAW = "Banner\n\nTalks begin\n\n“Peace is near,” Ada Lovelace and Bob Byron said on Monday. “Peace is near,” they said.\n"


@pytest.fixture
def article(transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    return make_article(RAW)


def open_markup(page, base, article):
    log_in(page, base, "grace", "hopper")
    page.goto(f"{base}/admin/archive/article/{article.pk}/markup/")


def press(page, words, key):
    page.evaluate(SELECT, [RAW.index(words), RAW.index(words) + len(words)])
    page.keyboard.press(key)


def test_two_suggested_speakers_make_a_joint_statement(live_server, article):
    ada, bob = make_speaker(), make_speaker("Bob Byron")
    with chromium() as (page, said):
        open_markup(page, live_server.url, article)
        press(page, "Peace is near,", "q")
        for name in ("Ada Lovelace", "Bob Byron", "Bob Byron", "Bob Byron"):
            page.click(f"#candidates button >> text={name}")
        assert page.text_content("#picked") == "Joint statement of Ada Lovelace and Bob Byron."
        follow(page, "[name=_save]")
        page.wait_for_selector(".messagelist .success")
        assert said == []
    assert [each.speaker for each in Quote.objects.get().attributions.all()] == [ada, bob]


def test_what_is_suggested_is_filled_in_and_the_day_shown(live_server, article):
    with chromium() as (page, _):
        open_markup(page, live_server.url, article)
        press(page, "Peace is near,", "q")
        page.wait_for_selector("#id_said_earliest", state="visible")
        assert page.input_value("#id_said_earliest") == "2024-06-17"
        assert (page.input_value("#id_kind"), page.input_value("#id_cue_words")) == ("direct", "said")


def test_boilerplate_is_struck_out_and_restored_by_selecting(live_server, article):
    with chromium() as (page, _):
        open_markup(page, live_server.url, article)
        for button, struck in (("_strike", 1), ("_restore", 0)):
            press(page, "Banner", "b")
            follow(page, f"[name={button}]")
            assert page.locator("del.boilerplate").count() == struck


def test_without_scripts_words_that_stand_twice_are_asked_about(live_server, article):
    with chromium(scripts=False) as (page, _):
        open_markup(page, live_server.url, article)
        page.fill("#id_words", "Peace is near,")
        page.select_option("#id_kind", "direct")
        follow(page, "[name=_save]")
        page.click("fieldset.which label >> nth=1")
        follow(page, "[name=_save]")
        page.wait_for_selector(".messagelist .success")
    assert Quote.objects.get().spans.get(part="words").start == RAW.rindex("Peace is near,")


def test_overlapping_quotes_stand_out(live_server, article):
    for words in ("Peace is near,", "is near,"):
        make_quote(words, article=article)
    with chromium() as (page, _):
        open_markup(page, live_server.url, article)
        assert page.locator("mark.overlap").text_content() == "is near,"
