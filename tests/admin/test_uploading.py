"""Many files at once, and the page that a bookmarklet hands over."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Article
from tests.admin.forms import errors, text

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
