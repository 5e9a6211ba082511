"""In "best match", words that were typed side by side count more where they stand so; only the index knows."""

import pytest

from archive.query import QuoteQuery
from archive.search import find
from archive.search.index import building
from tests.builders import make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


def best(words, **query):
    building.build()
    return find(QuoteQuery(q=words, sort="relevance"), **query).ids


@pytest.mark.parametrize(
    ("words", "apart", "near"),
    [
        (
            "tax returns",
            "My taxes are paid on every return of capital and no tax is due",
            "He will release the tax returns that he had promised to release to the whole press one day",
        ),
        (
            "steel tariff",
            "A tariff is a tariff, and we who make much of the good steel of this land shall pay the tariff",
            "Nobody whom I have ever met in all of my long life in this town believed in steel tariffs at all",
        ),
        (
            "prisoner exchange talks",
            "Talks of a prisoner who will exchange some talk with another",
            "There was some hope among the families that the prisoner exchange talks might one day go on again",
        ),
    ],
)
def test_words_side_by_side_come_first(words, apart, near):
    _, wanted = make_quote(apart), make_quote(near)
    assert best(words)[0] == wanted.pk


def test_order_and_distance_count():
    far = make_quote("grain is what the ships of all these many lands brought as a deal")
    turned = make_quote("one deal grain was what all the ships of these many lands brought")
    beside = make_quote("one grain deal was what all the ships of these many lands brought")
    assert best("grain deal") == [beside.pk, turned.pk, far.pk]


def test_a_name_is_no_neighbour_of_the_words():
    one, two = make_quote("peace in our time and place"), make_quote("our place in time and peace")
    assert best("ada peace") == [one.pk, two.pk]


def test_pages_follow_one_another_beyond_the_documents_that_are_looked_at(monkeypatch):
    monkeypatch.setattr("archive.search.engines.whoosh.nearness.LOOKED_AT", 3)
    for at in range(9):
        make_quote(f"grain {'of the ships ' * (at % 3)}deal")
    whole = best("grain deal", stop=9)
    assert len(set(whole)) == 9
    assert [
        find(QuoteQuery(q="grain deal", sort="relevance"), start=n, stop=n + 1).ids[0] for n in range(9)
    ] == whole
