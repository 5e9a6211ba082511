"""A quote in a frame of another page, and oEmbed."""

from html import unescape
from xml.etree import ElementTree

import pytest

from archive.models import Quote
from archive.outputs.share.pictures import quote_card
from archive.reading.quoted import quoted
from tests.builders import make_article, make_outlet, make_quote, make_speaker

OURS = "http://127.0.0.1:8000"


@pytest.fixture
def denied(db):
    article = make_article("T\n\nAda denied the <deals>.\n", outlet=make_outlet())
    return make_quote("the <deals>", cue="denied", kind="indirect", article=article)


def embedded(client, quote):
    return client.get(f"/quotes/{quote.pk}/embed/")


def test_an_embed_is_small_and_carries_verb_label_source_and_date(client, denied):
    page = embedded(client, denied)
    text = page.content.decode()
    assert "[Ada Lovelace] denied the &lt;deals&gt;</blockquote>" in text
    for part in ("In the reporter&#x27;s words. Said [on 17 June 2024]", "The Daily Post"):
        assert part in text
    assert len(page.content) < 15_000


@pytest.mark.parametrize("kind", ["direct", "indirect"])
@pytest.mark.parametrize("letter", ["'", "&", "한", "ש", "😀"])
def test_an_embed_of_many_words_is_small_too_and_keeps_its_verb(client, db, letter, kind):
    words = f"the {letter * 20_000}"
    article = make_article(f"{letter * 200}\n\nAda denied {words}", title=letter * 300)
    quote = make_quote(words, make_speaker(letter * 150), cue="denied", kind=kind, article=article)
    page = embedded(client, quote).content
    assert len(page) < 15_000
    text = unescape(page.decode())
    assert "…" in text
    assert ("denied the" in text) == (kind == "indirect")


def test_who_was_only_inferred_stands_in_brackets(client, db):
    quote = make_quote(attribution={"basis": "inferred"})
    assert "<bdi>[Ada Lovelace]</bdi>" in embedded(client, quote).content.decode()
    assert "[Ada Lovelace]" in quote_card(quoted([quote.pk])[0]).below


@pytest.mark.parametrize("path", ["/quotes/{}/embed/", "/quotes/{}/picture.png"])
def test_an_unchanged_answer_leaves_the_browser_what_lets_it_into_a_frame(client, denied, indexed, path):
    indexed()
    first = client.get(path.format(denied.pk))
    again = client.get(path.format(denied.pk), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    told = {"Content-Security-Policy", "Cross-Origin-Resource-Policy", "X-Frame-Options"}
    assert {name: again[name] for name in told & set(again.headers) if again[name] != first.get(name)} == {}


def test_only_an_embed_may_stand_in_a_frame(client, denied):
    page, other = embedded(client, denied), client.get(denied.get_absolute_url())
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert "script-src" not in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


def test_an_embed_says_that_its_quote_was_withdrawn(client, denied):
    Quote.objects.filter(pk=denied.pk).update(status="withdrawn", withdrawn_reason="Misheard <b>")
    page = embedded(client, denied)
    assert page.status_code == 410
    assert "because:</strong> Misheard &lt;b&gt;" in page.content.decode()
    assert "deals" not in page.content.decode()
    assert "frame-ancestors *" in page["Content-Security-Policy"]


def test_a_draft_and_no_quote_look_alike(client, db):
    draft = make_quote(status="draft")
    page, none = embedded(client, draft), client.get("/quotes/999999/embed/")
    assert page.status_code == none.status_code == 404
    assert page.content.decode().replace(str(draft.pk), "999999") == none.content.decode()


def test_the_page_of_a_quote_offers_code_to_paste(client, denied):
    page = client.get(denied.get_absolute_url())
    snippets = page.context["snippets"]
    assert f'<iframe src="{OURS}/quotes/{denied.pk}/embed/"' in snippets["frame"]
    assert "[Ada Lovelace] denied the &lt;deals&gt;" in snippets["plain"]
    assert 'type="application/json+oembed"' in page.content.decode()


@pytest.mark.parametrize("name", ["Barnaby & Noblet, Inc.", "Ada"])
def test_code_to_paste_has_one_full_stop(client, db, name):
    article = make_article("Why?\n\n“Peace is near,” she said.", title="Why?")
    page = client.get(make_quote(speaker=make_speaker(name), article=article).get_absolute_url())
    plain = unescape(page.context["snippets"]["plain"])
    assert f"<footer>{name.removesuffix('.')}. Direct quote." in plain
    assert ": Why?\n" in plain


@pytest.mark.parametrize("address", ["/quotes/{}/", "/quotes/{}-any-slug/", "/q/{}", "/q/{}@2"])
def test_oembed_knows_every_address_of_a_quote(client, denied, address):
    answer = client.get("/oembed", {"url": OURS + address.format(denied.pk), "maxwidth": "400"})
    found = answer.json()
    assert (found["type"], found["version"], found["width"]) == ("rich", "1.0", 400)
    assert "denied" in found["title"]
    assert 'width="400"' in found["html"]


def test_oembed_in_xml(client, denied):
    answer = client.get("/oembed", {"url": f"{OURS}/q/{denied.pk}", "format": "xml"})
    root = ElementTree.fromstring(answer.content)
    assert root.find("html").text.startswith("<iframe")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"url": "http://evil.example/quotes/{}/"}, 404),
        ({"url": OURS + "/articles/{}/"}, 404),
        ({"url": "http://[/quotes/"}, 404),
        ({"url": "http://127.0.0.1:8000@evil.example/q/{}"}, 404),
        ({"url": OURS + "/q/{}", "format": "yaml"}, 501),
        ({"url": OURS + "/q/{}", "maxwidth": "wide"}, 200),
    ],
)
def test_oembed_refuses_what_is_not_ours(client, denied, asked, status):
    given = {name: value.format(denied.pk) for name, value in asked.items()}
    assert client.get("/oembed", given).status_code == status


@pytest.mark.parametrize(
    ("limit", "has"),
    [({}, True), ({"maxwidth": 1200}, True), ({"maxwidth": 600}, False), ({"maxheight": 320}, False)],
)
def test_a_thumbnail_is_offered_where_it_is_no_larger_than_asked(client, denied, limit, has):
    found = client.get("/oembed", {"url": f"{OURS}/q/{denied.pk}", **limit}).json()
    assert ("thumbnail_url" in found) is has
