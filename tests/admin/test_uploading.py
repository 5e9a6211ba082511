"""Many files at once, and the page that a bookmarklet hands over."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Article, ReadingItem
from tests.builders import make_article
from tests.html import errors, text

UPLOAD = reverse("admin:archive_article_upload")


def files(*texts):
    return {"file": [SimpleUploadedFile(f"{at}.txt", each) for at, each in enumerate(texts)]}


def test_many_files_become_articles_and_what_is_not_taken_is_named(editor):
    answer = editor.post(
        UPLOAD, files(b"One\n\nWords of one.", b"%PDF-1.4", b"Two\n\nWords of two."), follow=True
    )
    assert {article.title for article in Article.objects.all()} == {"One", "Two"}
    assert "2 articles were added" in text(answer)
    assert "1.txt: PDF files are not read" in text(answer)
    assert ">One<" in text(answer)


def test_the_same_files_twice_add_nothing(editor):
    for _ in range(2):
        editor.post(UPLOAD, files(b"One\n\nWords of one.", b"Two\n\nWords of two."))
    assert Article.objects.count() == 2


def test_more_files_than_can_be_read_in_time_are_refused(editor):
    assert "more than 20" in errors(editor.post(UPLOAD, files(*[b"a"] * 21)))[0]


def test_the_bookmarklet_names_this_site_alone(editor):
    shown = editor.get(UPLOAD)
    assert "postMessage" in text(shown)
    assert "http://testserver" in text(shown)
    assert shown["Cross-Origin-Opener-Policy"] == "unsafe-none"


ATOM = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom">
<entry><title>Talks &e; end</title><link rel="self" href="https://riga.example/x"/><link href="https://riga.example/1"/><published>2024-06-17T08:00:00Z</published></entry>
<entry><title>Other</title><link href="javascript:alert(1)"/></entry></feed>"""
RSS = b"""<rss version="2.0"><channel><item><title>Ferry sails</title><link>https://riga.example/2</link><pubDate>Tue, 18 Jun 2024 08:15:00 GMT</pubDate></item></channel></rss>"""


def test_a_feed_becomes_a_reading_list_that_knows_what_is_there(editor):
    make_article(url="https://riga.example/2")
    for _ in range(2):
        shown = text(editor.post(UPLOAD, files(ATOM, RSS), follow=True))
    rows = list(ReadingItem.objects.values_list("url", "title", "published_on"))
    assert [(url, str(day)) for url, _, day in rows] == [
        ("https://riga.example/2", "2024-06-18"),
        ("https://riga.example/1", "2024-06-17"),
    ]
    assert not any("root:" in title for _, title, _ in rows)
    assert "0 of 2 entries are new" in shown
    listed = text(editor.get(reverse("admin:archive_readingitem_changelist"), {"there": "no"}))
    assert "riga.example/1" in listed
    assert "riga.example/2" not in listed


def test_a_feed_without_articles_says_what_to_do(editor):
    assert "names no articles" in errors(editor.post(UPLOAD, files(b"<rss><channel></channel></rss>")))[0]


FEED = b"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>https://p.example/</link>
<item><title><![CDATA[Minister says <b>no</b> &amp; goes]]></title><link>https://p.example/1?a=2&amp;utm_source=rss#top</link></item>
<item><title>Again</title><link>https://www.p.example/1/?a=2</link></item>
<item><title>B &amp;amp; C</title><guid>https://p.example/2</guid><dc:date>2024-06-18T00:30:00+09:00</dc:date></item>
<item><title>Near</title><link>/3</link></item></channel></rss>"""


def test_entries_of_a_feed_are_pages_once_and_their_titles_plain(editor):
    for _ in range(2):
        editor.post(UPLOAD, files(FEED))
    assert dict(ReadingItem.objects.values_list("url", "title")) == {
        "https://p.example/1?a=2": "Minister says no & goes",
        "https://p.example/2": "B & C",
        "https://p.example/3": "Near",
    }
    listed = text(editor.get(reverse("admin:archive_readingitem_changelist")))
    assert "3 entries of the reading list" in listed
    assert "Delete selected entries of the reading list" in listed


def test_a_table_becomes_no_article_and_is_told_where_it_belongs(editor):
    sent = {"file": SimpleUploadedFile("x.xlsx", b"not a zip")}
    assert "Bring in any table" in text(editor.post(UPLOAD, sent))
    assert not Article.objects.exists()
