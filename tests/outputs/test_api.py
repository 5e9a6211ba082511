import re
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from archive.editing.merge import merge, undo
from archive.editing.redaction import redact
from archive.editing.workflow import STEPS, take
from archive.models import LastChange, Merge, Occasion, Quote, Role, Statement
from archive.outputs.api import views
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)


@pytest.fixture
def five(indexed):
    made = [make_quote(f"Peace number {n}", said=date(2024, 6, n)) for n in range(1, 6)]
    indexed()
    return made


def make_full_quote():
    """One that shows a row of every kind, each with a name."""
    ada, words = make_speaker("Ada"), make_organisation("Ministry of Words")
    spoke_for = {
        "role": Role.objects.create(speaker=ada, title="Minister", organisation=words),
        "organisation": make_organisation("Government"),
        "country": make_country("KR", "South Korea"),
    }
    article = make_article(outlet=make_outlet(), agency=make_organisation("Agency"))
    occasion = Occasion.objects.create(name="Briefing", kind="briefing")
    via = [make_organisation("Yonhap")]
    quote = make_quote(
        "Peace is near", ada, article=article, occasion=occasion, via=via, attribution=spoke_for
    )
    quote.mentions.create(country=make_country("FR", "France"))
    quote.mentions.create(organisation=make_organisation("NATO"))
    return quote


def own_parameters():
    known = connection.get_connection_params()
    return {name: known[name] for name in ("host", "port", "user", "password", "dbname") if known.get(name)}


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
    on_page = [quote.id for quote in get(f"/quotes/{query}")[0].context["results"].quotes]
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


def test_a_bad_request_is_told_what_is_wrong(get, five):
    for query in [
        "kind=song",
        "limit=101",
        "limit=x",
        "cursor=x",
        "said_from=May",
        "speaker=999",
        "q=(",
        "cursor=9999",
    ]:
        response, _ = get(f"/api/v1/quotes/?{query}")
        assert response.status_code == 400, query
        assert response.json()["problems"][0], query


def test_a_parameter_that_an_endpoint_does_not_name_is_refused(get, five):
    for address, near in [
        ("quotes/?speakr=1", "`speaker`"),
        ("quotes/?size=5", "`limit`"),
        ("quotes/?page=2", "`cursor`"),
        ("quotes/?utm_source=x", "source"),
        ("changes/?since=2024", "`changed_since`"),
        ("speakers/?q=karim", "limit, cursor"),
        (f"quotes/{five[0].pk}/?foo=1", "takes none"),
        (f"speakers/{five[0].attributions.get().speaker_id}/?q=", "takes none"),
        ("openapi.json?foo=1", "takes none"),
    ]:
        response, _ = get(f"/api/v1/{address}")
        assert response.status_code == 400, address
        assert near in response.json()["problems"][0], address


def test_what_every_address_takes_is_taken_by_the_api(get, five):
    assert get("/api/v1/quotes/?format=json&lang=ko")[0].status_code == 200
    assert get("/api/v2/?foo=1")[0].status_code == 404


def test_a_place_that_is_none_is_told_where_places_stand(get, five):
    assert "`next`" in get("/api/v1/speakers/?cursor=abc")[0].json()["problems"][0]


def test_one_quote_is_the_same_as_in_the_list(get, five):
    [row, *_] = get("/api/v1/quotes/")[0].json()["results"]
    assert get(f"/api/v1/quotes/{row['id']}/")[0].json() == row


