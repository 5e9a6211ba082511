import pytest

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/quotes/", "/quotes/?q=peace", "/speakers/", "/countries/", "/organisations/", "/outlets/", "/occasions/",
    "/articles/", "/timeline/", "/compare/", "/corrections/", "/help/", "/help/coverage/", "/about/", "/feed/",
    "/sitemap.xml", "/export/quotes.csv", "/api/v1/quotes/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_archive_without_quotes_has_all_its_pages(client, address):
    assert client.get(address).status_code == 200
