import re
from datetime import date

import pytest

from archive.search.index.building import build
from tests.builders import make_article, make_quote

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/quotes/", "/quotes/?q=peace", "/speakers/", "/countries/", "/organisations/", "/outlets/", "/occasions/",
    "/articles/", "/timeline/", "/compare/", "/corrections/", "/help/", "/help/coverage/", "/about/", "/feed/",
    "/sitemap.xml", "/export/quotes.csv", "/api/v1/quotes/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_archive_without_quotes_has_all_its_pages(client, address):
    assert client.get(address).status_code == 200


def test_an_archive_with_one_quote_speaks_of_one(client, index_dir):
    quote = make_quote("Peace is near")
    build()
    more = ["/dossier/", "/changes/", "/quotes/?q=war", "/quotes/values/kind/", "/articles/?q=peace"]
    for address in [*ADDRESSES[:-4], *more, quote.get_absolute_url(), quote.article.get_absolute_url()]:
        told = re.sub(r"<[^>]*>", "", client.get(address).content.decode())
        assert not re.findall(r"\b1 (?:quotes|articles|values|words|reports|outlets)\b", told), address


@pytest.mark.parametrize(
    ("said", "published", "told"),
    [(date(2024, 2, 29), date(2024, 2, 29), "on 29 February 2024"), (None, None, "stored text.")],
)
def test_an_archive_of_one_day_or_of_none_names_no_stretch_of_time(client, index_dir, said, published, told):
    make_quote(said=said, article=make_article(published_on=published))
    build()
    for address in ("/", "/help/coverage/", "/quotes/?q=war"):
        page = " ".join(re.sub(r"<[^>]*>", "", client.get(address).content.decode()).split())
        assert not re.search(r"None|(?<!Said )from (?:to|29 February)|from \.|When it was said What", page), (
            address
        )
        assert address != "/" or told in page
