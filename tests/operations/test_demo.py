"""`manage.py demo`: a made-up archive, the same each time, that says so on every page."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test.utils import override_settings

from archive.editing.verify import verify
from archive.models import Article, Quote, Role, Speaker, Statement
from tests.builders import make_article

QUOTES = 400


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        override_settings(SEARCH_INDEX_DIR=tmp_path_factory.mktemp("demo")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        call_command("demo", quotes=QUOTES)
        yield settings.SEARCH_INDEX_DIR
        transaction.set_rollback(True)


@pytest.fixture
def site(demo, settings, client):
    settings.SEARCH_INDEX_DIR = demo
    return client


def test_it_has_as_many_published_quotes_as_asked_for(demo):
    assert Quote.objects.published().count() == QUOTES


def test_over_one_of_another_size_it_says_how_to_have_the_size_that_was_asked_for(demo, capsys):
    for asked, told in ((QUOTES, False), (2 * QUOTES, True)):
        call_command("demo", quotes=asked)
        assert ("for one of 800" in capsys.readouterr().out) == told


def test_every_anchor_stands_in_its_article(demo):
    articles = Article.objects.prefetch_related("quotes__spans")
    assert not [failure for article in articles for failure in verify(article)]


def test_it_is_lifelike(demo):
    assert Speaker.objects.values("name").annotate(n=Count("id")).filter(n__gt=1).exists()
    assert set(Quote.objects.values_list("kind", flat=True)) == {"direct", "mixed", "indirect"}
    assert {"en", "de", "ru", "ko", "ar"} <= set(Article.objects.values_list("language", flat=True))
    assert Statement.objects.annotate(n=Count("quotes")).filter(n__gt=1).exists()
    assert Role.objects.exclude(end=None).exists()
    assert Quote.objects.filter(said_precision="unknown").exists()


def test_every_page_says_that_it_is_made_up(site):
    for address in ["/", "/quotes/", "/quotes/?q=talks", "/speakers/", "/timeline/", "/nowhere/"]:
        assert "Everything here is made up" in site.get(address).content.decode(), address


def test_another_archive_does_not_say_so(db, client):
    assert "made up" not in client.get("/").content.decode()


def test_it_stays_out_of_an_archive_with_articles(db):
    make_article()
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo", quotes=10)
