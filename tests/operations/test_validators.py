"""Public pages that did not change are not made again; what is not for all, or half known, is kept by no cache."""

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from archive.editing.record.proposing import mark
from archive.editing.redacted_searches import take_away
from archive.models import (
    Article,
    Attribution,
    Correction,
    Country,
    FrozenSearch,
    Mention,
    Occasion,
    Organisation,
    Outlet,
    Quote,
    QuoteSpan,
    Role,
    Speaker,
    SpeakerName,
    Statement,
    Via,
)
from archive.models.matches import Match
from archive.models.remembered import Generation
from archive.operations import validators
from archive.search.index.worker import drain
from tests.admin.conftest import logged_in, make_user
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.transcripts import make_turns

pytestmark = pytest.mark.django_db

SHOWN = [
    *["/", "/quotes/?q=peace", "/speakers/", "/feed/", "/feed/?format=html", "/export/quotes.csv"],
    *["/export/quotes.jsonl", "/api/v1/quotes/", "/sitemap.xml", "/about/", "/quotes/?keep=1", "/robots.txt"],
]


@pytest.fixture
def quote(db, index):
    quote = make_quote("Peace is near")
    settle()
    return quote


def settle():
    while drain():
        pass


def ask(client, address, first=None, **headers):
    if first:
        headers["if_none_match"] = first["ETag"]
    return client.get(address, headers=headers)


def test_an_unchanged_page_costs_one_query(client, quote):
    for address in SHOWN:
        first = ask(client, address)
        assert first["Cache-Control"].startswith("public, max-age=0"), address
        assert {"Accept-Encoding", "Cookie"} <= {name.strip() for name in first["Vary"].split(",")}, address
        with CaptureQueriesContext(connection) as queries:
            again = ask(client, address, first)
        assert (again.status_code, again.content, len(queries)) == (304, b"", 1), address
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"]), address


def test_a_sheet_of_styles_stays_one_where_it_is_unchanged(client, quote):
    address = f"/articles/{quote.article.pk}/marks.css"
    first = ask(client, address)
    again = ask(client, address, first)
    assert (again.status_code, again["Content-Type"]) == (304, "text/css")


def withdraw(quote):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn", withdrawn_reason="Wrong speaker.")


def test_a_withdrawn_quote_is_gone_from_whoever_asks_again(client, quote):
    first = {address: ask(client, address) for address in (*SHOWN, quote.get_absolute_url())}
    withdraw(quote)
    for again in (lambda: None, settle):
        again()
        kept = [each for each, page in first.items() if ask(client, each, page).status_code == 304]
        assert kept == []


def test_a_correction_alone_changes_pages(client, quote):
    first = ask(client, "/corrections/")
    Correction.objects.create(quote=quote, changed="cue", reason="A slip.")
    settle()
    assert b"A slip." in ask(client, "/corrections/", first).content


def test_words_taken_from_a_frozen_search_are_in_no_copy(client, quote):
    made = client.post("/searches/?q=peace", {"title": "You fool"}).url
    first = ask(client, made)
    assert b"You fool" in first.content
    take_away(FrozenSearch.objects.get())
    assert b"You fool" not in ask(client, made, first).content
    assert ask(client, made, first).status_code == 200


# What pages read beside the tables whose changes are noted, and why no page grows old by it.
KNOWN = {
    "archive_epoch": "the validator itself",
    "archive_outbox": "while it has rows nothing is kept",
    "archive_lastchange": "written by the outbox's own trigger",
    "archive_sought": "whoever writes it renews the pages",
    "archive_frozensearch": "before it is there its address is an error, and whoever takes words from it renews the pages",
}
READ = re.compile(r'(?:FROM|JOIN) "?(archive_[a-z]+)\b')


def noted_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid"
            " WHERE prosrc ~ 'INSERT INTO archive_outbox'"
        )
        return {name for (name,) in cursor.fetchall()}


CHANGES = [
    (Article, {"updated_on": date(2024, 6, 21)}),
    (Attribution, {"role_printed": "mathematician"}),
    (Correction, {"reason": "Another slip."}),
    (Country, {"name": "Elsewhere"}),
    (Match, {"state": "confirmed"}),
    (Mention, {"country": "KP"}),
    (Occasion, {"kind": "interview"}),
    (Organisation, {"name": "Another ministry"}),
    (Outlet, {"name": "The Herald"}),
    (Quote, {"public_note": "Seen."}),
    (QuoteSpan, {"end": F("end") - 1}),
    (Role, {"title": "Governor"}),
    (Speaker, {"name": "Ada Byron"}),
    (SpeakerName, {"name": "Countess"}),
    (Statement, {"note": "Said twice."}),
    (Via, {"channel": "e-mail"}),
]


