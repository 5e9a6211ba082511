import contextlib
import socket
import time
from pathlib import Path

import pytest
from django.conf import settings

from archive.editing.uploads import LARGEST, PageFacts, Upload, read_upload, suggested

DATA = Path(settings.BASE_DIR, "tests/data")
PAGE = (DATA / "pages/korea.html").read_bytes()
WORDS = "“Peace is near,” Ada Lovelace said on Monday, and the talks would go on."


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


def text_of(body, head=""):
    return read_upload(page(body, head).encode()).text


def test_a_saved_page_becomes_the_text_of_its_article():
    text = read_upload(PAGE).text
    printed = (DATA / "news/korea.txt").read_text().split("\n\n")
    assert all(paragraph.strip() in text for paragraph in printed)
    assert not any(noise in text for noise in ("RLQ", "Main Page", "NewPP", "Creative Commons", "<p>"))


def test_what_a_page_says_of_itself_is_only_suggested():
    found = suggested(read_upload(PAGE))
    assert found.outlet == "Wikinews"
    assert found.url == "https://en.wikinews.example/wiki/North_Korea_puts_military"
    assert found.published == "21 August 2015"
    assert (found.article.published_on, found.article.outlet, found.article.url) == (None, None, "")


def test_the_title_of_the_page_is_taken_where_the_text_has_none():
    assert suggested(read_upload(PAGE)).article.title == "North Korea puts military in 'quasi-state of war'"


def test_nothing_is_fetched(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *given: pytest.fail(f"{given[1:]} was called"))
    head = '<link rel="amphtml" href="http://127.0.0.1/amp"><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'
    assert WORDS in text_of(f'<p>{WORDS}</p><iframe src="http://127.0.0.1/"></iframe>', head)


def test_scripts_and_handlers_leave_no_trace():
    hostile = (
        f"<script>alert(1)</script><style>p{{}}</style><p onclick='alert(2)'>{WORDS}</p><svg onload=alert(3)>"
    )
    assert "alert" not in text_of(hostile)


def test_escaped_markup_stays_text():
    assert "“<b>”" in text_of(f"<p>{WORDS}</p><p>He wrote “&lt;b&gt;” on the wall of the house.</p>")


def test_external_entities_are_not_read():
    entities = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">]>'
    text = read_upload(entities + page(f"<p>{WORDS} &x; &a;</p>").encode()).text
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text


def test_deep_nesting_is_read():
    assert WORDS in text_of("<div>" * 200 + f"<p>{WORDS}</p>")


def test_absurd_nesting_is_refused_and_crashes_nothing():
    with pytest.raises(ValueError, match="paste it under"):
        text_of("<div>" * 50_000 + f"<p>{WORDS}</p>")


@pytest.mark.parametrize(
    ("declared", "real"), [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("euc-kr", "utf-8")]
)
def test_a_wrongly_declared_encoding_does_not_garble_the_words(declared, real):
    data = page(f"<p>{WORDS}</p>", f'<meta charset="{declared}">').encode(real)
    assert WORDS in read_upload(data).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_pages_in_other_encodings_are_read(encoding):
    words = "김정은 위원장은 월요일에 평화가 가까이 있다고 말했다. 그는 회담이 계속될 것이라고 덧붙였다."
    data = page(f"<p>{words}</p>" * 3, '<meta charset="euc-kr">').encode(encoding)
    assert words in read_upload(data).text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (page('<div id="app"></div><script>load()</script>').encode(), "perhaps scripts put it there"),
        (page(f"<p>{WORDS} \ufffd\ufffd</p>").encode(), "cannot be read in the encoding"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "as “HTML only”"),
        (b"x" * (LARGEST + 1), "larger than 2 MB"),
        (b"%PDF-1.7\n\xe2\xe3", "save the file as UTF-8"),
        (b"  \n", "The text is empty"),
        (b"a\0b", "NUL character stands at offset 1"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, told):
    with pytest.raises(ValueError, match=told):
        read_upload(data)


def test_a_text_file_stays_as_it_is_even_with_leftover_tags():
    raw = "\r\n em> Headline\r\n“Peace” <html> said Ada.\n"
    assert (read_upload(raw.encode()).text, read_upload(raw.encode()).facts) == (raw, PageFacts())


def test_title_and_body_are_suggested(five_articles_texts):
    found = suggested(Upload(five_articles_texts["003"]))
    assert found.article.title == "The United States condemned relations between Russia and North Korea"
    assert (0, 19) in found.article.removed


def test_a_debate_in_akoma_ntoso_becomes_its_labelled_text():
    text = read_upload((DATA / "transcripts/debate.xml").read_bytes()).text
    assert "Astrid Holm: The bill halves the fees" in text


@pytest.mark.parametrize(
    "inside",
    [
        b"<p>a</p>" * 250_000,
        b"<p>He said so and so on and on.</p>" * 50_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(150_000)) + b">x</p>",
        b"<div>" * 100_000,
        b"<table>" + b"<tr><td>x" * 19_000,
        b"<p>" + b"He said.<br>" * 39_000,
        b"<p>" + b"He said so. " * 160_000,
    ],
    ids=["paragraphs", "sentences", "attributes", "deep", "cells", "breaks", "long"],
)
def test_no_page_takes_long_to_read_or_to_refuse(inside):
    begun = time.process_time()
    with contextlib.suppress(ValueError):
        read_upload(b"<html><head><title>T</title></head><body>" + inside[:1_990_000])
    assert time.process_time() - begun < 5
