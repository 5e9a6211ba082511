import contextlib
import socket
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from archive.editing.uploads import LARGEST, Upload, read_upload, suggested, written_by
from archive.intake.page.linked import PageFacts
from tests.lengths import LENGTHS, linear

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
    read = read_upload(PAGE)
    assert (read.facts.outlet, read.facts.published) == ("Wikinews", date(2015, 8, 21))
    assert read.facts.url == "https://en.wikinews.example/wiki/North_Korea_puts_military"
    article = suggested(read)
    assert (article.published_on, article.outlet, article.url) == (None, None, "")


def test_the_title_of_the_page_is_taken_where_the_text_has_none():
    assert suggested(read_upload(PAGE)).title == "North Korea puts military in 'quasi-state of war'"


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


@pytest.mark.parametrize("deep", ["<div>", "<blockquote><footer>", "<b><i>", "<ul><li>"])
def test_absurd_nesting_is_read_and_crashes_nothing(deep):
    assert WORDS in text_of(deep * 50_000 + f"<p>{WORDS}</p>")


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


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "iso2022_jp", "cp932"])
def test_pages_without_a_label_are_read(encoding):
    words = (
        "“déjà vu” – it’s"
        if encoding == "cp1252" or "16" in encoding
        else "田中首相は「平和は近い」と述べた。"
    )
    data = page(f"<p>{WORDS}</p>" * 3 + f"<p>They said {words} and left the town in the night.</p>" * 3)
    ascii_marks = data.replace("“P", '"P').replace(",” Ada", '," Ada')
    assert words in read_upload(ascii_marks.encode(encoding)).text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (page('<div id="app"></div><script>load()</script>').encode(), "perhaps scripts put it there"),
        (page(f"<p>{WORDS} \ufffd\ufffd</p>").encode(), "cannot be read in the encoding"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "as “HTML only”"),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF files are not read. Open it, copy the text"),
        (b"PK\x03\x04\x14\0word/document.xml", "Word files"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Old Word files"),
        (rb"{\rtf1\ansi Peace}", "RTF files"),
        (b'{"id": 1, "words": "Peace"}\n{"id": 2, "words": "War"}\n', "data .JSON., not an article"),
        (b'\xef\xbb\xbf{\n  "format": "statement-archive/1"}', "manage.py import"),
        (b'[{"id": 1}]', "data .JSON., not an article"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"\0\0\0\x18ftypmp42", "sound or film"),
        (b"Rar!\x1a\x07\0", "no text and no page"),
        (b"saved by a mailer\n%PDF-1.4\n\xe2\xe3", "PDF files are not read"),
        (b"\xef\xbb\xbf{\\rtf1 Peace}", "RTF files"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Peace is near.\n", "These are subtitles"),
        (b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nPeace is near.\r\n", "speaker and a colon"),
        (b"Peace \xe9", "save the file as UTF-8"),
        (b"  \n", "The text is empty"),
        (b"a\0b", "NUL character stands at offset 1"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, told):
    with pytest.raises(ValueError, match=told):
        read_upload(data)


@pytest.mark.parametrize("name", ["x.xlsx", "X.XLS", "a.ods", "a.csv", "quotes.jsonl"])
def test_a_table_by_its_name_becomes_no_article(name):
    with pytest.raises(ValueError, match=r"a table, not an article\. A table of quotes belongs"):
        read_upload(b"not a zip", name)


def test_a_text_in_brackets_is_no_data():
    for raw in ('{"Peace" is near}, said Ada.\n', "[Reuters] “Peace,” said Ada.\n"):
        assert read_upload(raw.encode(), "jsonl.txt").text == raw


def test_a_text_file_stays_as_it_is_even_with_leftover_tags():
    raw = "\r\n em> Headline\r\n“Peace” <html> said Ada.\n"
    assert (read_upload(raw.encode()).text, read_upload(raw.encode()).facts) == (raw, PageFacts())


def test_title_and_body_are_suggested(five_articles_texts):
    found = suggested(Upload(five_articles_texts["003"]))
    assert found.title == "The United States condemned relations between Russia and North Korea"
    assert (0, 19) in found.removed


def test_a_debate_in_akoma_ntoso_becomes_its_labelled_text():
    text = read_upload((DATA / "transcripts/debate.xml").read_bytes()).text
    assert "ASTRID HOLM: The bill halves the fees" in text


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
@LENGTHS
def test_no_page_takes_long_to_read_or_to_refuse(inside, length):
    with linear(5, length), contextlib.suppress(ValueError):
        read_upload(b"<html><head><title>T</title></head><body>" + inside[: length * 10 - 10_000])


@pytest.mark.parametrize(
    "start",
    [
        "<!-- saved --><p>",
        "<meta charset=utf-8><p>",
        "<script>x()</script><p>",
        "Geneva<br>",
        "<?xml version='1.0'?><html><body><p>",
    ],
)
def test_a_part_of_a_page_is_read_without_its_tags(start):
    text = read_upload(f"{start}{WORDS}<p>And more.".encode()).text
    assert WORDS in text
    assert "<" not in text


SHOWN = {
    "<p>He said <q>we will <q>never</q> go</q> and left the hall early.</p>": "He said “we will “never” go” and left the hall early.",
    "<p>He left at <time datetime='17:00'>5 pm</time> on <time>Monday</time>.</p>": "He left at 5 pm on Monday.",
    "<p>It cost 5 m<sup>2</sup> of <b>land</b>, <a href='/x'>she</a> said.</p>": "It cost 5 m2 of land, she said.",
    "<p>We will <del>never</del> <ins>not yet</ins> <s>ever</s>accept it.</p>": "We will not yet accept it.",
    "<blockquote><p>No change.</p><footer>— Ann Lee, minister</footer></blockquote>": "No change.\n— Ann Lee, minister",
    "<p>Seen<span hidden> not</span> here<b style='display: none'> nor here</b>, she said.</p>": "Seen here, she said.",
    "<p>Seen<span aria-hidden='true'> twice</span> here.</p><template><p>no</p></template>": "Seen here.",
    "<p hidden>Draft<p>The words stand here.</p>": "The words stand here.",
    "<noscript><p>Turn scripts on.</p></noscript><p>The words stand here.</p>": "The words stand here.",
    "<div class='cookie-banner'><p>We use cookies.</p></div><p>The words stand here.</p>": "The words stand here.",
    "<ol class='breadcrumb'><li>Home<li>World</ol><p>The words stand here.</p>": "The words stand here.",
    "<div id='most-read'><p>Ten dogs</p></div><ul class='social-share'><li>Mail</ul><p>The words.</p>": "The words.",
    "<p>She said <q>“never again”</q> and left.</p>": "She said “never again” and left.",
    "<p>The end is near, she said.<sup><a href='#n1'>[1]</a></sup> The 10<sup>th</sup> came<sup>2</sup> late.</p>": "The end is near, she said. The 10th came late.",
    "<figure><blockquote><p>No change at all.</p></blockquote><figcaption>Ann Lee, minister</figcaption></figure>": "No change at all.\nAnn Lee, minister",
    "<p class='sr-only'>No</p><p class='hidden md:block'>Seen on a desk.</p><p class='hidden'>No</p>": "Seen on a desk.",
    "<p>We will <span style='text-decoration: line-through'>never</span> <b style='display:none-such'>accept</b> it.</p>": "We will accept it.",
    "<ol aria-label='Breadcrumb'><li>Home<li>World</ol><p>The words.</p><div class='most_popular_list'>Dogs</div>": "The words.",
    "<section class='body share-enabled'><p>The words stand here.</p></section>": "The words stand here.",
    "<style>/* x */ .a, #b {color: red; display: none} @media print {.c {display: none}}</style><p class='x a'>No</p><p id=b>No</p><p class=c>Seen.</p>": "Seen.",
    "<style>.a {visibility: hidden} .a {visibility: visible} p .d {display: none}</style><p class=a>Seen</p><p class=d>too.</p>": "Seen\ntoo.",
    "<style media=print>.a {display: none}</style><p class=a>Seen.</p>": "Seen.",
    "<p>5 &lt; 6 &amp; “a”<!-- no --> stays.</p>": "5 < 6 & “a” stays.",
}  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), SHOWN.items())
def test_a_page_is_read_as_a_browser_shows_it(body, shown):
    around = "The talks about the harbour went on for a whole day without a result that anybody would name."
    text = text_of(f"<h1>Harbour talks</h1><p>{around}</p>{body}<p>{around} Nobody left the hall.</p>")
    lines = text.split("\n")
    assert "\n".join(lines[2:-1]) == shown


def test_struck_words_are_said_to_be_left_out():
    assert "Struck-out" in read_upload(page(f"<p>{WORDS} <del>Never.</del></p>").encode()).notes[0]


@pytest.mark.parametrize("tag", ["p", "div", "article", "blockquote", "h1", "span", "b", "aside", "pre"])
def test_a_fragment_without_its_page_is_read_as_one(tag):
    assert (
        read_upload(f"<{tag}>{WORDS}</{tag}>\n<p>Nobody else spoke.</p>".encode()).text
        == f"{WORDS}\nNobody else spoke."
    )


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "“Ça va” – déjà"),
        ("us-ascii", "cp1252", "“Ça va”"),
        ("gb2312", "gb18030", "“这是镕基”"),
        ("ks_c_5601-1987", "cp949", "“똠방각하”"),
        ("shift_jis", "cp932", "「①高田」"),
        ("windows-1251", "cp1251", "«Мир близок», — сказал он"),
        ("koi8-r", "koi8-r", "Мир близок, сказал он"),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label, encoding, words):
    data = page(f"<p>{words}. {'Abc def ghi. ' * 9}</p>", f'<meta charset="{label}">').encode(encoding)
    assert words in read_upload(data).text


