"""Names that readers type: one folding finds them, in every field and list."""

import pytest

from archive.query import QuoteQuery
from archive.search import find
from archive.search.language import QueryError
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


def ids(q, **values):
    return find(QuoteQuery(q=q, **values)).ids


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łukasz Żółć", "zolc"),
        ("Łukasz Żółć", "Lukasz"),
        ("Recep Erdoğan", "erdogan"),
        ("Čapková", '"Ca\u030cpkova\u0301"'),
        ("Pat O'Brien", "O’Brien"),
        ("Pat O’Brien", '"Pat O`Brien"'),
        ("Pat O’Brien", "OBrien"),
        ("Jane Müller-Straße", '"muller strasse"'),
        ("Νίκος Τεστόπουλος", "Τεστοπουλος"),
        ("Kim Jong-un", "Jongun"),
        ("Kim Jong-un", '"kim jong un"'),
        ("İsmail Işıl", "isil"),
    ],
)
def test_a_speaker_is_found_however_the_name_is_written(client, name, typed):
    quote = make_quote(speaker=make_speaker(name))
    make_quote(speaker=make_speaker("Somebody Else"))
    assert ids(f"speaker:{typed}") == [quote.pk]
    for address, parameter in (("/speakers/", "q"), ("/quotes/values/speaker/", "named")):
        page = text_of(client.get(address, {parameter: typed.strip('"')}))
        assert name in page
        assert "Somebody Else" not in page


def test_other_fields_mind_no_accents_either():
    quote = make_quote(
        article=make_article(outlet=make_outlet("L’Écho")),
        via=[make_organisation("Agència Ünited")],
        attribution={"country": make_country("CI", "Côte d’Ivoire"), "role_printed": "대변인"},
    )
    for typed in (
        "outlet:echo",
        'outlet:"l\'echo"',
        "via:agencia",
        'country:"cote d\'ivoire"',
        "role:대변인",
    ):
        assert ids(typed) == [quote.pk], typed
    assert ids("outlet:unknown") == []


def test_roles_in_any_script_are_a_facet_and_a_filter():
    quote = make_quote(attribution={"role_printed": "외교부 대변인"})
    assert find(QuoteQuery(), facets=["role"]).facets["role"] == {"외교부-대변인": 1}
    assert ids("", role=("외교부-대변인",)) == [quote.pk]


def test_what_an_identified_source_was_called_is_no_name_of_the_speaker():
    kim = make_speaker("Kim Jong-un")
    article = make_article()
    make_speaker("a senior official", type="unnamed", scope_article=article, canonical=kim)
    make_quote(speaker=kim)
    with pytest.raises(QueryError, match="Nothing is found"):
        ids('speaker:"senior official"')


def test_an_unpublished_role_is_as_unknown_as_any(client):
    make_quote(status="draft").attributions.update(
        role=make_speaker().roles.create(title="Chief of Hidzrole (X/Y)")
    )
    make_quote()
    known, other = (
        client.get(f"/quotes/?role={name}") for name in ("chief-of-hidzrole-xy", "chief-of-nothing-xy")
    )
    assert "Hidzrole (X/Y)" not in known.content.decode()
    assert text_of(known).replace("hidzrole", "nothing") == text_of(other)


def test_a_language_is_chosen_as_it_is_counted():
    quote = make_quote(language="zh-Hant")
    for typed in ("zh-Hant", "zh-hant", "ZH-HANT"):
        assert ids(f"language:{typed}") == [quote.pk]
