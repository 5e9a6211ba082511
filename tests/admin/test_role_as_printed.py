"""One field says the role as printed; what is reviewed is what readers see."""

import pytest
from django.urls import reverse

from archive.models import Correction, Quote
from tests.builders import add_span, make_article, make_quote, make_speaker
from tests.html import text, values

RAW = "Head\n\nThe minister of tests came. “Peace is near,” the minister of tests, Ada, said.\n\nThe king left.\n"


def url(quote, name="change"):
    return reverse(f"admin:archive_quote_{name}", args=[quote.pk])


@pytest.fixture
def quote(db):
    quote = make_quote(article=make_article(RAW), attribution={"role_printed": "minister of tests"})
    add_span(quote, "minister of tests", "role")
    return quote


def change(client, quote, role, **more):
    data = values(client.get(url(quote))) | {"attributions-0-role_printed": role, "reason": "Misread."}
    return client.post(url(quote), data | more)


def shown(client, quote):
    return text(client.get(quote.get_absolute_url())), text(client.get(url(quote, "review")))


def test_there_is_one_field_for_it(publisher, quote):
    names = [name for name in values(publisher.get(url(quote))) if "role_" in name]
    assert names == ["attributions-0-role_printed"]


def test_emptying_it_empties_it_everywhere(publisher, quote):
    assert change(publisher, quote, "").status_code == 302
    assert not quote.spans.filter(part="role").exists()
    assert "<td>Ada Lovelace</td>" in shown(publisher, quote)[1]
    assert quote.attributions.get().role_printed == ""
    correction = Correction.objects.get()
    assert (correction.old, correction.new) == ("Ada Lovelace, minister of tests", "Ada Lovelace")


def test_what_the_article_does_not_print_is_an_editors_and_said_so(publisher, quote):
    change(publisher, quote, "King of Spain")
    assert not quote.spans.filter(part="role").exists()
    assert "King of Spain (established by an editor)" in Correction.objects.get().new
    for page in shown(publisher, quote):
        assert "King of Spain" in page
        assert "established by an editor" in page


def test_letters_of_a_longer_word_are_no_role(publisher, quote):
    change(publisher, quote, "minis")
    assert not quote.spans.filter(part="role").exists()
    assert "minis (established by an editor)" in Correction.objects.get().new


@pytest.mark.parametrize("typed", ["The king", "  The   king ", "The\nking"])
def test_other_words_of_the_article_are_anchored_as_they_stand(publisher, quote, typed):
    change(publisher, quote, typed)
    span = quote.spans.get(part="role")
    assert (span.start, span.text) == (RAW.index("The king"), "The king")
    assert quote.attributions.get().role_printed == "The king"


def test_of_several_places_the_one_by_the_words_is_taken(publisher, quote):
    change(publisher, quote, "")
    change(publisher, quote, "minister of tests")
    assert quote.spans.get(part="role").start == RAW.rindex("minister of tests")


def test_an_unrelated_change_leaves_the_role_where_it_stands(publisher, quote):
    before = list(quote.spans.filter(part="role").values_list("pk", "start"))
    change(publisher, quote, "minister of tests", public_note="Checked.")
    assert list(quote.spans.filter(part="role").values_list("pk", "start")) == before
    assert Quote.objects.get().public_note == "Checked."


def test_each_speaker_of_a_joint_statement_has_a_role_of_its_own(publisher, quote):
    king = {"attributions-1-speaker": make_speaker("Bob").pk, "attributions-1-role_printed": "The king"}
    rows = {
        "attributions-1-basis": "explicit",
        "attributions-1-position": "1",
        "attributions-TOTAL_FORMS": "2",
    }
    change(publisher, quote, "minister of tests", **rows, **king)
    assert {span.text for span in quote.spans.filter(part="role")} == {"minister of tests", "The king"}
    change(publisher, quote, "")
    assert {span.text for span in quote.spans.filter(part="role")} == {"The king"}
