from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Article, Quote
from tests.builders import make_article, make_outlet, make_quote
from tests.html import errors, text, values

UPLOAD = reverse("admin:archive_article_upload")


def upload(client, data, **fields):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("a.txt", data), **fields}, follow=True)


def test_an_article_is_added_in_two_fields(editor):
    outlet = make_outlet()
    page = upload(
        editor, "Headline of it\r\n\r\n“Peace is near,” Ada said on Monday.\r\n".encode(), outlet=outlet.pk
    )
    article = Article.objects.get()
    assert (article.outlet, article.title, "\r\n" in article.raw_text) == (outlet, "Headline of it", True)
    assert "Save and propose quotes" in text(page)


def test_a_saved_page_is_added_with_what_it_says_of_itself(editor):
    known = make_article(url="https://example.org/a")
    head = '<meta name="author" content="Bob Byline"><link rel="canonical" href="https://example.org/a">'
    words = "<p>“Peace is near,” Ada Lovelace said on Monday, and the talks would go on.</p>"
    page = upload(editor, f"<!doctype html><head>{head}</head><article>{words}</article>".encode())
    said = values(page)
    assert (said["byline"], said["url"], said["replaces"]) == (
        "Bob Byline",
        "https://example.org/a",
        str(known.pk),
    )


def test_the_same_file_twice_names_the_first(editor):
    article = make_article("Headline\n")
    assert f"no. {article.pk}" in errors(upload(editor, b"Headline\n"))[0]


def test_published_words_that_a_new_capture_lacks_are_queued(editor):
    old = make_article("“Peace is near,” Ada said.")
    make_quote("Peace is near,", article=old)
    make_article("“Peace is far,” Ada said.", replaces=old)
    assert "no longer holds" in text(editor.get(reverse("admin:archive_quote_queue")))


def test_a_new_capture_shows_the_difference_and_carries_over(editor):
    old = make_article("“Peace is near,” Ada said.")
    make_quote("Peace is near,", article=old)
    new = make_article("“Peace is near,” Ada said then.", replaces=old)
    url = reverse("admin:archive_article_capture", args=[new.pk])
    assert "<ins> then</ins>" in text(editor.get(url))
    editor.post(url, values(editor.get(url)))
    assert Quote.objects.get(article=new).status == "review"


def test_a_text_that_stands_in_another_article_is_said_before_it_is_saved(editor):
    words = " ".join(f"Sentence {at} of the ministers was read." for at in range(30))
    known = make_article(f"Talks\n\n{words}\n")
    copy = f"{words.replace(' ', '  ')}\nMore of it.\n".encode()
    asked = upload(editor, copy)
    assert f"/article/{known.pk}/change/" in text(asked)
    assert Article.objects.count() == 1
    upload(editor, copy, _anyway="1")
    assert Article.objects.count() == 2


def test_a_text_that_shares_only_some_sentences_is_another(editor):
    words = " ".join(f"Sentence {at} of the ministers was read." for at in range(30))
    make_article(f"Talks\n\n{words}\n")
    other = " ".join(f"Line {at} that nobody has ever read before." for at in range(30))
    upload(editor, f"{words[:400]} {other}".encode())
    assert Article.objects.count() == 2
