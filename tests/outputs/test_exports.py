import csv
import io
import json
import re
from datetime import date

import pytest
from django.http import QueryDict

from archive.models import Quote
from archive.outputs import csv as archive_csv
from archive.outputs.share import frozen as frozen_searches
from archive.query.filters import read_quotes
from archive.reading.quoted import quoted
from tests.builders import add_span, make_article, make_country, make_outlet, make_quote, make_speaker

ALL = ["csv", "jsonl", "apa.txt", "chicago.txt", "ris", "bib", "csl.json"]


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def three(indexed):
    made = [make_quote(f"Peace number {n}", said=date(2024, 6, n)) for n in (3, 1, 2)]
    indexed()
    return made


def ids_on_page(get, query=""):
    response, _ = get(f"/quotes/{query}")
    return [quote.id for quote in response.context["results"].quotes]


@pytest.mark.parametrize("query", ["", "?sort=oldest", "?q=peace", "?q=number+2&sort=newest"])
def test_csv_and_jsonl_have_the_ids_of_the_page_in_its_order(get, three, query):
    page = ids_on_page(get, query)
    assert [int(row["id"]) for row in rows(get(f"/export/quotes.csv{query}")[1])] == page
    assert [json.loads(line)["id"] for line in get(f"/export/quotes.jsonl{query}")[1].splitlines()] == page


def test_csl_has_the_ids_of_the_page_in_its_order(get, three):
    items = json.loads(get("/export/quotes.csl.json")[1])
    assert [int(item["number"]) for item in items] == ids_on_page(get)


def test_a_file_names_its_query_time_and_count(get, three):
    response, _ = get("/export/quotes.csv?q=peace")
    assert response["Content-Disposition"].startswith('attachment; filename="quotes_q-peace_2')
    assert response["Content-Disposition"].endswith('Z_3.csv"')
    assert response["X-Archive-Count"] == "3"
    assert response["X-Archive-Query"].endswith("/quotes/?q=peace")


def test_a_row_says_who_said_what_when_and_where(get, indexed):
    text = "Headline\n\n“Peace is near,” Minister Ada Lovelace said.\n"
    article = make_article(text, outlet=make_outlet(), url="https://daily.example/1")
    country = make_country()
    quote = make_quote(article=article, attribution={"country": country, "role_printed": "Minister"})
    indexed()
    [row] = rows(get("/export/quotes.csv")[1])
    expected = {
        "words": "Peace is near",
        "speakers": "Ada Lovelace",
        "role_printed": "Minister",
        "country": "US",
    }
    expected |= {"said_earliest": "2024-06-17", "outlet": "The Daily Post", "url": "https://daily.example/1"}
    expected |= {"sha256": article.raw_sha256, "cue": "said"}
    assert expected.items() <= row.items()
    start, end = map(int, row["anchor"].split("-"))
    assert article.raw_text[start:end] == quote.text


def test_a_joint_statement_is_one_row_with_both_speakers(get, indexed):
    quote = make_quote()
    quote.attributions.create(speaker=make_speaker("Bob"), position=1, role_printed="Mayor")
    indexed()
    [row] = rows(get("/export/quotes.csv")[1])
    assert row["speakers"] == "Ada Lovelace; Bob"
    assert (row["role_printed"], row["role_held"]) == ("", "; Mayor")


@pytest.mark.parametrize(
    ("rights", "sentence"),
    [("full", "“Peace is near,” Ada said."), ("excerpt", "“Peace is near,” Ada said."), ("quotes", "")],
)
def test_the_sentence_goes_out_only_as_far_as_rights_allow(get, indexed, rights, sentence):
    text = "Title\n\n“Peace is near,” Ada said. Nobody may read this.\n"
    make_quote(article=make_article(text, rights=rights))
    indexed()
    for extension in ALL:
        body = get(f"/export/quotes.{extension}")[1]
        assert "Nobody may read this" not in body
    assert rows(get("/export/quotes.csv")[1])[0]["sentence"] == sentence


def test_reported_speech_has_speaker_and_verb_in_its_row(get, indexed):
    article = make_article("No. 1\n\nAda denied the arms deals.\n")
    quote = make_quote("the arms deals", cue="denied", kind="indirect", article=article)
    indexed()
    [row] = rows(get("/export/quotes.csv")[1])
    assert row["stands_alone"] == "[Ada Lovelace] denied the arms deals"
    assert (row["cue"], row["speakers"]) == ("denied", "Ada Lovelace")
    assert quote.kind == row["kind"]


@pytest.mark.parametrize(
    ("printed", "told"),
    [("He", "He [Ada Lovelace] denied the arms deals"), ("Ms Lovelace", "Ms Lovelace denied the arms deals")],
)
def test_a_speaker_printed_without_a_name_is_named_in_brackets(db, printed, told):
    article = make_article(f"No. 1\n\n{printed} denied the arms deals.\n")
    quote = make_quote("the arms deals", cue="denied", kind="indirect", article=article)
    add_span(quote, printed, "speaker")
    assert quoted([quote.pk])[0].stands_alone == told


