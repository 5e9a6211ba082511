"""Joint statements: filters on who spoke may be met by different speakers, counted as they are clicked and said so."""

from dataclasses import replace
from itertools import combinations

import pytest

from archive.models import Attribution
from archive.query import QuoteQuery
from archive.search import find
from archive.search.sentence import describe
from tests.builders import make_country, make_organisation, make_quote, make_speaker
from tests.search.conftest import ENGINES

pytestmark = pytest.mark.django_db

WHO = ["speaker", "country", "organisation", "role", "type"]


def joint_statements():
    kp, ru = make_country("KP", "North Korea"), make_country("RU", "Russia")
    choe, lavrov = make_speaker("Choe Son-hui"), make_speaker("Sergei Lavrov")
    envoy = {"role_printed": "envoy", "country": ru, "organisation": make_organisation("Ministry")}
    make_quote(speaker=choe, attribution={"country": kp, "role_printed": "minister"})
    make_quote(speaker=lavrov, attribution={"country": ru, "role_printed": "minister"})
    both = make_quote(speaker=choe, attribution={"country": kp, "role_printed": "minister"})
    Attribution.objects.create(quote=both, speaker=lavrov, position=1, **envoy)


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_what_is_counted_beside_a_choice_is_what_a_click_finds(index, patient):
    joint_statements()
    index()
    counted = find(QuoteQuery(), facets=WHO).facets
    for name, other in combinations(WHO, 2):
        for value in counted[name]:
            chosen = QuoteQuery(**{name: (value,)})
            for beside, count in find(chosen, facets=[other]).facets[other].items():
                assert find(replace(chosen, **{other: (beside,)})).total == count, (
                    name,
                    value,
                    other,
                    beside,
                )


@pytest.mark.parametrize("typed", [True, False])
def test_no_speaker_is_said_to_have_spoken_for_the_country_of_another(typed):
    label = {"speaker": "Choe", "country": "Russia"}
    query = QuoteQuery(q="speaker:1 country:RU") if typed else QuoteQuery(speaker=(1,), country=("RU",))
    assert "speaking for Russia" not in describe(query, lambda name, value: label[name])
    mixed = QuoteQuery(q="country:RU", speaker=(1,))
    assert "speaking for Russia" not in describe(mixed, lambda name, value: label[name])