def test_a_bad_byte_stands_for_itself_and_is_told():
    data = page(f"<p>{WORDS} Grünwald and d\udce9al.</p>", '<meta charset="utf-8">').encode(
        "utf-8", "surrogateescape"
    )
    upload = read_upload(data)
    assert f"{WORDS} Grünwald and déal." in upload.text
    assert "1 bytes" in upload.notes[0]


def test_a_guess_is_said_to_be_one():
    data = page("<p>Президент сказал, что мир близок и что переговоры продолжатся завтра.</p>" * 3).encode(
        "cp1251"
    )
    upload = read_upload(data)
    assert "Президент сказал" in upload.text
    assert "is a guess" in upload.notes[0]


def test_the_page_names_its_title_before_the_text_does():
    head = "<title>Harbour plan agreed</title>"
    found = suggested(read_upload(page(f"<p>Tribune Staff Reporter</p><p>{WORDS}</p>", head).encode()))
    assert found.title == "Harbour plan agreed"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee; Username", "Ann Lee"),
        ("CBS News February", ""),
        ("Deutsche Welle", ""),
        ("Süddeutsche de GmbH; Munich", ""),
        ("The Example Herald", ""),
        ("Guest Contributor; Getty Images; Photo Ann Lee", ""),
        ("김나리", "김나리"),
    ],
)
def test_a_byline_is_a_name(author, name):
    assert written_by(author, "The Example Herald") == name