@pytest.mark.parametrize(
    ("printed", "words", "told"),
    [
        (
            "Ada denied “arms” and any “deal” then.",
            ["arms", "deal"],
            "[Ada Lovelace] denied “arms” and any “deal”",
        ),
        (
            "“No arms,” she denied, “no deal,” then.",
            ["No arms", "no deal"],
            "[Ada Lovelace] “No arms,” she denied, “no deal”",
        ),
        ("„Arms“ were denied.", ["Arms"], "[Ada Lovelace] „Arms“ were denied"),
        ("Ada denied ”arms” and ”deals”.", ["arms", "deals"], "[Ada Lovelace] denied ”arms” and ”deals"),
        ("Ada denied «arms».", ["arms"], "[Ada Lovelace] denied «arms»"),
        ("She denied 「arms」.", ["arms"], "[Ada Lovelace] denied 「arms」"),
        ("Ada denied arms.", ["arms"], "[Ada Lovelace] denied arms"),
    ],
)
def test_split_words_stand_wholly_in_their_marks(db, printed, words, told):
    article = make_article(f"No. 1\n\n{printed}\n")
    quote = make_quote(words[0], cue="denied", kind="mixed", article=article)
    for more in words[1:]:
        add_span(quote, more)
    quote.derive()
    assert quoted([quote.pk])[0].stands_alone == told


def test_hostile_words_come_back_from_csv_as_they_were(get, hostile, indexed):
    indexed()
    text = get("/export/quotes.csv")[1]
    assert rows(text)[0]["words"].startswith("'=")
    [row] = archive_csv.read(io.StringIO(text, newline=""))
    assert row["words"] == hostile.text


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_download_goes_on_after_the_last_row(get, three, sort):
    every = ids_on_page(get, f"?sort={sort}")
    rest = rows(get(f"/export/quotes.csv?sort={sort}&after={every[0]}")[1])
    assert [int(row["id"]) for row in rest] == every[1:]


def test_a_download_goes_on_though_its_last_row_was_withdrawn(get, three, indexed):
    first, *rest = ids_on_page(get)
    Quote.objects.filter(pk=first).update(status="withdrawn", withdrawn_reason="wrong")
    indexed()
    assert [int(row["id"]) for row in rows(get(f"/export/quotes.csv?after={first}")[1])] == rest


def test_a_download_after_an_unknown_row_is_refused(get, three):
    assert get("/export/quotes.csv?after=999999")[0].status_code == 400
    assert get("/export/quotes.csv?after=x")[0].status_code == 400


def test_every_column_is_in_the_dictionary(get, three):
    described = json.loads(get("/export/quotes.csv-metadata.json?q=peace")[1])
    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert names == list(rows(get("/export/quotes.csv")[1])[0])
    assert described["dc:source"].endswith("/quotes/?q=peace")


def test_a_row_has_all_that_researchers_ask_for():
    words = "words cue sentence kind translated speakers role_printed role_held organisation country mentions"
    dates = "said_earliest said_latest said_precision said_basis"
    source = "outlet via article url anchor sha256 permalink version"
    assert {*words.split(), *dates.split(), *source.split()} <= archive_csv.VALUES.keys()


def test_the_data_dictionary_says_what_each_column_means():
    assert [column["name"] for column in archive_csv.COLUMNS] == list(archive_csv.VALUES)
    assert all(column["dc:description"] and column["datatype"] for column in archive_csv.COLUMNS)


def test_every_field_of_a_line_is_in_the_schema(get, three):
    schema = json.loads(get("/export/quotes.jsonl-schema.json")[1])
    line = json.loads(get("/export/quotes.jsonl")[1].splitlines()[0])
    assert set(line) == set(schema["$defs"]["Quote"]["properties"])


def test_an_unknown_kind_of_file_is_not_found(get, db):
    assert get("/export/quotes.pdf")[0].status_code == 404


def test_a_search_with_bad_syntax_is_refused(get, three):
    assert get("/export/quotes.csv?q=*")[0].status_code == 400


@pytest.mark.parametrize("extension", ["csv", "jsonl", "ris"])
def test_files_cost_as_many_queries_for_twenty_quotes_as_for_five(
    get, indexed, extension, django_assert_max_num_queries
):
    for n in range(20):
        make_quote(f"Peace {n}")
    indexed()
    get(f"/export/quotes.{extension}")
    with django_assert_max_num_queries(24):
        get(f"/export/quotes.{extension}")


FORMULA = re.compile(r"(?:^|[;\t\r\n])(?:[=+@＝]|-\S)")


@pytest.mark.parametrize("after", ["", "Two;", "Two\t", "Two\n"])
def test_no_cell_of_any_column_holds_a_formula_however_its_program_parts_cells(get, indexed, after):
    formulas = ["=1+1", "+1|cmd", "-1+2", "@SUM(1)", "＝1"]
    for told in (f"{after}{begins} “ok”" for begins in formulas):
        outlet, said = make_outlet(told), {"cue": "said", "public_note": told, "said_note": told}
        article = make_article(
            f"{told} she {told} said", title=told, subtitle=told, byline=told, outlet=outlet
        )
        make_quote("ok", make_speaker(told), article=article, attribution={"role_printed": told}, **said)
    indexed()
    frozen = frozen_searches.freeze(read_quotes(QueryDict()), title=f"{after}=1+1")
    for address in ("/export/quotes.csv", f"/searches/{frozen.code}/export.csv"):
        found = rows(get(address)[1])
        assert [cell for row in found for cell in row.values() if FORMULA.search(cell)] == []
        begun = [
            [begins for begins in formulas if sum(begins in cell for cell in row.values()) > 5]
            for row in found
        ]
        assert sorted(begun) == sorted([begins] for begins in formulas)
