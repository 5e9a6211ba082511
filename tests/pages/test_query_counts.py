"""Every list costs the same number of queries with 5 and with 20 rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Occasion, Quote, Statement
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db


def grow(count):
    """Until there are so many quotes, each with its own speaker, country, outlet, chain and occasion."""
    for n in range(Quote.objects.count(), count):
        quote = make_quote(
            f"Peace is near, {n}",
            make_speaker(f"Speaker {n}"),
            said=date(2024, 1 + n % 6, 1 + n % 20),
            via=[make_organisation(f"Agency {n}")],
            occasion=Occasion.objects.create(name=f"Briefing {n}", kind="briefing"),
            statement=Statement.objects.first() or Statement.objects.create(basis="wording"),
            attribution={
                "country": make_country(f"X{chr(65 + n)}", f"Land {n}"),
                "organisation": make_organisation(f"O {n}"),
            },
        )
        Article.objects.filter(pk=quote.article_id).update(outlet=make_outlet(f"Outlet {n}"))
        quote.corrections.create(changed="cue", reason="A slip")
    settle()


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


PAGES = [
    *["/", "/quotes/", "/quotes/?q=peace", "/quotes/?view=speakers", "/quotes/?view=timeline", "/timeline/"],
    *[
        "/speakers/",
        "/countries/",
        "/organisations/",
        "/outlets/",
        "/occasions/",
        "/articles/",
        "/corrections/",
    ],
    *["/statements/{statement}/", "/help/coverage/"],
]


@pytest.mark.parametrize("page", PAGES)
def test_a_list_costs_the_same_with_5_and_with_20_rows(client, page):
    grow(5)
    address = page.format(statement=Statement.objects.get().pk)
    few = queries(client, address)
    grow(20)
    assert queries(client, address) == few


@pytest.mark.parametrize("page", ["/quotes/?speaker={pk}", "/speakers/{key}/"])
def test_a_page_of_one_speaker_costs_the_same_with_5_and_with_20_quotes(client, page):
    ada = make_speaker()
    address = page.format(pk=ada.pk, key=ada.key)
    found = []
    for count in (5, 20):
        while Quote.objects.count() < count:
            make_quote(f"Peace is near, {Quote.objects.count()}", ada)
        settle()
        found.append(queries(client, address))
    assert found[0] == found[1]
