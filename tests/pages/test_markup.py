import pytest

from archive.models import Article
from tests.builders import make_organisation, make_quote, make_speaker
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db
EVIL = '<script>x</script> "><img onerror=x> </mark> & peace'


@pytest.fixture
def quote():
    quote = make_quote(EVIL, make_speaker(EVIL), via=[make_organisation(EVIL)], public_note=EVIL)
    Article.objects.update(title=EVIL, byline=EVIL, source_note=EVIL, subtitle=EVIL)
    settle()
    return quote


PAGES = ["/", "/quotes/?q=peace", "/quotes/?q=%3Cscript%3E", "/quotes/?q=%22%3Cscript", "/timeline/?q=x"]
PAGES += [
    "/speakers/",
    "/articles/",
    "/organisations/",
    "/quotes/?view=speakers",
    "/quotes/?kind=%3Cscript%3E",
]


@pytest.mark.parametrize("page", [*PAGES, "{quote}?q=peace", "{article}?q=script", "{article}?text=raw"])
def test_markup_in_any_field_is_text(client, quote, page):
    addresses = {"quote": quote.get_absolute_url(), "article": quote.article.get_absolute_url()}
    body = client.get(page.format(**addresses), follow=True).content.decode()
    assert "<script>x" not in body
    assert "<img onerror" not in body
