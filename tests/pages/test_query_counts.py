"""Every list costs the same number of queries with 5 and with 20 rows."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Occasion, Quote, Speaker, Statement
from archive.models.called import all_names
from archive.query.public_words import public_words
from archive.search.spellings import read_spellings
from archive.views import compare
from archive.views.results import facets
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.html import text_of
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
    """Once what a process reads only once has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
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
    *[
        "/help/coverage/",
        "/compare/?a.q=peace&b.q=near",
        "/quotes/?q=peace&view=line",
        "/dossier/?view=compact",
    ],
]


def test_every_list_costs_the_same_with_5_and_with_20_rows(client):
    grow(5)
    pages = [*PAGES, Statement.objects.get().get_absolute_url()]
    few = {page: queries(client, page) for page in pages}
    grow(20)
    assert {page: queries(client, page) for page in pages} == few


def test_the_pages_of_one_thing_cost_the_same_with_5_and_with_20_quotes(client):
    article, country, found = make_article("Ada said: " + "Peace is near. " * 20), make_country(), []
    for count in (5, 20):
        while Quote.objects.count() < count:
            make_quote("Peace is near", article=article, cue="said", attribution={"country": country})
        settle()
        pages = [row.get_absolute_url() for row in (make_speaker(), country, article)]
        found.append({page: queries(client, page) for page in pages})
    assert found[0] == found[1]


def longest_list(client, address):
    """The most rows that a query of the page asks for by their ids."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    lists = [found for each in captured for found in re.findall(r"[({]\d+(?:, ?\d+)*[)}]", each["sql"])]
    return max((found.count(",") + 1 for found in lists), default=0)


def test_the_pages_of_a_much_quoted_speaker_read_a_page_of_rows(client, monkeypatch):
    monkeypatch.setattr(compare, "READ", 10)
    article = make_article("Ada said: " + "Peace is near. " * 60)
    for one, count in (("Ada", 45), ("Bo", 5)):
        for _ in range(count):
            make_quote("Peace is near", make_speaker(one), article=article, cue="said")
    settle()
    ada, bo = (make_speaker(name).pk for name in ("Ada", "Bo"))
    pages = [
        make_speaker("Ada").get_absolute_url(),
        f"/quotes/?speaker={ada}&view=line",
        *(f"/compare/?a.speaker={ada}&b.speaker={bo}&page={page}" for page in (1, 2)),
    ]
    assert [address for address in pages if longest_list(client, address) > 24] == []


def test_the_values_of_a_filter_are_told_apart_where_they_are_shown(client, monkeypatch):
    monkeypatch.setattr(facets, "LISTED", 3)
    for _ in range(9):
        make_quote("Peace is near", Speaker.objects.create(name="Ada", type="person"))
    settle()
    assert longest_list(client, "/quotes/values/speaker/") == 3
    page = text_of(client.get("/quotes/values/speaker/?named=ada"))
    assert "9 of 9 with “ada”; the commonest 3 are shown" in page


@pytest.mark.parametrize(
    "address",
    [
        "/quotes/?q=peace",
        "/quotes/?q=Speaker+1",
        "/quotes/?q=peace&country=XA&country=XB&sort=oldest",
        "/quotes/?q=peace&view=timeline",
    ],
)
def test_a_page_of_results_needs_at_most_13_queries_with_everything_cold(client, address):
    grow(20)
    caches_forgotten()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= 13


def caches_forgotten():
    public_words.forget()
    read_spellings.forget()
    all_names.forget()


def test_names_of_values_are_looked_up_once_for_a_state_of_the_archive(client):
    ada = make_speaker("Ada Byron")
    for speaker in (ada, make_speaker("Bo Diddley")):
        make_quote("Peace is near", speaker)
    settle()
    asked = []
    for word in ("peace", "near"):
        with CaptureQueriesContext(connection) as captured:
            assert "Ada Byron" in text_of(client.get(f"/quotes/?q={word}"))
        asked.append(sum("SELECT 'speaker', id::text" in each["sql"] for each in captured))
    assert asked == [1, 0]
    Speaker.objects.filter(pk=ada.pk).update(name="Ada King", sort_name="King, Ada")
    settle()
    page = text_of(client.get("/quotes/?q=near"))
    assert "Ada King" in page
    assert "Byron" not in page
