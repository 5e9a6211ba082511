from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from rest_framework.settings import api_settings

from archive.models import Quote, Statement
from tests.builders import make_article, make_country, make_quote, make_speaker


@pytest.fixture(autouse=True)
def no_limit(monkeypatch):
    cache.clear()
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "client", "10000/minute")


@pytest.fixture
def five(indexed):
    made = [make_quote(f"Peace number {n}", said=date(2024, 6, n)) for n in range(1, 6)]
    indexed()
    return made


def pages(get, address):
    """The ids of all pages, page by page."""
    found = []
    while address:
        page = get(address.removeprefix("http://127.0.0.1:8000"))[0].json()
        found.append([row["id"] for row in page["results"]])
        address = page["next"]
    return found


@pytest.mark.parametrize("query", ["", "?sort=oldest", "?q=peace"])
def test_the_api_gives_the_ids_of_the_page_in_its_order(get, five, query):
    on_page = [card.row.id for card in get(f"/quotes/{query}")[0].context["results"].cards]
    assert [row["id"] for row in get(f"/api/v1/quotes/{query}")[0].json()["results"]] == on_page


def test_pages_hold_every_quote_once(get, five):
    found = pages(get, "/api/v1/quotes/?limit=2&sort=oldest")
    assert found == [[q.pk for q in five[:2]], [q.pk for q in five[2:4]], [five[4].pk]]


def test_a_page_goes_on_where_it_was_though_quotes_came_before(get, five, indexed):
    first = get("/api/v1/quotes/?limit=2")[0].json()
    make_quote("Newer", said=date(2024, 6, 19))
    indexed()
    assert pages(get, first["next"])[0] == [five[2].pk, five[1].pk]


def test_an_unchanged_answer_is_not_sent_again(get, five):
    etag = get("/api/v1/quotes/")[0]["ETag"]
    assert get("/api/v1/quotes/", if_none_match=etag)[0].status_code == 304


@pytest.mark.parametrize(
    "query",
    ["kind=song", "limit=101", "limit=x", "cursor=x", "said_from=May", "speaker=999", "q=(", "cursor=9999"],
)
def test_a_bad_request_is_told_what_is_wrong(get, five, query):
    response, _ = get(f"/api/v1/quotes/?{query}")
    assert response.status_code == 400
    assert response.json()["problems"][0]


def test_one_quote_is_the_same_as_in_the_list(get, five):
    [row, *_] = get("/api/v1/quotes/")[0].json()["results"]
    assert get(f"/api/v1/quotes/{row['id']}/")[0].json() == row


def test_a_withdrawn_quote_is_gone_with_its_reason(get, five):
    Quote.objects.filter(pk=five[0].pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    response, _ = get(f"/api/v1/quotes/{five[0].pk}/")
    assert (response.status_code, response.json()["problems"]) == (410, ["Wrong speaker."])


def test_changes_are_those_since_a_moment(get, five):
    Quote.objects.update(changed_at=datetime(2024, 1, 1, tzinfo=UTC))
    Quote.objects.filter(pk=five[3].pk).update(changed_at=datetime(2024, 2, 1, tzinfo=UTC))
    assert pages(get, "/api/v1/changes/?changed_since=2024-01-15T00:00:00Z") == [[five[3].pk]]


def test_changes_have_tombstones_of_what_was_withdrawn(get, five):
    Quote.objects.filter(pk=five[0].pk).update(
        status="withdrawn", withdrawn_reason="Wrong.", changed_at=datetime.now(UTC) + timedelta(days=1)
    )
    change = get("/api/v1/changes/?limit=100")[0].json()["results"][-1]
    assert (change["id"], change["gone"], change["reason"]) == (five[0].pk, True, "Wrong.")
    assert change["quote"] is None


def test_changes_of_one_moment_are_paged_by_id(get, five):
    Quote.objects.update(changed_at=datetime(2024, 1, 1, 12, 30, 1, 999999, tzinfo=UTC))
    found = [pk for page in pages(get, "/api/v1/changes/?limit=2") for pk in page]
    assert found == sorted(quote.pk for quote in five)


def test_changes_say_until_when_they_are_complete(get, five):
    until = datetime.fromisoformat(get("/api/v1/changes/")[0].json()["complete_until"])
    assert timedelta(seconds=59) < datetime.now(UTC) - until < timedelta(seconds=90)


def test_a_moment_of_any_offset_is_understood(get, five):
    assert get("/api/v1/changes/?changed_since=2024-06-12T09:53:47%2B19:57")[0].status_code == 200
    assert get("/api/v1/changes/?changed_since=yesterday")[0].status_code == 400


def test_things_are_listed_and_shown_one_by_one(get, indexed):
    make_quote(attribution={"country": make_country()})
    indexed()
    for kind in ("speakers", "countries", "articles"):
        [row] = get(f"/api/v1/{kind}/")[0].json()["results"]
        key = row.get("code") or row["id"]
        assert get(f"/api/v1/{kind}/{key}/")[0].json() == row


def test_lists_of_things_are_paged(get, indexed):
    for name in ("Ada", "Bob", "Eve"):
        make_quote(f"{name} speaks", make_speaker(name))
    indexed()
    assert [len(page) for page in pages(get, "/api/v1/speakers/?limit=2")] == [2, 1]


def test_a_statement_has_its_published_wordings(get, indexed):
    statement = Statement.objects.create(basis="wording")
    shown = make_quote(statement=statement)
    make_quote("Not yet", statement=statement, status="draft")
    indexed()
    found = get(f"/api/v1/statements/{statement.pk}/")[0].json()
    assert [quote["id"] for quote in found["quotes"]] == [shown.pk]


def test_an_article_comes_without_its_text(get, indexed):
    article = make_article("Title\n\n“Peace is near,” Ada said.\n\nThe rest.\n")
    make_quote(article=article)
    indexed()
    assert "The rest." not in get(f"/api/v1/articles/{article.pk}/")[1]


def test_who_asks_too_often_is_told_how_long_to_wait(get, five, monkeypatch):
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "client", "2/minute")
    get("/api/v1/quotes/"), get("/api/v1/quotes/")
    response, _ = get("/api/v1/quotes/")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 61
    assert "2 requests a minute" in response.json()["problems"][0]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, db, method):
    assert getattr(client, method)("/api/v1/quotes/").status_code == 405


def test_any_other_address_is_told_in_json(get, db):
    response, _ = get("/api/v2/quotes/")
    assert (response.status_code, response.json()["status"]) == (404, 404)


def test_other_sites_may_read_the_api(get, five):
    response, _ = get("/api/v1/quotes/")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_page_to_try_it_has_every_endpoint(get, db):
    paths = get("/api/v1/openapi.json")[0].json()["paths"]
    page = get("/api/v1/")[1]
    assert len(paths) > 10
    assert all(f"GET {path}" in page for path in paths)


def test_a_page_costs_the_same_for_any_number_of_quotes(get, indexed, django_assert_max_num_queries):
    for n in range(20):
        make_quote(f"Peace {n}")
    indexed()
    with django_assert_max_num_queries(20):
        get("/api/v1/quotes/")
