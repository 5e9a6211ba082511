"""What a saved page says of itself is kept, and offered where it is checked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.editing.redaction import redact
from archive.editing.uploads import read_upload, suggested
from archive.intake.page.facts import language_in, updated_in
from archive.models import Article, Outlet, Quote, SavedPage
from tests.builders import make_article, make_quote
from tests.html import errors, text, values

UPLOAD = reverse("admin:archive_article_upload")
BODY = (
    "<p>“Peace is near,” Ada Lovelace said on Monday, and the talks would go on for the whole of the week.</p>"
    * 3
)
HEAD = """<meta property="og:site_name" content="Riga Daily"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-06-17T08:00:00Z"><meta property="article:modified_time" content="2024-06-18T09:00:00Z">
<link rel="canonical" href="https://riga.example/talks"><meta property="og:title" content="Talks end"><title>Talks end</title>"""


def page(head=HEAD, lang='lang="en-GB"', body=BODY):
    return f"<!doctype html><html {lang}><head>{head}</head><body><article><h1>Talks end</h1>{body}</article></body></html>"


def upload(client, html=None):
    client.post(UPLOAD, {"file": SimpleUploadedFile("a.html", (html or page()).encode())})
    return Article.objects.latest("pk")


def check_of(article):
    return reverse("admin:archive_article_check", args=[article.pk])


def test_what_the_page_says_fills_the_form_with_its_source_beside_it(editor):
    article = upload(editor)
    first = editor.get(check_of(article))
    assert values(first) | {
        "url": "https://riga.example/talks",
        "byline": "Ann Lee",
        "new_outlet": "Riga Daily",
        "published_on": "2024-06-17",
        "published_basis": "page",
        "updated_on": "2024-06-18",
        "language": "en-GB",
    } == values(first)
    assert "The page says: 17 June 2024" in text(first)
    editor.post(check_of(article), values(first))
    article.refresh_from_db()
    assert (article.published_on, article.published_basis, article.byline) == (
        date(2024, 6, 17),
        "page",
        "Ann Lee",
    )
    assert (article.outlet.name, article.url) == ("Riga Daily", "https://riga.example/talks")


def test_a_day_that_is_typed_is_not_the_pages(editor):
    article = upload(editor)
    editor.post(check_of(article), values(editor.get(check_of(article))) | {"published_on": "2024-06-16"})
    article.refresh_from_db()
    assert (article.published_on, article.published_basis) == (date(2024, 6, 16), "editor")


def test_the_page_is_kept_as_it_came_and_only_saved(editor, rightless):
    article = upload(editor)
    address = reverse("admin:archive_article_page", args=[article.pk])
    answer = editor.get(address)
    assert answer.content == page().encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        "application/octet-stream",
        "nosniff",
    )
    assert rightless.get(address).status_code == 403
    assert len(SavedPage.objects.get().data) < len(page())


def test_a_quote_may_be_said_up_to_the_day_of_the_last_change(editor):
    article = make_article(published_on=date(2024, 6, 17), updated_on=date(2024, 6, 18))
    quote = make_quote(article=article, said=date(2024, 6, 18), status="draft")
    assert Quote.objects.get(pk=quote.pk).said_latest == date(2024, 6, 18)
    changed = values(editor.get(check_of(article))) | {"updated_on": ""}
    assert any("after this day" in each for each in errors(editor.post(check_of(article), changed)))


def test_a_short_page_keeps_its_paragraphs():
    said = [
        "“Peace is near,” Ada Lovelace said on Monday.",
        "Nobody else was heard on that day in the capital.",
    ]
    read = read_upload(page(body="".join(f"<p>{each}</p>" for each in said)).encode())
    assert read.text.splitlines()[-2:] == said


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ('lang="pt-BR"', "A paz chegou ao fim, afirmou o ministro, e nada mais se sabe por ora.", "pt-BR"),
        ("", "Мир близок, заявил министр в понедельник, и переговоры продолжатся на этой неделе.", "ru"),
        (
            'lang="en"',
            "Der Frieden ist nah, sagte die Ministerin am Montag, und die Gespräche gehen weiter.",
            "de",
        ),
        ("", "Xyzzy plugh", "und"),
    ],
)
def test_the_language_is_the_pages_else_told_from_the_text_and_never_silently_english(lang, words, expected):
    assert suggested(read_upload(page("", lang, f"<p>{words}</p>" * 4).encode())).language == expected


def test_an_unknown_language_has_to_be_given(editor):
    article = upload(editor, page("", "", "<p>Xyzzy plugh</p>"))
    sent = values(editor.get(check_of(article)))
    assert sent["language"] == ""
    assert "This field is required." in errors(editor.post(check_of(article), sent))


def test_machines_facts_are_read_wherever_they_stand():
    assert updated_in(
        '<script type="application/ld+json">{"dateModified": "2024-06-18T01:00"}</script>'
    ) == date(2024, 6, 18)
    assert language_in('<meta property="og:locale" content="fr_FR">') == "fr-FR"
    assert (updated_in('<meta name="lastmod" content="2024-13-40">'), language_in('<html lang="!!">')) == (
        None,
        "",
    )


def test_the_same_address_is_a_new_capture_unless_said_otherwise(editor):
    before = make_article(url="https://riga.example/talks")
    article = upload(editor)
    first = editor.get(check_of(article))
    assert values(first)["replaces"] == str(before.pk)
    editor.post(check_of(article), values(first))
    assert Article.objects.get(pk=article.pk).replaces == before


def test_more_boilerplate_is_struck_on_the_check_page(editor):
    article = upload(editor, page(body=BODY + "<p>Accept all cookies of ours</p>"))
    sent = values(editor.get(check_of(article))) | {"more_boilerplate": "and the talks would go on"}
    assert "stand there more than once" in text(editor.post(check_of(article), sent))
    sent["more_boilerplate"] = "Accept all cookies of ours"
    editor.post(check_of(article), sent)
    article.refresh_from_db()
    assert not any("cookies" in article.raw_text[start:end] for start, end in article.body)


def test_an_editor_adds_the_address_at_any_time_and_changes_none(editor, publisher):
    article = make_quote().article
    address = reverse("admin:archive_article_address", args=[article.pk])
    assert article.title in text(editor.get(reverse("admin:archive_article_without_address")))
    assert "Enter a valid URL" in text(editor.post(address, {"url": "javascript:alert(1)"}))
    editor.post(address, {"url": "https://riga.example/talks"})
    editor.post(address, {"url": "https://evil.example/"})
    article.refresh_from_db()
    assert article.url == "https://riga.example/talks"


def test_a_new_outlet_of_a_known_name_is_that_one(editor):
    outlet = Outlet.objects.create(name="Riga Daily")
    article = upload(editor)
    assert values(editor.get(check_of(article)))["outlet"] == str(outlet.pk)


def test_a_text_removed_for_good_takes_its_page_along(editor):
    redact(upload(editor), "Asked by the author.")
    assert not SavedPage.objects.exists()