def test_scripts_do_not_weigh():
    heavy = f"<script>{'x' * 5_000_000}</script><style>{'y' * 5_000_000}</style>"
    assert WORDS in text_of(f"{heavy}<p>{WORDS}</p>")


@pytest.mark.parametrize(
    "body",
    [
        "<p>a</p>" * 90_000,
        f"<p {'a=1 ' * 150_000}>{WORDS}",
        "<a '" * 200_000,
        "<" * 100_000,
        "<script>" * 90_000,
        "<!--" * 90_000,
    ],
    ids=["paragraphs", "attributes", "marks", "brackets", "scripts", "comments"],
)
def test_no_page_holds_a_thread(body):
    started = time.process_time()
    with contextlib.suppress(ValueError):
        text_of(body)
    assert time.process_time() - started < 10


def test_a_byte_order_mark_is_no_part_of_a_text():
    marked = read_upload("\ufeffHarbour plan agreed\n\n“We agree,” said mayor Rita Odell.".encode())
    assert suggested(marked).title == "Harbour plan agreed"
    assert marked == read_upload("Harbour plan agreed\n\n“We agree,” said mayor Rita Odell.".encode())


def test_the_language_of_a_text_is_suggested():
    korean = "조민석 통일부 장관은 “북한의 도발을 용납하지 않겠다”고 말했다."
    assert suggested(Upload(korean)).language == "ko"
    assert suggested(Upload(WORDS)).language == "en"
