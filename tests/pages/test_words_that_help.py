"""What is refused, or not found, is told with what to write instead; counts say what they count."""

import ast
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from archive.models import Quote
from archive.search.index.building import build
from tests.builders import make_article, make_country, make_organisation, make_quote, make_speaker
from tests.html import text_of

pytestmark = pytest.mark.django_db

# What readers of pages meet; programs, the desk and commands speak English.
READERS = ["query", "search", "views", "reading", "outputs/share", "operations/limits.py"]
TOLD = {"Problem", "Refused", "ValidationError", "QueryError", "wrong", "__init__"}


SOME_DAY_OF_2024 = {
    "said_earliest": date(2024, 1, 1),
    "said_latest": date(2024, 12, 31),
    "said_precision": "year",
}


@pytest.fixture
def archive(index_dir):
    ada = make_speaker("Ada Lovelace")
    spoke = {"country": make_country("KR", "South Korea")}
    later = make_article("“Peace is far,” Ada said.\n", published_on=date(2025, 1, 2))
    made = [
        make_quote("Peace is near", ada, said=date(2024, 6, 18), attribution=spoke),
        make_quote("Peace is far", ada, said=None, article=later, attribution=spoke, **SOME_DAY_OF_2024),
    ]
    build()
    return made


def modules():
    for each in READERS:
        path = Path("archive") / each
        yield from [path] if path.is_file() else path.rglob("*.py")


def bare(node):
    """Sentences that are told as they stand in the code."""
    for call in ast.walk(node):
        named = getattr(call, "func", None)
        if getattr(named, "id", getattr(named, "attr", "")) in TOLD:
            texts = [part for each in [*call.args, *(k.value for k in call.keywords)] for part in told(each)]
            yield from (text for text in texts if re.search(r"[A-Za-z]{2,} [a-z]{2,}", text))


def told(node):
    if isinstance(node, ast.Call):
        return []
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [text for each in ast.iter_child_nodes(node) for text in told(each)]


def test_no_refusal_that_readers_meet_is_left_unmarked():
    found = {str(path): list(bare(ast.parse(path.read_text()))) for path in modules()}
    assert not {path: texts for path, texts in found.items() if texts}


def test_a_refusal_on_a_korean_page_offers_its_way_on_in_korean(client, archive):
    page = text_of(client.get("/quotes/?lang=ko&q=speaker:%22"))
    assert "Search without words" not in page


def test_words_that_a_search_is_mended_to_stay_as_they_were_typed(client, archive):
    page = client.get("/quotes/?lang=ko&q=Speakers+verb:").content.decode()
    assert re.findall(r'class="mend" href="[^"]+">([^<]*)<', page) == ["Speakers"]


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("page=-1", "pages are numbered 1, 2, 3"),
        ("page=1e3", "pages are numbered"),
        ("page=2,3", "pages are numbered"),
        ("view=foo", "none of list, compact, speakers, timeline, line"),
        ("sort=x", "none of relevance, newest, oldest"),
        ("id=1,2", "repeat the parameter, as in id=1&id=2"),
        ("country=KR,KP", "as in country=KR&country=KP"),
        ("q=speaker:", "“speaker:” needs a value"),
        ("q=peace+country:", "“country:” needs a value"),
        ("q=country:XX", "Nothing is found as country “XX”"),
        ("q=speaker:999999", "No published quote leads to speaker 999999"),
        ("q=outlet:999999", "No published quote leads to outlet 999999"),
        ("id=abc", "as it stands in the address of a page"),
        ("said_from=0001", "before the year 1000"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_can(client, archive, query, advice):
    page = client.get(f"/quotes/?{query}")
    assert page.status_code == 400
    assert advice in text_of(page)


def test_several_values_in_one_are_offered_apart(client, archive):
    pks = [quote.pk for quote in archive]
    page = client.get(f"/quotes/?id={pks[0]},{pks[1]}&sort=oldest").content.decode()
    [link] = re.findall(r'class="mend" href="([^"]+)"', page)
    assert client.get(f"/quotes/{unescape(link)}").context["results"].answer.total == 2


def test_a_letter_that_nobody_has_is_named(client, archive):
    page = text_of(client.get("/speakers/?letter=😀"))
    assert "No speaker is listed under “😀”" in page or "No speaker is listed under 😀" in page


def test_a_dossier_says_which_of_the_chosen_are_missing_and_why(client, archive):
    quote = archive[0]
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Not his words")
    page = text_of(client.get(f"/dossier/?id={quote.pk}&id=99999999"))
    assert f"Quote {quote.pk} was withdrawn: Not his words" in page
    assert "No quote 99999999 is published here" in page


def test_oembed_without_an_address_is_told_to_give_one(client, archive):
    answer = client.get("/oembed")
    assert (answer.status_code, "url=" in answer.content.decode()) == (400, True)


def test_examples_can_be_run_in_any_archive(client, archive):
    for page in ("/help/", "/compare/", "/"):
        for link in re.findall(r'href="((?:/quotes/)?\?[^"]+)"', client.get(page).content.decode()):
            address = unescape(link) if link.startswith("/") else page + unescape(link)
            assert client.get(address).status_code == 200, address


def test_months_that_add_up_to_more_than_the_year_say_why(client, archive):
    counts = "counts in each day, month and year that it may be of"
    assert counts in text_of(client.get("/countries/KR/"))
    assert counts not in text_of(client.get("/countries/KR/?q=near"))


def test_a_month_says_how_much_of_it_only_may_be_of_it(client, archive):
    page = text_of(client.get("/2024/06/"))
    assert "Dated within this time: 1. May be of this time, as each card says: 1." in page
    assert "May be of this time" not in text_of(client.get("/2024/"))


def test_a_side_with_a_day_that_is_none_is_refused_and_the_other_stays(client, archive):
    page = client.get("/compare/?a.q=korea&b.said_from=2024-02-30")
    assert page.status_code == 400
    assert 'value="korea"' in page.content.decode()


def test_a_country_that_is_typed_as_a_speaker_is_offered(client, archive):
    assert "?a.country=KR" in client.get("/compare/?a.who=South+Korea").content.decode()


def test_whom_one_spoke_for_is_named_so_that_an_organisation_fits(client, index_dir):
    quote = make_quote("Peace", make_speaker("Ada"), attribution={"organisation": make_organisation("UN")})
    build()
    assert "대표 국가 " not in text_of(client.get(f"{quote.get_absolute_url()}?lang=ko"))
