from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.contrib.auth.models import User

from archive.models import Article, Quote
from tests.browser.chromium import follow
from tests.browser.desk import chromium, log_in
from tests.builders import make_article, make_country, make_quote, make_speaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def base(live_server, transactional_db):
    User.objects.create_superuser("grace", password="hopper")
    return live_server.url


def choose(page, field, term):
    """Picks the first answer of an autocomplete, with the keyboard."""
    page.focus(f"#id_{field} + .select2 .select2-selection")
    page.keyboard.press("Enter")
    page.keyboard.type(term)
    page.wait_for_selector(".select2-results__option--highlighted:not(.loading-results)")
    page.keyboard.press("Enter")


def test_a_quote_is_added_by_pasting_its_words(base):
    make_country()
    ada = make_speaker()
    article = make_article("Headline\n\n“Peace is near,” Ada Lovelace said.\n")
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/quote/add/")
        choose(page, "article", "Headline")
        page.fill("#id_words", "Peace is near,")
        page.select_option("#id_kind", "direct")
        choose(page, "attributions-0-speaker", "lovelace")
        follow(page, "[name=_save]")
        page.wait_for_selector(".messagelist .success")
        assert said == []
    quote = Quote.objects.get()
    assert (quote.article, quote.text, quote.attributions.get().speaker) == (article, "Peace is near,", ada)


def test_a_step_beside_a_form_asks_once_before_what_was_typed_is_lost(base):
    quote = make_quote("Peace is near", status="draft")
    with chromium() as (page, said):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/quote/{quote.pk}/change/")
        page.fill("#id_public_note", "On the steps of the ministry.")
        page.click("text=Send to review")
        assert "not saved, and would be lost" in page.inner_text("[role=alert]")
        assert Quote.objects.get().status == "draft"
        follow(page, "[name=_continue]")
        assert page.input_value("#id_public_note") == "On the steps of the ministry."
        follow(page, "text=Send to review")
        page.fill("#id_public_note", "Never mind.")
        page.click("text=Publish")
        follow(page, "text=Publish")
        assert said == []
    quote.refresh_from_db()
    assert (quote.status, quote.public_note) == ("published", "On the steps of the ministry.")


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere(tmp_path):
    """The address of a page of another site."""
    words = "“Peace is near,” Ada Lovelace said in the harbour town, where the ministers met for two days."
    page = f"<html><head><title>Talks end</title></head><body><article><h1>Talks end</h1><p>{words}</p></article></body></html>"
    (tmp_path / "talks.html").write_text(f'<!doctype html><meta charset="utf-8">{page}')
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/talks.html"
        server.shutdown()


def test_the_bookmarklet_hands_over_the_page_that_one_looks_at(base, elsewhere):
    with chromium() as (page, _):
        log_in(page, base, "grace", "hopper")
        page.goto(f"{base}/admin/archive/article/upload/")
        bookmark = page.locator("a[href^='javascript:']").get_attribute("href")
        page.goto(elsewhere)
        # A link of the page stands for the bookmark, which no script can press.
        page.evaluate(
            "href => document.body.append(Object.assign(document.createElement('a'), { href, text: 'Bookmark' }))",
            bookmark,
        )
        with page.expect_popup() as opened:
            page.click("text=Bookmark")
        upload = opened.value
        upload.wait_for_function("() => document.getElementById('id_file')?.files.length === 1")
        assert not Article.objects.exists()
        follow(upload, "text=Go on")
        assert upload.input_value("#id_title") == "Talks end"
        assert upload.input_value("#id_url") == elsewhere
    assert "Peace is near" in Article.objects.get().raw_text
