"""A publisher takes a text down from the desk, sees first what goes, and says why."""

import pytest
from django.urls import reverse

from archive.models import Article, Quote
from tests.builders import make_quote
from tests.html import text


@pytest.fixture
def quote(db):
    return make_quote()


def takedown(quote):
    return reverse("admin:archive_article_takedown", args=[quote.article_id])


def test_what_goes_is_shown_before(publisher, quote):
    shown = text(publisher.get(takedown(quote)))
    assert "1 quote, now Published" in shown
    assert str(quote) in shown


def test_with_reason_and_number_the_text_is_gone_and_readers_are_told(publisher, quote, client):
    publisher.post(takedown(quote), {"reason": "A court asked.", "number": str(quote.article_id)})
    assert Article.objects.get().raw_text == ""
    assert Quote.objects.get().status == "withdrawn"
    assert b"A court asked." in client.get(f"/quotes/{quote.pk}/").content


@pytest.mark.parametrize(("reason", "number"), [("", "0"), ("A court asked.", ""), (" ", "1")])
def test_without_either_nothing_goes(publisher, quote, reason, number):
    publisher.post(takedown(quote), {"reason": reason, "number": number})
    assert Article.objects.get().raw_text


def test_an_editor_takes_nothing_down(editor, quote):
    sent = {"reason": "Mine.", "number": str(quote.article_id)}
    assert editor.post(takedown(quote), sent).status_code == 403
    assert Article.objects.get().raw_text


def test_what_was_taken_down_before_says_so_and_offers_no_form(publisher, quote):
    sent = {"reason": "A court asked.", "number": str(quote.article_id)}
    publisher.post(takedown(quote), sent)
    for answer in (publisher.get(takedown(quote)), publisher.post(takedown(quote), sent)):
        assert "Its text was removed on" in text(answer)
        assert 'name="number"' not in text(answer)


def test_what_was_taken_down_is_changed_by_nobody_and_gets_no_address_again(editor, publisher, quote):
    article = quote.article
    publisher.post(takedown(quote), {"reason": "A court asked.", "number": str(article.pk)})
    address = reverse("admin:archive_article_address", args=[article.pk])
    assert address not in text(editor.get(reverse("admin:archive_article_without_address")))
    for client in (editor, publisher):
        assert client.post(address, {"url": "https://a.example/zanzibar-pears"}).status_code == 404
        assert "_save" not in text(client.get(reverse("admin:archive_article_change", args=[article.pk])))
    article.refresh_from_db()
    assert (article.url, article.title) == ("", "Removed")