@pytest.fixture
def whole(index, client):
    """A quote with a row of every table beside it, and what shows them: addresses of pages and files."""
    make_country("KP", "North Korea")
    ada, country, ministry = make_speaker(), make_country(), make_organisation()
    ada.other_names.create(name="Ада")
    role = Role.objects.create(speaker=ada, title="Minister", organisation=ministry, country=country)
    quote = make_quote(
        article=make_article(outlet=make_outlet()),
        via=[ministry],
        attribution={"role": role, "country": country},
        occasion=Occasion.objects.create(name="Talks", kind="briefing"),
        statement=Statement.objects.create(basis="wording"),
    )
    Mention.objects.create(quote=quote, country=country)
    Correction.objects.create(quote=quote, changed="cue", reason="A slip.")
    turn = make_quote("Peace is near, I think")
    Match.objects.create(quote=quote, turn=turn, start=0, end=5, kept=3, words=3, score=1)
    settle()
    rows = [quote, quote.article, ada, country, ministry, quote.article.outlet, quote.occasion]
    lists = [f"/{name}/" for name in ("articles", "countries", "organisations", "outlets", "occasions")]
    more = ["/corrections/", "/timeline/", "/2024/", "/countries/matrix/", "/help/coverage/", "/changes/"]
    more += [
        f"/quotes/{quote.pk}/embed/",
        f"/quotes/{quote.pk}/story.txt",
        quote.statement.get_absolute_url(),
    ]
    more.append(client.post("/searches/?q=peace").url)
    client.cookies.clear()
    return [*(row.get_absolute_url() for row in rows), *SHOWN, *lists, *more]


def test_pages_read_no_table_whose_changes_they_would_miss(client, whole):
    with CaptureQueriesContext(connection) as queries:
        pages = {address: ask(client, address) for address in whole}
        assert all(b"".join(page) and page.has_header("ETag") for page in pages.values())
    read = {table for query in queries for table in READ.findall(query["sql"])}
    read -= {table for table in read if table.endswith("event")}  # the history of a change comes with it
    assert sorted(read - noted_tables()) == sorted(KNOWN)
    assert {model._meta.db_table for model, _ in CHANGES} == noted_tables() <= read


def test_a_change_of_any_table_that_pages_read_is_another_page(client, whole):
    for model, values in CHANGES:
        first = ask(client, whole[0])
        assert ask(client, whole[0], first).status_code == 304
        model.objects.filter(pk=model.objects.order_by("pk")[0].pk).update(**values)
        assert ask(client, whole[0], first).status_code == 200, model
        settle()
        assert ask(client, whole[0], first).status_code == 200, model


def test_who_is_signed_in_reads_no_more_of_the_archive_than_others(client, quote):
    editor, own = logged_in(make_user("eddie", "Editor")), ("auth_", "django_session", "archive_epoch")
    for address in ("/", "/speakers/", "/quotes/?q=peace", quote.get_absolute_url()):
        asked = []
        for each in (client, client, editor, editor):
            with CaptureQueriesContext(connection) as queries:
                page = each.get(address)
            asked.append([query["sql"] for query in queries if not any(name in query["sql"] for name in own)])
        assert page["Cache-Control"] == "private, no-store"
        assert len(asked[3]) == len(asked[1]), address


@pytest.mark.parametrize(("transcript", "status"), [(True, 200), (False, 304)])
def test_a_quote_that_was_looked_for_makes_other_pages_beside_a_transcript(client, quote, transcript, status):
    if transcript:
        make_turns()
    Quote.objects.update(occasion=Occasion.objects.create(name="A briefing", kind="briefing"))
    settle()
    first = ask(client, quote.get_absolute_url())
    mark([quote.pk])
    assert ask(client, quote.get_absolute_url(), first).status_code == status


def test_nothing_is_kept_while_changes_wait_for_the_index(client, quote):
    make_quote("War is far")
    page = ask(client, "/quotes/")
    assert (page["Cache-Control"], page.get("ETag")) == ("private, no-store", None)


def test_nothing_is_kept_of_what_the_database_answers_for_a_lost_index(client, quote, index_dir):
    (index_dir / "current").unlink()
    page = ask(client, "/quotes/?q=peace")
    assert (page.status_code, page["Cache-Control"], page.get("ETag")) == (200, "private, no-store", None)


def test_nothing_that_an_editor_is_shown_is_kept(admin_client, client, quote):
    first = ask(client, "/quotes/")
    page = ask(admin_client, "/quotes/", first)
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert "no-store" in ask(admin_client, "/admin/")["Cache-Control"]


def test_errors_moved_pages_and_forms_are_asked_for_each_time(client, quote):
    for address in ["/quotes/999/", "/quotes/1/", "/quotes/?kind=song", "/livez", "/follow/"]:
        page = ask(client, address)
        assert "public" not in page.get("Cache-Control", ""), address
        assert not page.has_header("ETag"), address


def test_other_settings_and_another_day_are_other_pages(settings, monkeypatch):
    code, now = validators.code_version(), Generation.now()
    settings.CONTACT_EMAIL = "somebody@example.org"
    assert validators.code_version() != code
    today = validators.validator(now, code)
    monkeypatch.setattr(validators.timezone, "localdate", lambda: date(2024, 2, 29))
    assert validators.validator(now, code) != today


@pytest.mark.django_db(transaction=True)
def test_a_change_that_ends_late_is_no_old_state(client, index):
    """Numbers are given when a change begins, and seen when its transaction ends."""
    quote = make_quote("Peace is near")
    settle()
    before = Generation.now()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE archive_quote SET public_note = 'late' WHERE id = %s", [quote.pk])
        make_quote("War is far")
        settle()
        between = Generation.now()
        cursor.execute("COMMIT")
    other.close()
    assert before.number < between.number
    assert Generation.now().waiting
