import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from archive.editing.redaction import redact
from archive.editing.verify import verify
from archive.models import Article, Correction, Quote
from archive.text import sha256
from tests.builders import make_article, make_proposal, make_quote

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar pears"


@pytest.fixture
def article():
    article = make_article(f"{SECRET} reported\n\n“{SECRET} are ripe,” Ada said.\n")
    quote = make_quote(f"{SECRET} are ripe,", article=article, attribution={"role_printed": SECRET})
    make_proposal(article, f"{SECRET} are ripe", content={"speaker": {"name": SECRET}})
    Correction.objects.create(quote=quote, changed="words", old=SECRET, new="x", reason="misread")
    return article


def texts():
    """Every text in every column of our tables, events included."""
    for model in apps.get_app_config("archive").get_models():
        names = [
            f.name
            for f in model._meta.concrete_fields
            if isinstance(f, models.TextField | models.CharField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*names):
            yield from (str(value) for value in row)


def test_no_row_and_no_event_holds_the_text_any_more(article):
    assert any(SECRET in text for text in texts())
    redact(article, "A court order.")
    assert not any(SECRET in text for text in texts())


def test_hash_reason_and_a_withdrawn_quote_stay(article):
    before = article.raw_text
    redact(article, "A court order.")
    article.refresh_from_db()
    assert (article.raw_sha256, article.redacted_reason) == (sha256(before), "A court order.")
    assert (Quote.objects.get().status, Quote.objects.get().withdrawn_reason) == (
        "withdrawn",
        "A court order.",
    )


def test_a_removed_text_is_no_failing_anchor(article):
    redact(article, "A court order.")
    assert verify(Article.objects.get()) == []


def test_another_article_is_left_alone(article):
    other = make_quote()
    redact(article, "A court order.")
    assert Quote.objects.get(pk=other.pk).text == "Peace is near"


def test_the_command_asks_first(article, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    with pytest.raises(CommandError, match="Nothing was removed"):
        call_command("redact", article.pk, reason="A court order.")
    assert Article.objects.get().raw_text


def test_the_command_redacts(article, capsys):
    call_command("redact", article.pk, reason="A court order.", yes=True)
    assert "1 quotes withdrawn" in capsys.readouterr().out


def test_a_redaction_needs_a_reason(article):
    with pytest.raises(ValueError, match="public reason"):
        redact(article, " ")
