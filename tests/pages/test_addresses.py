from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.editing.redaction import redact
from archive.models import Article, Country, Occasion, Organisation, Outlet, Quote, Speaker, Statement
from archive.views.results import shared
from tests.builders import make_country, make_organisation, make_outlet, make_quote, make_speaker
from tests.html import text_of
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote():
    occasion = Occasion.objects.create(name="Briefing", kind="briefing")
    quote = make_quote(
        occasion=occasion,
        statement=Statement.objects.create(basis="wording"),
        attribution={"country": make_country(), "organisation": make_organisation()},
    )
    Article.objects.update(outlet=make_outlet())
    settle()
    return quote


SLUGGED = [Article, Occasion, Organisation, Outlet, Quote, Speaker]


def statuses(client):
    rows = [model.objects.get() for model in (*SLUGGED, Country, Statement)]
    return {row.get_absolute_url(): client.get(row.get_absolute_url()).status_code for row in rows}


def test_a_published_quote_gives_everything_around_it_a_page(client, quote):
    assert set(statuses(client).values()) == {200}


@pytest.mark.parametrize("slug", ["", "-an-old-slug"])
def test_an_id_alone_or_an_old_slug_arrives_by_one_redirect(client, quote, slug):
    for model in SLUGGED:
        row = model.objects.get()
        answer = client.get(f"/{model._meta.verbose_name_plural}/{row.pk}{slug}/?q=peace")
        assert (answer.status_code, answer["Location"]) == (301, row.get_absolute_url() + "?q=peace")


@pytest.mark.parametrize("status", ["draft", "review"])
def test_nothing_that_only_a_draft_leads_to_has_a_page(client, quote, status):
    Quote.objects.update(status=status)
    assert set(statuses(client).values()) == {404}


def test_no_list_names_what_only_a_draft_leads_to(client, quote):
    make_quote(
        "A secret word",
        make_speaker("Secret Sam"),
        status="draft",
        occasion=Occasion.objects.create(name="Secret meeting", kind="meeting"),
        attribution={
            "country": make_country("XS", "Secretland"),
            "organisation": make_organisation("Secret org"),
        },
    )
    settle()
    for page in [
        "",
        "quotes/",
        "quotes/?q=secret",
        "speakers/",
        "countries/",
        "organisations/",
        "occasions/",
    ]:
        assert "Secret" not in client.get(f"/{page}").content.decode(), page
    for page in ["articles/", "outlets/", "timeline/", "corrections/", "help/coverage/", "speakers/?q=sam"]:
        assert "ecret" not in client.get(f"/{page}").content.decode(), page


def test_a_withdrawn_quote_answers_410_with_when_and_why_and_without_its_words(client, quote):
    Quote.objects.update(status="withdrawn", withdrawn_reason="It was Bob who said it.")
    answer = client.get(f"/quotes/{quote.pk}/")
    assert answer.status_code == 410
    assert "It was Bob who said it." in answer.content.decode()
    assert "Peace is near" not in answer.content.decode()


def test_an_article_whose_text_was_removed_answers_410_with_when_and_why(client, quote):
    redact(quote.article, "A court ordered it.")
    answer = client.get(f"/articles/{quote.article_id}/")
    assert answer.status_code == 410
    assert "A court ordered it." in answer.content.decode()
    assert client.get(f"/quotes/{quote.pk}/").status_code == 410


def test_a_quote_withdrawn_before_it_was_ever_published_was_never_here(client, quote):
    Quote.objects.update(status="withdrawn", withdrawn_reason="A test", published_at=None)
    assert client.get(f"/quotes/{quote.pk}/").status_code == 404


def test_a_merged_speaker_leads_to_the_one_that_pages_name(client, quote):
    ada = Speaker.objects.get()
    other = make_speaker("Augusta King", canonical=ada)
    make_quote("War is over", other)
    assert client.get(f"/speakers/{other.pk}/")["Location"] == ada.get_absolute_url()


def test_an_organisation_that_speaks_has_one_page(client, quote):
    ministry = Organisation.objects.get()
    speaker = make_speaker("Ministry of Tests", type="organisation", organisation=ministry)
    make_quote("War is over", speaker, attribution={"organisation": ministry})
    assert client.get(speaker.get_absolute_url())["Location"] == ministry.get_absolute_url()


def test_a_country_is_found_in_either_case(client, quote):
    assert client.get("/countries/us/")["Location"] == "/countries/US/"


def test_empty_parameters_are_dropped_by_a_redirect(client, quote):
    answer = client.get("/quotes/?q=peace&said_from=&said_to=&country=US")
    assert (answer.status_code, answer["Location"]) == (302, "/quotes/?q=peace&country=US")


def test_a_page_that_is_past_the_end_is_the_last_one(client, quote):
    addresses = ["/quotes/", "/quotes/?view=line", "/timeline/", "/articles/", "/countries/US/"]
    for address, page in product(addresses, ["0", "2", "200", "501", "600"]):
        answer = client.get(address, {**parse_qs(urlsplit(address).query), "page": page})
        assert (answer.status_code, answer.context["results"].page) == (200, 1), (address, page)


def test_the_last_page_that_can_be_turned_to_says_so(client, quote, monkeypatch):
    monkeypatch.setattr(shared, "DEEPEST", 20)
    for _ in range(21):
        make_quote()
    settle()
    answer = client.get("/quotes/?page=600")
    assert "narrow the search, or take all of them as a file" in text_of(answer)


@pytest.mark.parametrize("page", ["99999999999999999999", "-1", "x"])
def test_what_is_no_page_is_refused(client, quote, page):
    assert client.get(f"/quotes/?page={page}").status_code == 400


@pytest.mark.parametrize("address", ["speakers/999999999999999/", "countries/ZZ/", "articles/0/", "nothing/"])
def test_what_is_not_there_is_not_found_with_ways_on(client, db, address):
    answer = client.get(f"/{address}")
    assert answer.status_code == 404
    assert "A page exists here only if a published quote leads to it." in answer.content.decode()


def test_a_search_that_is_wrong_keeps_its_words_and_offers_one_that_works(client, quote):
    answer = client.get("/quotes/", {"q": "peace said_from:soon", "country": "US"})
    body = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="peace said_from:soon"' in body
    assert "is no date" in body


def test_robots_keep_out_of_filtered_pages(client, quote):
    assert "Disallow: /quotes/?" in client.get("/robots.txt").content.decode()
    assert '<meta name="robots" content="noindex">' in client.get("/quotes/?country=US").content.decode()
    assert "noindex" not in client.get("/quotes/").content.decode()
