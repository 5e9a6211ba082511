"""Nothing unpublished is reachable: a reader who follows every link, and one who guesses every number."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client, override_settings

from archive.models import Occasion, Organisation, Outlet, Quote, Speaker
from archive.search.index.building import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles", "index")]

# Addresses that show the sentence a published quote stands in: a draft may stand in the same one.
CONTEXT = re.compile(r"/(articles|quotes)/\d|/feed/|/export/|/api/|/dossier/")
FILTERED = 60  # addresses with a query string that are followed: facets lead to ever more of them


def links(page: str, base: str) -> Iterator[str]:
    for href in re.findall(r'(?:href|action)="([^"]*)"', page):
        address = urlsplit(urljoin(base, unescape(href)))
        if (
            not address.netloc
            and not address.path.startswith(("/static/", "/admin/"))
            and address.path.startswith("/")
        ):
            yield f"{address.path}?{address.query}" if address.query else address.path


@pytest.fixture(scope="module")
def pages(five_articles: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page that can be reached from the home page by its address."""
    with override_settings(SEARCH_INDEX_DIR=tmp_path_factory.mktemp("index")):
        build()
        return crawl(Client())


def crawl(client: Client) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting, filtered = ["/"], 0
    while waiting:
        address = waiting.pop(0)
        if address in found or ("?" in address and filtered >= FILTERED):
            continue
        filtered += "?" in address
        response = client.get(address, follow=True)
        assert response.status_code in {200, 400}, address
        found[address] = b"".join(response).decode()
        waiting += links(found[address], address)
    return found


def hidden_quotes() -> list[Quote]:
    return list(Quote.objects.exclude(status="published"))


def test_all_kinds_of_pages_were_walked(pages: dict[str, str]) -> None:
    kinds = {address.split("?")[0].split("/")[1] for address in pages}
    assert kinds >= {
        "",
        "quotes",
        "speakers",
        "organisations",
        "countries",
        "outlets",
        "occasions",
        "articles",
        "statements",
    }
    assert len(pages) > 150


def test_no_page_shows_a_draft(pages: dict[str, str]) -> None:
    """An article shows its title and, with full rights, its whole text, but marks no draft in it."""
    for quote in hidden_quotes():
        for address, page in pages.items():
            assert f"/quotes/{quote.pk}-" not in page, address
            if quote.text not in quote.article.title and not CONTEXT.match(address):
                assert quote.text not in unescape(page), address


def test_no_page_leads_to_what_occurs_only_in_drafts(pages: dict[str, str]) -> None:
    for model, noun in (
        (Speaker, "speakers"),
        (Organisation, "organisations"),
        (Outlet, "outlets"),
        (Occasion, "occasions"),
    ):
        public = set(model.objects.public())
        for row in set(model.objects.all()) - public:
            assert not [address for address, page in pages.items() if f"/{noun}/{row.pk}-" in page], row


def test_guessing_an_address_finds_nothing(client: Client) -> None:
    for quote in hidden_quotes():
        assert client.get(quote.get_absolute_url(), follow=True).status_code == 404
        assert client.get(f"/quotes/{quote.pk}/", follow=True).status_code == 404
        assert client.get(f"/quotes/?id={quote.pk}").context["results"].answer.total == 0
    for speaker in set(Speaker.objects.all()) - set(Speaker.objects.public()):
        assert client.get(speaker.get_absolute_url(), follow=True).status_code == 404
        assert client.get(f"/quotes/?speaker={speaker.pk}", follow=True).status_code in {200, 400}
