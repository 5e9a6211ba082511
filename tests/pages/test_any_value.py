"""No value of any parameter, and no path, is too odd for an answer in words."""

import logging
from urllib.parse import quote_from_bytes, urlencode

import pytest

from archive.models import Speaker
from archive.operations.logs import short
from tests.builders import make_country, make_quote, make_speaker
from tests.html import text_of

pytestmark = pytest.mark.django_db

PARAMETERS = [
    *(
        "q",
        "speaker",
        "role",
        "country",
        "organisation",
        "mentions",
        "outlet",
        "via",
        "type",
        "kind",
        "translated",
    ),
    *(
        "language",
        "occasion",
        "said_from",
        "said_to",
        "undated",
        "published_from",
        "published_to",
        "id",
        "expand",
    ),
    *(
        "sort",
        "view",
        "group",
        "keep",
        "page",
        "named",
        "text",
        "tab",
        "after",
        "limit",
        "cursor",
        "a.speaker",
        "b.q",
    ),
]
ODD = [
    *(
        "²",
        "①",
        "١٢",
        "１２",
        "12²",
        "-1",
        "0",
        "9" * 15,
        "9" * 40,
        "1e5",
        "0x1",
        "٢٠٢٤",
        "2024-٠٦",
        "0000",
        "9999-12-31",
    ),
    *(
        "\0",
        "\ud800",
        "\udcff",
        "\u202e",
        "a" * 9000,
        "é" * 300,
        "%",
        "%00",
        "'",
        '"',
        "\\",
        "<b>",
        "½",
        "Ⅷ",
        "zh-Hant",
        "🏴",
    ),
    *(
        "OR",
        "-",
        "(",
        "speaker:²",
        "mentions:١٢",
        "id:²",
        "id:99999999999999999999",
        "country:²²",
        "said_from:٢٠٢٤",
        "role:²",
        "",
    ),
]
PAGES = [
    "/quotes/",
    "/articles/",
    "/timeline/",
    "/speakers/",
    "/compare/",
    "/feed/",
    "/export/quotes.csv",
    "/api/v1/quotes/",
]
PAGES += ["/quotes/values/mentions/", "/quotes/suggest/"]


def asked(name, value):
    return urlencode({name: value.encode("utf-8", "surrogatepass")})


@pytest.mark.parametrize("page", PAGES)
def test_no_value_of_a_parameter_is_an_error_of_ours(client, page):
    make_quote().mentions.create(country=make_country("KP", "North Korea"))
    pairs = [(name, value) for name in PARAMETERS for value in ODD]
    for number, (name, value) in enumerate(pairs):
        if number % (4 * len(PAGES)) == PAGES.index(page):
            response = client.get(f"{page}?{asked(name, value)}")
            assert response.status_code < 500, (name, value)


@pytest.mark.parametrize("value", ODD)
def test_no_path_is_an_error_of_ours(client, value):
    piece = quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe="")
    for path in (
        "/quotes/{}/",
        "/speakers/{}/",
        "/countries/{}/",
        "/articles/1-{}/",
        "/export/quotes.{}",
        "/sitemaps/{}-1.xml",
    ):
        assert client.get(path.format(piece)).status_code < 500
    for path in ("/sitemaps/quotes-{}.xml", "/api/v1/quotes/{}/", "/quotes/values/{}/", "/statements/{}/"):
        assert client.get(path.format(piece)).status_code < 500


def test_digits_of_another_script_name_nothing(client):
    make_quote().mentions.create(country=make_country("KP", "North Korea"))
    for value in ("²", "①", "١٢"):
        assert client.get("/quotes/", {"mentions": value}).status_code == 400


def test_a_reader_s_typo_is_one_line_in_the_log(client, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/quotes/?said_from=june")
    (record,) = [record for record in caplog.records if record.name == "django.request"]
    assert short()(record)
    assert record.exc_info is None


def test_one_wrong_year_makes_no_page_of_bars(client):
    speaker = make_quote().attributions.get().speaker_id
    pages = ["/quotes/", "/timeline/", f"/speakers/{speaker}/", "/quotes/?view=line", "/2024/"]
    pages.append("/quotes/?view=timeline")
    short = {page: len(client.get(page, follow=True).content) for page in pages}
    old = make_quote()
    for year in (1000, 1002, 1600):
        old.said_earliest = old.said_latest = old.said_latest.replace(year=year)
        old.save()
        long = {page: len(client.get(page, follow=True).content) for page in pages}
        assert [page for page in pages if long[page] >= 2 * short[page]] == [], year


def test_the_offices_of_a_merged_speaker_stand_on_the_page_that_remains(client):
    ada = make_speaker()
    make_quote(speaker=make_speaker("Bob", canonical=ada))
    Speaker.objects.get(name="Bob").roles.create(title="Minister of Ducks")
    assert "Minister of Ducks" in text_of(client.get(ada.get_absolute_url()))


def test_an_unpublished_merge_is_not_told_from_a_number_that_is_none(client):
    hidden = make_speaker("Hidden", canonical=make_speaker("Other"))
    pages = [text_of(client.get("/quotes/", {"speaker": key})) for key in (hidden.pk, 99999)]
    assert pages[0].replace(str(hidden.pk), "99999") == pages[1]
