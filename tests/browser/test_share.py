"""Passing quotes on: one click from a result to a sentence, and a list that stays."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from archive.models import Quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_sentence_for_a_story_is_one_click_from_a_result(page, site):
    page.goto(f"{site}/quotes/?q=ammunition")
    with page.expect_response("**/story.txt"):
        page.click("[data-story] >> nth=0")
    page.wait_for_selector("text=Copied")
    sentence = page.evaluate("navigator.clipboard.readText()")
    assert sentence.startswith("“")
    assert "/q/" in sentence


def test_a_list_of_two_survives_ten_pages(page, site):
    page.goto(f"{site}/quotes/?q=ammunition")
    ids = [page.locator("input[name=keep]").nth(at).get_attribute("value") for at in (0, 1)]
    for at in (0, 1):
        page.locator("input[name=keep]").nth(at).check()
    quote = Quote.objects.published().first().get_absolute_url()
    for address in (
        "/",
        "/speakers/",
        "/countries/",
        "/timeline/",
        "/articles/",
        "/help/",
        "/about/",
        quote,
        "/outlets/",
        "/occasions/",
    ):
        page.goto(site + address)
        assert page.inner_text(".my-list") == "List (2)"
    page.click(".list-bar >> text=Open")
    page.wait_for_url(f"**/quotes/?id={ids[0]}&id={ids[1]}")
    page.click(".list-bar >> text=Empty")
    assert not page.is_visible(".list-bar")


def test_an_address_with_a_list_brings_it_once(page, site):
    """What was taken out of the list does not come back by the links of the page; on a phone it covers no filters."""
    ids = list(Quote.objects.published().values_list("pk", flat=True)[:3])
    page.goto(f"{site}/quotes/?q=peace&" + "&".join(f"keep={id_}" for id_ in ids))
    page.goto(f"{site}/")
    assert page.inner_text(".my-list") == "List (3)"
    first = Quote.objects.published().order_by("-pk").values_list("pk", flat=True)[0]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/quotes/?keep={first}")
    dock, bar = (page.locator(each).bounding_box() for each in (".dock", ".list-bar"))
    assert bar["y"] + bar["height"] <= dock["y"] + 1
    page.click(".list-bar >> text=Empty")
    page.click("[rel=next]")
    assert "keep=" not in page.url
    assert not page.is_visible(".list-bar")


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin that frames what its address names."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<iframe src="{self.path[1:]}"></iframe>'.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere():
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("page_of", "shown"), [("embed/", 1), ("", 0)])
def test_an_embed_alone_stands_in_a_page_of_another_origin(page, site, elsewhere, page_of, shown):
    quote = Quote.objects.published().first()
    page.goto(f"{elsewhere}/{site}/quotes/{quote.pk}/{page_of}")
    assert page.frame_locator("iframe").locator("blockquote").count() == shown
    page.reload()  # the browser asks whether what it has is still so
    assert page.frame_locator("iframe").locator("blockquote").count() == shown
