"""New articles are written together: the same rows as one by one, for fewer statements."""

import sys

import msgspec
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.models import Article, LastChange, Quote, Speaker
from archive.transfer import records
from archive.transfer.commit import Commit, commit
from archive.transfer.read import read_bundle

pytestmark = pytest.mark.django_db


def made(number, **given):
    text = f"“Peace is near, {number},” Ada said on Monday.\n"
    words = records.Span(part="words", start=1, end=text.index("”"))
    quote = records.Quote(
        ref=f"q{number}",
        kind="direct",
        status="published",
        spans=[words],
        attributions=[records.Attribution("ada")],
    )
    return records.Article(
        **{"ref": f"a{number}", "title": "Talks", "text": text, "quotes": [quote], **given}
    )


def bundle(articles):
    return records.Bundle(speakers=[records.Speaker(ref="ada", name="Ada")], articles=articles)


def one_by_one(monkeypatch):
    monkeypatch.setattr("archive.transfer.batch.new", lambda articles: [])


def facts():
    """Everything of the quotes but their ids and the moments of writing."""
    quotes = Quote.objects.order_by("ref").prefetch_related("spans", "attributions", "via", "mentions")
    return [
        (
            *(
                quote.ref,
                quote.text,
                quote.status,
                quote.when,
                quote.article.ref,
                quote.statement and quote.statement.ref,
            ),
            [(span.part, span.start, span.end, span.text) for span in quote.spans.all()],
            [str(row) for row in (*quote.attributions.all(), *quote.via.all())],
            sorted(quote.mentions.values_list("country", "organisation__ref"), key=str),
        )
        for quote in quotes
    ]


def test_the_same_rows_as_one_by_one(monkeypatch):
    fixtures = read_bundle(settings.BASE_DIR / "fixtures")
    found = []
    for prepare in (lambda: None, lambda: one_by_one(monkeypatch)):
        prepare()
        with transaction.atomic():
            counted = commit(fixtures).created
            found.append((facts(), counted, LastChange.objects.count()))
            transaction.set_rollback(True)
    assert found[0][0] == found[1][0]
    assert found[0][1:] == found[1][1:]


def statements(count):
    with CaptureQueriesContext(connection) as captured:
        outcome = commit(bundle([made(f"{count}-{n}") for n in range(count)]))
    assert not outcome.failed
    return len(captured)


def test_forty_articles_cost_no_more_statements_than_twenty():
    statements(1)
    assert statements(40) == statements(20)


def test_an_article_that_fails_takes_none_of_its_batch_with_it():
    wrong = made(
        2, quotes=[msgspec.structs.replace(made(2).quotes[0], attributions=[records.Attribution("nobody")])]
    )
    outcome = commit(bundle([made(1), wrong, made(3)]))
    assert list(outcome.failed) == ["article a2"]
    assert set(Article.objects.values_list("ref", flat=True)) == {"a1", "a3"}
    assert outcome.created["articles"] == 2


def test_an_import_that_was_interrupted_goes_on_where_it_stopped():
    articles = [made(n) for n in range(6)]
    commit(bundle(articles[:4]))
    outcome = commit(bundle(articles))
    assert (outcome.created["quotes"], outcome.unchanged["quotes"]) == (2, 4)


def test_one_that_ended_before_the_pointers_of_new_speakers_gives_them_the_next_time(monkeypatch):
    grace = [records.Speaker(ref="grace", name="Grace"), records.Speaker("g", "G. H.", canonical="grace")]
    with monkeypatch.context() as patch:
        patch.setattr(Commit, "point", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            commit(records.Bundle(speakers=grace))
    commit(records.Bundle(speakers=grace))
    assert Speaker.objects.get(ref="g").canonical == Speaker.objects.get(ref="grace")


def test_one_whose_database_went_away_blames_no_article(monkeypatch):
    def lost(_self):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("archive.transfer.batch.Batch.write", lost)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError):
        commit(bundle([made(1)]))
