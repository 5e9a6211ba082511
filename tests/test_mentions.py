import pytest

from archive.editing.mentions import Gazetteer, note_mentions
from tests.builders import make_country, make_organisation, make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def gazetteer() -> Gazetteer:
    make_country("KP", "North Korea", other_names=["DPRK", "북한"], adjectives=["North Korean"])
    make_country("SD", "Sudan")
    make_country("SS", "South Sudan")
    make_country("US", "United States", other_names=["US", "U.S."])
    make_organisation("United Nations", other_names=["UN", "U.N."])
    return Gazetteer.from_database()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("North Korea and the DPRK's missiles", ["North Korea"]),
        ("North Korean artillery", ["North Korea"]),
        ("South Sudan, then Sudan", ["South Sudan", "Sudan"]),
        ("They told us and USAID that RUSSIA", []),
        ("the U.N. Charter, says the US.", ["United Nations", "United States"]),
        ("북한이 미사일을 발사했다", ["North Korea"]),
        ("", []),
    ],
)
def test_places_are_found_by_their_names(gazetteer: Gazetteer, text: str, named: list[str]) -> None:
    assert [str(place) for place in gazetteer.find(text)] == named


def test_mentions_follow_the_words(gazetteer: Gazetteer) -> None:
    quote = make_quote("Sudan must answer")
    note_mentions(quote, gazetteer)
    assert [str(mention) for mention in quote.mentions.all()] == ["Sudan"]
    quote.text = "The UN must answer"
    note_mentions(quote, gazetteer)
    assert [str(mention) for mention in quote.mentions.all()] == ["United Nations"]
