import json
import re

from hypothesis import given
from hypothesis import strategies as st

from archive.editing.merge import merge
from archive.models import Speaker
from archive.outputs import jsonld
from archive.reading.quoted import quoted
from tests.builders import make_article, make_outlet, make_quote, make_speaker
from tests.html import tree


def loaded(quote):
    return quoted([quote.pk])[0]


def data(html):
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


def test_a_direct_quote_is_a_quotation_in_a_news_article(db):
    article = make_article(outlet=make_outlet(), url="https://daily.example/1")
    found = data(jsonld.quote_head(loaded(make_quote(article=article))))
    assert (found["@type"], found["text"]) == ("Quotation", "Peace is near")
    assert found["creator"][0]["name"] == "Ada Lovelace"
    assert found["isPartOf"]["@type"] == "NewsArticle"
    assert found["isPartOf"]["publisher"]["name"] == "The Daily Post"


def test_reported_speech_is_a_claim_with_speaker_and_verb(db):
    article = make_article("No. 1\n\nNorth Korea denied the arms deals.\n")
    quote = make_quote("the arms deals", cue="denied", kind="indirect", article=article)
    found = jsonld.quotation(loaded(quote))
    assert (found["@type"], found["text"]) == ("Claim", "[Ada Lovelace] denied the arms deals")


def test_an_inferred_speaker_is_not_told_to_machines(db):
    quote = make_quote(attribution={"basis": "inferred"})
    assert "creator" not in jsonld.quotation(loaded(quote))


def test_an_unnamed_source_is_no_person(db):
    article = make_article()
    official = make_speaker("official", type=Speaker.Type.UNNAMED, scope_article=article)
    found = jsonld.quotation(loaded(make_quote("Peace is near", official, article=article)))
    assert "creator" not in found
    assert found["creditText"] == "Unnamed official"


def test_an_inferred_date_is_left_out(db):
    assert jsonld.said(loaded(make_quote(said_basis="inherited")).said) == "2024-06-17"
    assert jsonld.said(loaded(make_quote(said_basis="inferred")).said) is None
    assert jsonld.said(loaded(make_quote(said=None)).said) is None


def scripts(page):
    """The JSON-LD of a whole page, and how much else in it could come from words that broke out."""
    ours = "self::script[@type='application/ld+json']"
    data = [json.loads(each.text) for each in tree(page).xpath(f"//*[{ours}]")]
    return data, len(tree(page).xpath(f"//script[not({ours})] | //b"))


def test_the_page_of_a_hostile_quote_holds_its_data_and_no_script_of_its(client, hostile):
    _, usual = scripts(client.get(make_quote().get_absolute_url()))
    data, others = scripts(client.get(hostile.get_absolute_url()))
    assert [found["text"] for found in data] == [hostile.text]
    assert others == usual


def test_hostile_text_cannot_leave_the_script(hostile):
    html = jsonld.quote_head(loaded(hostile))
    assert html.count("</script>") == 1
    assert "<b>" not in html
    assert data(html)["text"] == hostile.text


@given(st.text())
def test_no_text_whatever_leaves_the_script_or_changes_in_it(text):
    html = jsonld.script({"text": text})
    opened, inside, closed = html.partition(">")[0], html.split(">", 1)[1][:-9], html[-9:]
    assert (opened, closed) == ('<script type="application/ld+json"', "</script>")
    assert not set(inside) & set("<>&")
    assert json.loads(inside)["text"] == text


def test_a_person_has_all_names(db):
    ada = make_speaker()
    ada.other_names.create(name="아다")
    assert data(jsonld.speaker_head(ada))["alternateName"] == ["아다"]


def test_what_an_outlet_called_a_source_is_no_name_of_who_it_was(client, db):
    kim, article = make_speaker("Kim Jong-un"), make_article()
    source = Speaker.objects.create(name="a zebra handler", type="unnamed", scope_article=article)
    make_quote(speaker=source, article=article)
    assert merge(source, kim, "He said so.") == []
    assert kim.all_names == []
    for path in ("/api/v1/speakers/", f"/api/v1/speakers/{kim.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Kim Jong-un" in answer.content.decode()
        assert "zebra" not in answer.content.decode()
