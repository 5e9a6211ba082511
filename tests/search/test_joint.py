"""Joint statements: filters on who spoke meet within one speaker, counted as they are clicked."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Attribution, Speaker
from archive.models.remembered import reading_once
from archive.query import QuoteQuery
from archive.search import find, find_articles, voices
from archive.search.contract import Answer, Facet, Request, TooBroadError, commonest
from archive.search.language import EVERYTHING
from archive.search.voices import within_one
from tests.builders import make_country, make_organisation, make_quote, make_speaker
from tests.search.conftest import ENGINES

pytestmark = pytest.mark.django_db

WHO = ["speaker", "country", "organisation", "role", "type"]


def joint_statements():
    kp, ru = make_country("KP", "North Korea"), make_country("RU", "Russia")
    choe, lavrov = make_speaker("Choe Son-hui"), make_speaker("Sergei Lavrov")
    unnamed = make_speaker("Ministry of Fuel", type="organisation")
    envoy = {"role_printed": "envoy", "country": ru, "organisation": make_organisation("Ministry")}
    make_quote(speaker=choe, attribution={"country": kp, "role_printed": "minister"})
    make_quote(speaker=lavrov, attribution={"country": ru, "role_printed": "minister"})
    both = make_quote(speaker=choe, attribution={"country": kp, "role_printed": "minister"})
    Attribution.objects.create(quote=both, speaker=lavrov, position=1, **envoy)
    three = make_quote("Fuel for peace", choe, attribution={"country": kp, "role_printed": "minister"})
    Attribution.objects.create(quote=three, speaker=lavrov, position=1, country=ru, role_printed="minister")
    Attribution.objects.create(quote=three, speaker=unnamed, position=2, country=kp)


def all_voices():
    """Straight from the rows."""
    columns = ("quote", "speaker", "country", "organisation", "role_printed", "speaker__type")
    rows = Attribution.objects.values_list(*columns)
    return [(quote, dict(zip(WHO, held, strict=True))) for quote, *held in rows]


def spoken(voices, wanted):
    """Quotes with one attribution of which all is true."""
    return {quote for quote, voice in voices if all(voice[name] in values for name, values in wanted.items())}


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_filters_meet_within_one_speaker_and_counts_are_what_a_click_finds(index, engine, patient):
    """What meets is reckoned from any engine's answers, so of one are asked twice as many as of the others."""
    joint_statements()
    index()
    voices, counted = all_voices(), find(QuoteQuery(), facets=WHO).facets
    values = {name: [*((value,) for value in held), tuple(held)] for name, held in counted.items()}
    for size in (1, 2, 3, 4):
        for names in combinations(WHO, size):
            for at in range(4) if engine == "whoosh" else (0, 3):
                check(voices, {name: values[name][at % len(values[name])] for name in names}, counted)


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_the_commonest_of_limited_counts_are_those_of_all(index, patient):
    joint_statements()
    index()
    for chosen in ({}, {"country": ("RU",)}, {"country": ("KP",), "type": ("person",)}):
        query = QuoteQuery(**chosen)
        every = find(query, facets=WHO).facets
        for most in (1, 2):
            some = find(query, facets=WHO, most=most).facets
            expected = {
                name: commonest(every[name], most, getattr(query, name), every[name].many) for name in WHO
            }
            assert (some, [some[name].many for name in WHO]) == (
                expected,
                [len(every[name]) for name in WHO],
            ), chosen


def check(voices, chosen, every):
    found = find(QuoteQuery(**chosen), facets=WHO)
    assert set(found.ids) == spoken(voices, chosen), chosen
    assert found.total == len(found.ids)
    for name in WHO:
        counts = {value: len(spoken(voices, {**chosen, name: (value,)})) for value in every[name]}
        told = {value: count for value, count in counts.items() if count}
        assert found.facets[name] == told, (chosen, name)


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_what_is_typed_meets_within_one_speaker_too(index, patient):
    joint_statements()
    make_country("JP", "Japan")
    index()
    for typed in ("speaker:Choe country:RU", "country:RU role:minister speaker:Choe"):
        assert find(QuoteQuery(q=typed)).total == find_articles(QuoteQuery(q=typed)).total == 0, typed
        assert find(QuoteQuery(q=typed.replace("RU", "KP"))).total == 3, typed
    choe = Speaker.objects.get(name="Choe Son-hui").pk
    assert find(QuoteQuery(q="speaker:Choe (country:RU OR country:JP)")).total == 0
    assert find(QuoteQuery(q="(country:KP OR country:RU) speaker:Choe")).total == 3
    mixed = QuoteQuery(q="country:RU", speaker=(choe,))
    assert find(mixed).total == find_articles(mixed).total == 0
    assert find(QuoteQuery(q="speaker:Choe OR country:RU")).total == 4
    assert find(QuoteQuery(q="speaker:Choe speaker:Lavrov")).total == 2  # asked of two speakers


@pytest.mark.parametrize("engine", ["whoosh"], indirect=True)
def test_only_a_filter_on_who_spoke_costs_two_queries_more(index):
    joint_statements()
    index()
    choe = Speaker.objects.get(name="Choe Son-hui").pk
    assert voices.joint_statements()  # which a process keeps
    for query, more in [
        (QuoteQuery(language=("en",)), 0),
        (QuoteQuery(country=("RU",)), 2),
        (QuoteQuery(country=("RU",), speaker=(choe,)), 2),
    ]:
        find(QuoteQuery(), facets=WHO)
        with CaptureQueriesContext(connection) as usual:
            find(QuoteQuery(), facets=WHO)
        with CaptureQueriesContext(connection) as asked, reading_once():
            find(query, facets=WHO)
        assert len(asked) == len(usual) + more, query


def test_counts_for_which_no_time_is_left_are_left_out():
    joint_statements()
    answers = [Answer([1], 1, {"speaker": Facet({1: 1})})]

    def ask(request):
        if not answers:
            raise TooBroadError
        return answers.pop()

    request = Request(QuoteQuery(country=("RU",)), EVERYTHING, facets=["speaker"])
    assert within_one(request, ask) == Answer([1], 1, {"speaker": {}})


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_nobody_is_listed_for_a_country_or_a_role_of_another(client, index, patient):
    joint_statements()
    index()
    for asked in ("country=RU", "role=envoy", "country=RU&role=minister"):
        listed = client.get(f"/speakers/?{asked}").context["page"]
        assert [row.name for row in listed] == ["Sergei Lavrov"], asked
    lists = client.get(Speaker.objects.get(name="Choe Son-hui").get_absolute_url()).context["lists"]
    labels = {one.name: [choice.label for choice in one.choices] for one in lists}
    assert (labels["country"], labels["role"]) == (["North Korea"], ["Minister"])


@pytest.mark.parametrize("engine", ["whoosh"], indirect=True)
def test_who_spoke_in_joint_statements_is_read_once_a_search(index):
    joint_statements()
    index()
    with CaptureQueriesContext(connection) as asked:
        find(QuoteQuery(country=("KP",)), facets=WHO)
    assert sum("ORDER BY quote_id, position" in one["sql"] for one in asked) == 1
