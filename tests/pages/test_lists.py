"""Lists of speakers and places count alike, whoever counts."""

import re
from string import ascii_uppercase
from unittest.mock import Mock

import pytest

from archive.models import Occasion, Organisation, Speaker
from archive.search import finding
from archive.search.index import building
from archive.views import lists, matrix
from archive.views import quotes as quotes_page
from archive.views.results import speaking
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker

LISTS = ["/speakers/", "/countries/", "/organisations/", "/outlets/"]


@pytest.fixture
def quotes(db):
    ada, bob = make_speaker(), make_speaker("Bob Dylan")
    merged = make_speaker("Ada King", canonical=ada)
    place, office = make_country(), make_organisation()
    for speaker in (ada, bob, merged, ada):
        quote = make_quote(
            speaker=speaker, attribution={"country": place, "organisation": office}, via=[office]
        )
        quote.mentions.create(organisation=office)
        quote.mentions.create(country=make_country("KP", "North Korea"))
        quote.article.outlet = make_outlet()
        quote.article.save()
    make_quote(speaker=make_speaker("Drafted", organisation=None), status="draft")
    make_speaker("Silent")
    make_organisation("Unquoted")


def shown(client, path):
    return re.sub(
        r'name="csrf[^>]*|\?v=\w+|<p class="notice.*?</p>', "", client.get(path).content.decode(), flags=re.S
    )


@pytest.mark.parametrize("path", LISTS)
def test_the_index_and_postgresql_count_alike(client, quotes, path):
    main = re.findall("<main.*</main>", shown(client, path), re.S)
    building.build()
    main += re.findall("<main.*</main>", shown(client, path), re.S)
    assert main[0] == main[1]
    assert "Drafted" not in main[1]
    assert "Silent" not in main[1]
    assert "Unquoted" not in main[1]


def test_what_a_merged_speaker_said_counts_for_the_other(client, quotes):
    building.build()
    for path in ("/speakers/", "/speakers/?q=ada"):
        assert re.search(r"Ada Lovelace</bdi></a>.{0,200}?\b3\b", shown(client, path), re.S)


@pytest.mark.parametrize("path", LISTS)
def test_with_an_index_a_list_counts_nothing_row_by_row(client, quotes, django_assert_max_num_queries, path):
    building.build()
    client.get(path)
    with django_assert_max_num_queries(12) as asked:
        client.get(path)
    assert not [query for query in asked.captured_queries if "COUNT(DISTINCT" in query["sql"].upper()]


@pytest.fixture
def alphabet(db):
    """26 speakers by letter, of whom A has most quotes, and only Z speaks for North Korea as its envoy."""
    for letter in ascii_uppercase:
        speaker = Speaker.objects.create(name=f"Speaker {letter}", sort_name=f"{letter} Speaker")
        attribution = {"country": make_country("KP", "North Korea"), "role_printed": "envoy"}
        make_quote(f"Said by {letter}", speaker=speaker, attribution=attribution if letter == "Z" else {})
    make_quote("Said again", speaker=Speaker.objects.get(name="Speaker M"))
    building.build()


def test_speakers_are_found_by_initial_number_country_and_role(client, alphabet):
    assert 'aria-current="true">Q</a>' in shown(client, "/speakers/?letter=Q")
    assert "Q Speaker" in shown(client, "/speakers/?letter=Q")
    assert "R Speaker" not in shown(client, "/speakers/?letter=Q")
    by_number = shown(client, "/speakers/?order=quotes")
    assert by_number.index("M Speaker") < by_number.index("A Speaker")
    for narrowed in ("country=kp", "role=envoy", "country=KP&role=envoy", "q=speaker&country=KP"):
        page = shown(client, f"/speakers/?{narrowed}")
        assert "Z Speaker" in page
        assert "A Speaker" not in page


def test_every_speaker_of_a_list_has_a_role_country_and_years(client, alphabet):
    assert "North Korea · 2024" in shown(client, "/speakers/?letter=Z")


def test_a_name_nearly_written_is_offered(client, alphabet):
    blinken = make_speaker("Antony Blinken")
    occasion = Occasion.objects.create(name="Press briefing", kind="briefing")
    make_quote(speaker=blinken, occasion=occasion, via=[make_organisation("Yonhap")])
    building.build()
    for address, row in [
        ("/speakers/?q=blinkin", blinken),
        ("/organisations/?q=Yonhop", Organisation.objects.get(name="Yonhap")),
        ("/occasions/?q=breifing", occasion),
    ]:
        assert f'Did you mean <a href="{row.get_absolute_url()}">' in shown(client, address)
    assert "called nearly so" in shown(client, "/quotes/values/speaker/?named=blinkin")


