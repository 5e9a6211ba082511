"""With four eyes nobody changes alone what readers see, by whatever page of the desk."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.editing.merge import merge as merge_speakers
from archive.editing.proposals.store import run_intake
from archive.models import (
    Article,
    Correction,
    Entry,
    Match,
    Merge,
    Occasion,
    Outlet,
    ProposedChange,
    Quote,
    Role,
    Speaker,
    SpeakerName,
    Spreadsheet,
    Statement,
)
from archive.transfer.jobs import run_next
from tests.admin.conftest import logged_in, make_user
from tests.admin.test_imports import start, upload
from tests.builders import make_article, make_organisation, make_outlet, make_quote, make_speaker, seen
from tests.html import text, text_of, values


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.FOUR_EYES = True


@pytest.fixture
def second(db):
    return logged_in(make_user("paul", "Publisher"))


@pytest.fixture
def quote(db):
    role = Role.objects.create(speaker=make_speaker(), title="Minister", organisation=make_organisation())
    outlet, briefing = make_outlet(), Occasion.objects.create(name="A briefing", kind="briefing")
    article, _countess = make_article(outlet=outlet), make_speaker("Countess")
    return make_quote(speaker=role.speaker, attribution={"role": role}, article=article, occasion=briefing)


def page(row, action="change"):
    return reverse(f"admin:archive_{row._meta.model_name}_{action}", args=[row.pk])


def send(client, path, **typed):
    return client.post(path, values(client.get(path)) | typed, follow=True)


def rename(client, row, field="name"):
    return send(client, page(row), **{field: "Another", "reason": "Misspelt."})


def merge(client, speaker, into):
    sent = {"into": into.pk, "reason": "One."}
    looked_at = values(client.post(page(speaker, "merge"), sent))
    return client.post(page(speaker, "merge"), looked_at | sent | {"_confirm": "1"}, follow=True)


def merge_places(client, place):
    into = type(place).objects.create(name="The one that stays")
    sent = {"into": into.pk, "reason": "One."}
    return client.post(page(place, "merge"), sent, follow=True)


def link(client, quote):
    other = make_quote("Peace is not far")
    sent = {"other": other.pk, "basis": "wording", "note": ""}
    return client.post(page(quote, "wordings"), sent, follow=True)


def confirm(client, quote):
    """A passage of a published turn."""
    sides = {"quote": quote, "turn": make_quote(), "start": 0, "end": 5, "kept": 1, "words": 1, "score": 1}
    address = reverse("admin:archive_quote_match", args=[Match.objects.create(**sides).pk, "confirm"])
    return client.post(address, follow=True)


def bring(client, speaker):
    """By an import, in which nothing that is there changes."""
    role = {"ref": "r", "title": "Peer"}
    people = [{"ref": speaker.ref, "type": "person", "name": speaker.name, "roles": [role]}]
    upload(client, json.dumps({"speakers": people}).encode())
    start(client)
    run_next()


ALONE = {
    "a passage of a transcript": confirm,
    "a name": lambda client, quote: rename(client, quote.attributions.get().speaker),
    "another name": lambda client, quote: send(
        client, page(quote.attributions.get().speaker), **{"other_names-0-name": "Countess"}
    ),
    "an office": lambda client, quote: rename(client, Role.objects.get(), "title"),
    "an office that no quote prints": lambda client, quote: send(
        client, reverse("admin:archive_role_add"), speaker=quote.attributions.get().speaker_id, title="Peer"
    ),
    "an organisation": lambda client, quote: rename(client, make_organisation()),
    "an outlet": lambda client, quote: rename(client, make_outlet()),
    "an occasion": lambda client, quote: rename(client, quote.occasion),
    "an article": lambda client, quote: rename(client, quote.article, "title"),
    "a merge": lambda client, quote: merge(
        client, quote.attributions.get().speaker, make_speaker("Countess")
    ),
    "a wording": link,
    "organisations that are one": lambda client, quote: merge_places(client, make_organisation()),
    "outlets that are one": lambda client, quote: merge_places(client, quote.article.outlet),
    "a text taken down": lambda client, quote: client.post(
        page(quote.article, "takedown"), {"reason": "A court.", "number": quote.article_id}, follow=True
    ),
}


def public(quote):
    names = Correction, Merge, Statement, SpeakerName, Role
    rows = [model.objects.count() for model in names]
    return (
        rows,
        list(Speaker.objects.values_list("name", "canonical")),
        Match.objects.filter(state="confirmed").count(),
        Quote.objects.values_list("status", "article__outlet__name").get(pk=quote.pk),
    )


@pytest.mark.parametrize("what", ALONE)
def test_what_readers_see_waits_for_a_second_publisher(publisher, second, quote, what):
    before = public(quote)
    answer = ALONE[what](publisher, quote)
    assert "your change is proposed" in text(answer)
    assert public(quote) == before
    accept = page(ProposedChange.objects.get(), "accept")
    assert "somebody else has to take it over" in text(publisher.post(accept, follow=True))
    second.post(accept, {"reason": "So it is."})
    assert ProposedChange.objects.get().state == "accepted"
    assert public(quote) != before


def test_what_was_written_is_looked_up_in_the_tables_that_were_written_alone(publisher, quote):
    path = page(make_speaker("Bob"))
    sent = values(publisher.get(path)) | {"name": "Another"}
    with CaptureQueriesContext(connection) as queries:
        publisher.post(path, sent)
    assert Speaker.objects.filter(name="Another").exists()
    assert sum('FROM "archive_' in each["sql"] and "event" in each["sql"] for each in queries) < 10


def test_what_is_no_longer_what_was_proposed_is_not_taken(publisher, second, quote):
    rename(publisher, quote.article.outlet)
    Outlet.objects.update(name="Renamed meanwhile")
    answer = second.post(page(ProposedChange.objects.get(), "accept"), {"reason": "r"}, follow=True)
    assert "not what is shown here" in text(answer)
    assert "was changed successfully" not in text(answer)
    assert Outlet.objects.get().name == "Renamed meanwhile"
    assert ProposedChange.objects.get().state == "open"


def test_an_office_goes_to_another_of_the_same_name_for_a_second_publisher_alone(publisher, second, quote):
    role, ada = Role.objects.get(), quote.attributions.get().speaker
    namesake = Speaker.objects.create(name=ada.name)
    role = Role.objects.create(speaker=ada, title="Peer")
    send(publisher, page(role), speaker=namesake.pk, reason="It was hers.")
    assert Role.objects.get(pk=role.pk).speaker == ada
    change = ProposedChange.objects.get()
    names = [f"{ada} (no. {each.pk})" for each in (ada, namesake)]
    assert change.differences == [[f"role “Peer” (no. {role.pk}) changed, speaker", *names]]
    second.post(page(change, "accept"), {"reason": "It was hers."})
    assert Role.objects.get(pk=role.pk).speaker == namesake
    assert " → ".join(names) in text_of(publisher.get(page(role, "history")))


def test_a_merge_is_not_undone_alone(publisher, quote):
    speaker, into = quote.attributions.get().speaker, make_speaker("Countess")
    assert not merge_speakers(speaker, into, "One.")
    publisher.post(page(Merge.objects.get(), "undo"))
    assert Merge.objects.get().undone_at is None
    assert ProposedChange.objects.count() == 1


def test_an_address_that_was_missing_waits_for_a_publisher(editor, publisher, quote):
    article = make_article("Another text.", url="")
    make_quote("text", article=article, cue="Another")
    add = page(article, "address")
    assert "your change is proposed" in text(editor.post(add, {"url": "https://example.org/a"}, follow=True))
    assert Article.objects.get(pk=article.pk).url == ""
    publisher.post(page(ProposedChange.objects.get(), "accept"), {"reason": "I looked."})
    assert Article.objects.get(pk=article.pk).url == "https://example.org/a"


def test_nobody_goes_back_alone(publisher, quote):
    speaker = quote.attributions.get().speaker
    at = datetime(2024, 6, 20, tzinfo=UTC)
    speaker.events.update(pgh_created_at=at)
    Speaker.objects.filter(pk=speaker.pk).update(description="a mathematician")
    publisher.post(page(speaker, "history"), {"at": at.isoformat(), "reason": "r"})
    assert Speaker.objects.get(pk=speaker.pk).description == "a mathematician"
    assert ProposedChange.objects.count() == 1


def test_what_no_reader_sees_and_the_steps_of_a_quote_need_no_second(publisher, quote):
    draft = make_quote("Other words", status="draft")
    rename(publisher, make_speaker("Bob"))
    step = reverse("admin:archive_quote_step", args=[draft.pk, "publish"])
    publisher.post(step, {"seen": seen(draft)})
    assert Quote.objects.get(pk=draft.pk).status == "published"
    assert not ProposedChange.objects.exists()


def test_who_confirmed_a_passage_does_not_publish_the_quote_with_it(publisher, second, quote):
    draft = make_quote("Peace is close", status="draft")
    sides = {"quote": draft, "turn": quote, "start": 0, "end": 5, "kept": 1, "words": 1, "score": 1}
    publisher.post(reverse("admin:archive_quote_match", args=[Match.objects.create(**sides).pk, "confirm"]))
    assert Match.objects.get().state == "confirmed"
    step = reverse("admin:archive_quote_step", args=[draft.pk, "publish"])
    for client, status in ((publisher, "draft"), (second, "published")):
        client.post(step, {"seen": seen(draft)})
        assert Quote.objects.get(pk=draft.pk).status == status


def test_nobody_tells_a_speaker_without_quotes_apart_from_one_whom_readers_see_alone(publisher, quote):
    assert not merge_speakers(make_speaker("A. L."), quote.attributions.get().speaker, "One.")
    publisher.post(page(Merge.objects.get(), "undo"))
    assert Merge.objects.get().undone_at is None
    assert ProposedChange.objects.count() == 1


AROUND = {
    "the title": lambda client, quote: rename(client, quote.article, "title"),
    "the outlet": lambda client, quote: rename(client, quote.article.outlet),
    "the speaker": lambda client, quote: rename(client, quote.attributions.get().speaker),
    "another name": ALONE["another name"],
    "the office": ALONE["an office"],
    "an office that it does not print": ALONE["an office that no quote prints"],
    "an office from a file": lambda client, quote: bring(client, quote.attributions.get().speaker),
    "the occasion": ALONE["an occasion"],
    "a merge": ALONE["a merge"],
    "a name that becomes the speaker's": lambda client, quote: merge(
        client, make_speaker("Countess"), quote.attributions.get().speaker
    ),
    "outlets that are one": ALONE["outlets that are one"],
    "words struck out": lambda client, quote: client.post(
        page(quote.article, "strike"), {"boilerplate": "on Monday", "version": quote.article.version}
    ),
    "an address": lambda client, quote: client.post(
        page(quote.article, "address"), {"url": "https://example.org/a"}
    ),
}


@pytest.mark.parametrize("what", AROUND)
def test_who_changed_what_a_quote_prints_does_not_publish_it(publisher, second, quote, what):
    Quote.objects.update(status="review")
    AROUND[what](publisher, quote)
    assert not ProposedChange.objects.exists()
    step = reverse("admin:archive_quote_step", args=[quote.pk, "publish"])
    for client, status in ((publisher, "review"), (second, "published")):
        client.post(step, {"seen": seen(quote)})
        assert Quote.objects.get(pk=quote.pk).status == status


def test_whose_table_held_it_does_not_publish_what_another_found_in_a_text(publisher, second, pia, quote):
    draft = make_quote("Other words", status="draft")
    sheet = Spreadsheet.objects.create(names=[], cells=[], mapping={}, by=pia)
    Entry.objects.create(sheet=sheet, number=1, words=draft.text, quote=draft, drafted=True)
    step = reverse("admin:archive_quote_step", args=[draft.pk, "publish"])
    for client, status in ((publisher, "draft"), (second, "published")):
        client.post(step, {"seen": seen(draft)})
        assert Quote.objects.get(pk=draft.pk).status == status


def test_a_note_for_the_desk_and_a_form_that_changes_nothing_make_nobody_its_author(publisher, quote):
    Quote.objects.update(status="review")
    send(publisher, page(quote))
    send(publisher, page(quote), internal_note="Looked at.")
    send(publisher, page(quote.article))
    step = reverse("admin:archive_quote_step", args=[quote.pk, "publish"])
    publisher.post(step, {"seen": seen(quote)})
    assert Quote.objects.get(pk=quote.pk).status == "published"


def test_who_dated_a_text_anew_does_not_publish_what_another_accepts_of_it(publisher, second, editor):
    article = make_article("“All is well,” Ada Lovelace said on Monday.", published_on=date(2024, 6, 18))
    run_intake(article)
    send(publisher, page(article), published_on="2023-06-20", published_basis="stated")
    accept = reverse("admin:archive_proposal_accept", args=[article.proposals.get().pk])
    editor.post(accept, {"who-0": "new"})
    draft = article.quotes.get()
    assert draft.said_earliest.year == 2023
    step = reverse("admin:archive_quote_step", args=[draft.pk, "publish"])
    for client, status in ((publisher, "draft"), (second, "published")):
        client.post(step, {"seen": seen(draft)})
        assert Quote.objects.get(pk=draft.pk).status == status
