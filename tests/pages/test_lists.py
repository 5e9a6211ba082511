"""Lists of speakers and places count alike, whoever counts."""

import re

import pytest

from archive.search.index import building
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker

LISTS = ["/speakers/", "/countries/", "/organisations/", "/outlets/"]


@pytest.fixture
def quotes(db):
    ada, bob = make_speaker(), make_speaker("Bob Dylan")
    merged = make_speaker("Ada King", canonical=ada)
    place, office = make_country(), make_organisation()
    for speaker in (ada, bob, merged, ada):
        quote = make_quote(
            speaker=speaker, attribution={"country": place, "organisation": office}, via=[office]
        )
        quote.mentions.create(organisation=office)
        quote.mentions.create(country=make_country("KP", "North Korea"))
        quote.article.outlet = make_outlet()
        quote.article.save()
    make_quote(speaker=make_speaker("Drafted", organisation=None), status="draft")
    make_speaker("Silent")
    make_organisation("Unquoted")


def shown(client, path):
    return re.sub(
        r'name="csrf[^>]*|\?v=\w+|<p class="notice.*?</p>', "", client.get(path).content.decode(), flags=re.S
    )


@pytest.mark.parametrize("path", LISTS)
def test_the_index_and_postgresql_count_alike(client, quotes, path):
    main = [re.search("<main.*</main>", shown(client, path), re.S)[0]]
    building.build()
    main.append(re.search("<main.*</main>", shown(client, path), re.S)[0])
    assert main[0] == main[1]
    assert "Drafted" not in main[1]
    assert "Silent" not in main[1]
    assert "Unquoted" not in main[1]


def test_what_a_merged_speaker_said_counts_for_the_other(client, quotes):
    building.build()
    for path in ("/speakers/", "/speakers/?q=ada"):
        assert re.search(r"Ada Lovelace</bdi></a>.{0,200}?\b3\b", shown(client, path), re.S)


@pytest.mark.parametrize("path", LISTS)
def test_with_an_index_a_list_counts_nothing_row_by_row(client, quotes, django_assert_max_num_queries, path):
    building.build()
    client.get(path)
    with django_assert_max_num_queries(12) as asked:
        client.get(path)
    assert not [query for query in asked.captured_queries if "COUNT(DISTINCT" in query["sql"].upper()]