def test_a_withdrawn_quote_is_gone_with_its_reason(get, five):
    Quote.objects.filter(pk=five[0].pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")
    response, _ = get(f"/api/v1/quotes/{five[0].pk}/")
    assert (response.status_code, response.json()["problems"]) == (410, ["Wrong speaker."])


def long_ago(*others):
    """As if nothing had changed lately."""
    LastChange.objects.exclude(quote__in=others).update(
        at=datetime(2024, 1, 1, 12, 30, 1, 999999, tzinfo=UTC)
    )


def changed(get, query="changed_since=2024-01-15T00:00:00Z"):
    return [pk for page in pages(get, f"/api/v1/changes/?{query}") for pk in page]


def test_changes_are_those_since_a_moment(get, five):
    long_ago(five[3])
    assert changed(get) == [five[3].pk]


def test_changes_have_tombstones_of_what_was_withdrawn(get, five):
    long_ago()
    Quote.objects.filter(pk=five[0].pk).update(status="withdrawn", withdrawn_reason="Wrong.")
    change = get("/api/v1/changes/?limit=100")[0].json()["results"][-1]
    assert (change["id"], change["gone"], change["reason"]) == (five[0].pk, True, "Wrong.")
    assert change["quote"] is None


def test_that_a_withdrawn_quote_is_worked_on_again_shows_nowhere(get, five):
    quote = Quote.objects.get(pk=five[0].pk)
    take(STEPS["withdraw"], quote, admin := User.objects.create_superuser("ada"), "Wrong.")
    take(STEPS["reopen"], quote, admin)
    before = get("/api/v1/changes/?limit=100")[0].json()["results"]
    long_ago()
    Quote.objects.filter(pk=quote.pk).update(public_note="Secret work")
    five[0].attributions.update(role_printed="secret clerk")
    assert changed(get) == []
    assert [each["gone"] for each in before if each["id"] == quote.pk] == [True]
    take(STEPS["publish"], quote, admin)
    assert changed(get) == [quote.pk]


def test_what_was_redacted_is_a_tombstone(get, five):
    long_ago()
    redact(five[0].article, "A court forbade it.")
    [change] = get("/api/v1/changes/?changed_since=2024-01-15")[0].json()["results"]
    assert (change["id"], change["gone"], change["reason"]) == (five[0].pk, True, "A court forbade it.")


def test_changes_of_one_moment_are_paged_by_id(get, five):
    long_ago()
    assert changed(get, "limit=2") == sorted(quote.pk for quote in five)


def test_a_draft_that_was_never_published_has_no_changes(get, five):
    make_quote("Not yet", status="draft")
    assert sorted(changed(get, "limit=100")) == sorted(quote.pk for quote in five)


RENAMED = {
    "speaker": lambda quote: quote.attributions.get().speaker,
    "role": lambda quote: quote.attributions.get().role,
    "organisation of a role": lambda quote: quote.attributions.get().role.organisation,
    "organisation spoken for": lambda quote: quote.attributions.get().organisation,
    "country": lambda quote: quote.attributions.get().country,
    "organisation of the chain": lambda quote: quote.via.get().organisation,
    "organisation mentioned": lambda quote: quote.mentions.get(country=None).organisation,
    "country mentioned": lambda quote: quote.mentions.get(organisation=None).country,
    "outlet": lambda quote: quote.article.outlet,
    "agency": lambda quote: quote.article.agency,
    "occasion": lambda quote: quote.occasion,
    "article": lambda quote: quote.article,
}


@pytest.mark.parametrize("what", RENAMED)
def test_a_new_name_of_what_a_quote_shows_is_a_change_but_no_new_version(get, five, what):
    quote = Quote.objects.get(pk=make_full_quote().pk)
    long_ago()
    row = RENAMED[what](quote)
    setattr(row, "title" if hasattr(row, "title") else "name", "Another name")
    row.save()
    assert changed(get) == [quote.pk]
    assert Quote.objects.get(pk=quote.pk).version == quote.version


def test_a_merge_and_its_undoing_are_changes_of_the_quotes(get, five):
    bob = make_speaker("Bob")
    quote = make_quote("I agree", bob)
    for change in (
        lambda: merge(bob, make_speaker("Robert"), "The same."),
        lambda: undo(Merge.objects.get()),
    ):
        long_ago()
        assert change() == []
        assert changed(get) == [quote.pk]


def test_a_new_name_reaches_the_quotes_of_those_who_were_merged_into_it(get, five):
    robert = make_speaker("Robert")
    quote = make_quote("I agree", make_speaker("Bob", canonical=robert))
    long_ago()
    robert.save()
    assert changed(get) == []
    robert.name = "Sir Robert"
    robert.save()
    assert changed(get) == [quote.pk]


def test_changes_say_until_when_they_are_complete(get, five):
    until = datetime.fromisoformat(get("/api/v1/changes/")[0].json()["complete_until"])
    assert timedelta(seconds=59) < datetime.now(UTC) - until < timedelta(seconds=90)


@pytest.mark.django_db(transaction=True)
def test_changes_are_not_complete_while_a_transaction_of_before_is_open(get, monkeypatch):
    monkeypatch.setattr(views, "COMPLETE_UNTIL", views.COMPLETE_UNTIL.replace("1 minute", "0"))
    with psycopg.connect(**own_parameters()) as other:
        [(began,)] = other.execute("SELECT now()")
        assert datetime.fromisoformat(get("/api/v1/changes/")[0].json()["complete_until"]) == began
    assert datetime.fromisoformat(get("/api/v1/changes/")[0].json()["complete_until"]) > began


def test_a_moment_of_any_offset_is_understood(get, five):
    assert get("/api/v1/changes/?changed_since=2024-06-12T09:53:47%2B19:57")[0].status_code == 200
    assert get("/api/v1/changes/?changed_since=yesterday")[0].status_code == 400
    assert get("/api/v1/changes/?changed_since=%09")[0].status_code == 400
    assert get("/api/v1/changes/?changed_since=")[0].status_code == 200


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
    monkeypatch.setitem(settings.RATES, "api", "2/minute")
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


def test_no_number_in_a_hint_is_divided_at_the_end_of_a_line(get, db):
    hints = "".join(re.findall(r'<span class="hint">(.*)</span>', get("/api/v1/")[1]))
    assert '2024, <span class="whole">2024-06</span> or <span class="whole">2024-06-18</span>' in hints
    assert not re.search(r"\d-\d", re.sub(r'<span class="whole">[^<]*</span>', "", hints))
    css = (settings.BASE_DIR / "static" / "archive.css").read_text()
    assert re.search(r"\.whole[^{}]*\{ white-space: nowrap", css)


def test_every_endpoint_can_be_tried_from_the_page(get, indexed):
    """But that of a frozen search: its code is known to whom it was given."""
    quote = make_full_quote()
    Quote.objects.filter(pk=quote.pk).update(statement=Statement.objects.create(basis="wording"))
    indexed()
    page = get("/api/v1/")[1]
    forms, examples = (
        re.findall(r'<form action="(/api/[^"]+)"', page),
        re.findall(r'href="(/api/v1/[^"]+/)"', page),
    )
    paths = {*get("/api/v1/openapi.json")[0].json()["paths"]} - {"/api/v1/searches/{code}/"}
    assert len(forms) + len(examples) == len(paths)
    assert {get(address)[0].status_code for address in (*forms, *examples)} == {200}


def test_a_page_costs_the_same_for_any_number_of_quotes(get, indexed, django_assert_max_num_queries):
    for n in range(20):
        make_quote(f"Peace {n}")
    indexed()
    with django_assert_max_num_queries(20):
        get("/api/v1/quotes/")
