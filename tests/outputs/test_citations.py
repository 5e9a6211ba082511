import json
from datetime import date

import bibtexparser
import pytest
import rispy

from archive.models import Quote, Speaker, Statement
from archive.outputs import citations
from archive.outputs.citations import FORMATS
from archive.reading.quoted import quoted
from tests.builders import make_article, make_organisation, make_outlet, make_quote, make_speaker


def loaded(quote):
    return quoted([quote.pk])[0]


def written(extension, *quotes):
    return "".join(FORMATS[extension].write([loaded(quote) for quote in quotes]))


@pytest.fixture
def quote(db):
    ada = make_speaker("Ada Lovelace", sort_name="Lovelace, Ada")
    article = make_article(outlet=make_outlet(), url="https://daily.example/1")
    via = [make_organisation("Yonhap")]
    return make_quote("Peace is near", ada, article=article, via=via, said_basis="inherited")


def test_apa_names_speaker_date_words_source_version_and_hash(quote):
    quote = loaded(quote)
    text = citations.apa(quote)
    assert text.startswith(
        "Lovelace, A. (2024, June 20). “Peace is near” (direct quote; said on 17 June 2024)."
    )
    assert "The Daily Post, via Yonhap" in text
    assert f"\nArchive record: quote {quote.pk}, version 1, characters" in text
    assert quote.article.raw_sha256 in text


def test_chicago_gives_the_full_name_and_the_day_after_the_source(quote):
    text = citations.chicago(loaded(quote))
    assert text.startswith("Lovelace, Ada. “Peace is near”")
    assert "via Yonhap, June 20, 2024. Statement Archive. https://daily.example/1.\n" in text
    assert "\nAda Lovelace, “Peace is near” (direct quote; said on 17 June 2024), quoted in" in text


def test_reported_speech_keeps_its_speaker_and_verb_in_every_format(db):
    article = make_article("No. 1\n\nNorth Korea denied the arms deals.\n")
    quote = make_quote("the arms deals", cue="denied", kind="indirect", article=article)
    for extension in FORMATS:
        assert "denied the arms deals" in written(extension, quote)


def test_without_an_outlet_the_publisher_is_not_identified(db):
    assert "[publisher not identified]" in citations.apa(loaded(make_quote()))


def test_a_missing_url_is_replaced_by_the_permalink(db):
    quote = loaded(make_quote())
    assert citations.csl(quote)["URL"].endswith(quote.get_absolute_url())


def test_an_inferred_date_stands_in_brackets_and_is_circa(db):
    quote = loaded(make_quote(said_basis="inferred"))
    assert "said [on 17 June 2024]" in citations.apa(quote)
    assert citations.csl(quote)["event-date"] == {"date-parts": [[2024, 6, 17]], "circa": True}


def test_an_undated_quote_was_said_on_or_before_its_publication(db):
    quote = loaded(make_quote(said=None))
    assert "said [on or before 20 June 2024]" in citations.chicago(quote)
    assert citations.csl(quote)["event-date"]["circa"]


def test_a_month_has_no_day_in_csl(db):
    quote = make_quote(
        said_precision="month",
        said_basis="inherited",
        said_earliest=date(2024, 5, 1),
        said_latest=date(2024, 5, 31),
        said=date(2024, 5, 1),
    )
    assert citations.csl(loaded(quote))["event-date"] == {"date-parts": [[2024, 5]]}


def test_an_inferred_day_of_publication_is_bracketed(db):
    quote = loaded(make_quote(article=make_article(published_basis="inferred")))
    assert "([2024, June 20])" in citations.apa(quote)
    assert citations.csl(quote)["issued"]["circa"]


def test_a_source_identified_later_stands_in_brackets(db):
    article = make_article()
    unnamed = make_speaker("an official", type=Speaker.Type.UNNAMED, scope_article=article)
    quote = make_quote("Peace is near", unnamed, article=article)
    unnamed.canonical = make_speaker("Ada Lovelace", sort_name="Lovelace, Ada")
    unnamed.save()
    assert citations.csl(loaded(quote))["author"] == [{"literal": "[Ada Lovelace]"}]


def test_back_translated_words_are_labelled_in_every_format(db):
    quote = make_quote(translated="back")
    for extension in FORMATS:
        assert "not the speaker's exact words" in written(extension, quote)


def test_hostile_text_survives_ris(hostile):
    [entry] = rispy.loads(written("ris", hostile))
    assert entry["authors"] == ["Ada Lovelace"]
    assert "</script>" in entry["title"]
    assert "TY - JOUR end" in entry["title"]


def test_hostile_text_survives_bibtex(hostile, quote):
    library = bibtexparser.parse_string(written("bib", hostile, quote))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [
        f"quote-{each.pk}-v{loaded(each).version}" for each in (hostile, quote)
    ]
    assert r"\textbackslash" in library.entries[0]["title"]


def test_hostile_text_survives_csl(hostile, quote):
    first, second = json.loads(written("csl.json", hostile, quote))
    assert "=1+1 </script>" in first["title"]
    assert second["id"].startswith(f"quote-{quote.pk}-")


def test_a_name_with_and_is_one_author_in_bibtex(db):
    quote = make_quote("Peace", make_speaker("Department of Food and Water", type="organisation"))
    [entry] = bibtexparser.parse_string(written("bib", quote)).entries
    assert entry["author"] == "{Department of Food and Water}"


def test_no_quotes_make_an_empty_list(db):
    assert json.loads(written("csl.json")) == []


def test_a_statement_is_cited_with_all_its_wordings(client, quote):
    statement = Statement.objects.create(basis="wording")
    other = make_quote("Peace is close", statement=statement)
    Quote.objects.filter(pk=quote.pk).update(statement=statement)
    page = client.get(statement.get_absolute_url())
    for _, text, link in page.context["citations"]:
        file = b"".join(client.get(link)).decode()
        assert {line.strip() for line in file.splitlines()} >= set(map(str.strip, text.splitlines()))
        assert all(loaded(one).article.raw_sha256 in text for one in (quote, other))


def test_a_wording_names_its_statement(db):
    statement = Statement.objects.create(basis="occasion")
    note = citations.csl(loaded(make_quote(statement=statement)))["note"]
    assert f"statement {statement.pk} (said on the same occasion): http://127.0.0.1:8000/statements/" in note


def test_the_panel_has_every_format(quote):
    assert [label for label, _, _ in citations.panel(loaded(quote))] == [
        "APA",
        "Chicago",
        "RIS",
        "BibTeX",
        "CSL-JSON",
    ]
