"""How something was reported is a facet, a filter and a word of the query language."""

import pytest

from archive.query import QuoteQuery
from archive.search import find
from archive.search.index import building
from archive.text.verbs import reporting_verb
from tests.builders import make_quote
from tests.html import text_of


@pytest.mark.parametrize(
    ("cue", "verb"),
    [
        ("denied", "denied"),
        ("Has also denied", "denied"),
        ("according to", "according-to"),
        ("told reporters", "told"),
        ("was", "was"),
        ("밝혔다", "밝혔다"),
        ("a déclaré", "declare"),
        ("s'est félicité", "felicite"),
        ("ha afirmado:", "afirmado"),
        ("hat erklärt", "erklart"),
        ("did not deny", "not-deny"),
        ("didn’t say", "not-say"),
        ("n'a pas dit", "pas-dit"),
        ("said not", "said"),
        ("…", ""),
    ],
)
def test_a_phrase_is_counted_by_its_verb(cue, verb):
    assert reporting_verb(cue) == verb


@pytest.mark.django_db
def test_denials_are_a_facet_a_filter_and_a_typed_field(client, five_articles):
    counts = find(QuoteQuery(), facets=["verb"]).facets["verb"]
    denied = find(QuoteQuery(verb=("denied",)))
    assert denied.total == counts["denied"] == find(QuoteQuery(q="verb:denied")).total > 0
    assert "denied" in text_of(client.get("/quotes/?verb=denied"))
    assert "Reporting verb denied" in text_of(client.get("/quotes/?verb=denied"))


@pytest.mark.django_db
def test_a_verb_is_named_as_it_is_printed(client, index_dir):
    for cue in ("afirmó", "afirmó", "afirmo", "a déclaré"):
        make_quote("hay un acuerdo", kind="indirect", cue=cue, language="es")
    building.build()
    page = text_of(client.get("/quotes/values/verb/"))
    assert "afirmó" in page
    assert "déclaré" in page
    assert "Reporting verb afirmó" in text_of(client.get("/quotes/?verb=afirmo"))