@pytest.mark.parametrize("typed", ["Блинкен", "블링컨", "Mr. Blinken", "Secretary Blinken"])
def test_a_speaker_is_found_in_another_script_and_with_a_title(client, alphabet, typed):
    make_quote(speaker=make_speaker("Antony Blinken"))
    building.build()
    assert "Blinken, Antony" in shown(client, f"/speakers/?q={typed}").replace(
        "Antony Blinken", "Blinken, Antony"
    )


def test_organisations_are_found_by_name(client, quotes):
    building.build()
    name = make_organisation().name
    assert name in shown(client, f"/organisations/?q={name.split()[0].lower()}")
    assert "No organisation is called" in shown(client, "/organisations/?q=zebra")


def test_occasions_stand_by_year_and_are_found_by_name(client, db):
    for year in (2022, 2024):
        occasion = Occasion.objects.create(
            name=f"Briefing of {year}", kind="briefing", date=f"{year}-03-01", precision="day"
        )
        make_quote(f"Said in {year}", occasion=occasion)
    assert "Briefing of 2022" not in shown(client, "/occasions/")
    assert "Briefing of 2022" in shown(client, "/occasions/?year=2022")
    assert "Briefing of 2022" in shown(client, "/occasions/?q=briefing")


@pytest.mark.parametrize("path", ["/speakers/", "/quotes/?view=speakers"])
def test_a_list_of_speakers_has_pages(client, alphabet, monkeypatch, path):
    monkeypatch.setattr(lists, "ROWS", 10)
    monkeypatch.setattr(speaking, "ROWS", 10)
    assert "Page 1 of 3" in shown(client, path)
    assert "Page 2 of 3" in shown(client, path + ("&" if "?" in path else "?") + "page=2")


@pytest.mark.parametrize("page", ["page=2", "letter=Q", "order=quotes", "order=quotes&page=3", "q=speaker"])
def test_a_page_of_speakers_looks_at_its_own_rows_alone(client, alphabet, monkeypatch, page):
    monkeypatch.setattr(lists, "ROWS", 5)
    for other in ("page=1", "order=quotes"):
        client.get(f"/speakers/?{other}")
    all_read = Mock(side_effect=lists._keys_of)
    one_placed = Mock(side_effect=lists.initial)
    monkeypatch.setattr(lists, "_keys_of", all_read)
    monkeypatch.setattr(lists, "initial", one_placed)
    rows = client.get(f"/speakers/?{page}").context["page"].object_list
    assert 0 < len(rows) <= lists.ROWS
    assert not all_read.called
    assert one_placed.call_count <= (len(ascii_uppercase) if page.startswith("q=") else 0)


def test_pages_of_speakers_by_quotes_hold_each_once_and_the_index_counts_no_more(
    client, alphabet, monkeypatch
):
    monkeypatch.setattr(speaking, "ROWS", 20)
    monkeypatch.setattr(quotes_page, "MOST", 1)
    counted = Mock(side_effect=finding.answer)
    monkeypatch.setattr(finding, "answer", counted)
    tables = [client.get(f"/quotes/?view=speakers&page={n}").context["by_speaker"] for n in (1, 2)]
    names = [speaker.name for table in tables for speaker, *_ in table["rows"]]
    assert (names[0], len(names), len({*names})) == ("Speaker M", 26, 26)
    assert [table["pages"] for table in tables] == [2] * 2
    counting = [call.args[0] for call in counted.call_args_list if "speaker" in call.args[0].facets]
    assert [request.most for request in counting] == [20, 40]


def test_the_matrix_has_the_index_count_no_organisations_but_the_commonest(client, quotes, monkeypatch):
    building.build()
    counted = Mock(side_effect=finding.answer)
    monkeypatch.setattr(finding, "answer", counted)
    assert "North Korea" in shown(client, "/countries/matrix/")
    counting = [call.args[0] for call in counted.call_args_list if call.args[0].facets]
    assert {request.most for request in counting} == {matrix.MOST, 0}


def test_a_speaker_whose_days_were_not_read_is_listed_without_a_claim_on_them(client, alphabet, monkeypatch):
    monkeypatch.setattr(speaking, "DEEPEST", 3)
    page = shown(client, "/quotes/?view=speakers")
    assert page.count("–</td>") >= len(ascii_uppercase) - 3
