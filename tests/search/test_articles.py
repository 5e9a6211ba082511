"""Articles are found by what everybody may read of them; both engines, except where the index knows better."""

from datetime import date

import pytest

from archive.models import Article, Outbox, Quote
from archive.query import QuoteQuery
from archive.search import find_articles
from archive.search.index import building as index_module
from tests.builders import make_article, make_outlet, make_quote, make_speaker

pytestmark = pytest.mark.django_db

TEXT = "Title here\n\nBefore it. “Peace is near,” Ada said on Monday. War elsewhere.\n\nSecret paragraph.\nMenu\n"


@pytest.fixture
def article():
    return make_article(TEXT, title="Title here", rights="excerpt", body_spans=[[0, TEXT.index("Menu")]])


def found(words="", **query):
    return find_articles(QuoteQuery(q=words, **query)).ids


def test_an_article_is_found_by_its_title_and_its_quotes(index, article):
    make_quote("Peace is near", article=article)
    index()
    assert found("title") == found("peace") == found("title peace") == [article.pk]
    assert found("zebra") == []


@pytest.mark.parametrize(
    ("rights", "seen"),
    [
        ("full", {"near", "monday", "elsewhere", "secret"}),
        ("excerpt", {"near", "monday"}),
        ("quotes", {"near"}),
    ],
)
@pytest.mark.usefixtures("index_dir")
def test_only_what_everybody_may_read_is_searched(article, rights, seen):
    Article.objects.update(rights=rights)
    make_quote("Peace is near", article=article)
    index_module.build()
    assert {word for word in ("near", "monday", "elsewhere", "secret", "menu") if found(word)} == seen


def test_an_article_without_a_published_quote_is_never_found(index, article):
    quote = make_quote("Peace is near", article=article, status="draft")
    index()
    assert found("title") == found() == []
    quote.status = "published"
    quote.save()
    index()
    assert found("title") == found() == [article.pk]


def test_the_words_of_a_draft_are_not_searched(index, article):
    make_quote("Peace is near", article=article)
    make_quote("War elsewhere", article=article, status="draft")
    index()
    assert found("elsewhere") == []


def test_a_withdrawn_quote_hides_its_article_at_once(index, article):
    quote = make_quote("Peace is near", article=article)
    index()
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="A slip")
    assert found("peace") == found() == []
    index()
    assert found("peace") == found() == []


def test_a_deleted_quote_leaves_its_article(index, article):
    make_quote("Peace is near", article=article)
    other = make_quote("War elsewhere", article=article)
    index()
    Quote.objects.filter(pk=other.pk).delete()
    index()
    assert found("near") == [article.pk]
    assert found("elsewhere") == []


def test_filters_of_quotes_find_the_articles_that_hold_such_a_quote(index):
    ada = make_quote("Peace is near", make_speaker("Ada"), said=date(2024, 1, 5)).article_id
    bob = make_quote("Peace is far", make_speaker("Bob"), said=date(2024, 3, 5)).article_id
    index()
    assert found("peace", speaker=(make_speaker("Ada").pk,)) == [ada]
    assert found("peace", said_from=date(2024, 2, 1)) == [bob]
    assert found("speaker:bob peace") == [bob]
    assert found("-speaker:bob peace") == [ada]
    assert found(speaker=(make_speaker("Ada").pk,), said_from=date(2024, 2, 1)) == []


def test_filters_of_articles_and_sorts(index, article):
    make_quote("Peace is near", article=article)
    later = make_quote("Peace again").article
    Article.objects.filter(pk=article.pk).update(
        outlet=make_outlet("The Paper"), published_on=date(2024, 6, 17), language="de"
    )
    Article.objects.filter(pk=later.pk).update(published_on=date(2024, 6, 20))
    index()
    assert found(outlet=(make_outlet("The Paper").pk,)) == found(language=("de",)) == [article.pk]
    assert found(published_from=date(2024, 6, 18)) == found(outlet=(0,)) == [later.pk]
    assert found(sort="newest") == [later.pk, article.pk]
    assert found(sort="oldest") == [article.pk, later.pk]
    assert found("paper") == [article.pk]


def test_a_page_of_many_articles(index):
    ids = sorted(make_quote(f"Peace {n}").article_id for n in range(7))
    index()
    pages = [find_articles(QuoteQuery(q="peace"), start=at, stop=at + 3) for at in (0, 3, 6)]
    assert [page.total for page in pages] == [7, 7, 7]
    assert sorted(id_ for page in pages for id_ in page.ids) == ids


@pytest.mark.usefixtures("index_dir")
def test_a_check_names_articles_that_differ(article):
    make_quote("Peace is near", article=article)
    index_module.build()
    assert index_module.check().clean
    other = make_quote("Not indexed").article_id
    Outbox.objects.all().delete()
    assert index_module.check().articles == [other]
