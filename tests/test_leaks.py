"""Nothing unpublished is reachable: a reader who follows every link, and one who guesses every number."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from archive.models import Occasion, Organisation, Outlet, Quote, Speaker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_articles", "index")]

FILTERED = 250  # addresses with a query string that are followed: facets lead to ever more of them


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
def pages(five_articles: None, django_db_blocker: object) -> dict[str, str]:
    """Every page that can be reached from the home page by its address."""
    client, found, waiting, filtered = Client(), {}, ["/"], 0
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        filtered += "?" in address
        response = client.get(address, follow=True)
        assert response.status_code in {200, 400}, address
        found[address] = b"".join(response).decode()
        waiting += [each for each in links(found[address], address) if "?" not in each or filtered < FILTERED]
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
    """An article with full rights shows its whole text, drafts' words included, but marks none of them."""
    for quote in hidden_quotes():
        for address, page in pages.items():
            assert f"/quotes/{quote.pk}-" not in page, address
            if not address.startswith("/articles/"):
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
        assert "No quotes" in client.get(f"/quotes/?id={quote.pk}", follow=True).content.decode()
    for speaker in set(Speaker.objects.all()) - set(Speaker.objects.public()):
        assert client.get(speaker.get_absolute_url(), follow=True).status_code == 404
        assert client.get(f"/quotes/?speaker={speaker.pk}", follow=True).status_code in {200, 400}
