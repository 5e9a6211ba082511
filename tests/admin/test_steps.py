from itertools import cycle

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.editing.merge import merge
from archive.models import Correction, ProposedChange, Quote, Role, Speaker, Statement
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_country, make_outlet, make_quote, make_speaker, seen
from tests.html import text, values

QUEUE = reverse("admin:archive_quote_queue")
LIST = reverse("admin:archive_quote_changelist")


def url(quote, name="change"):
    return reverse(f"admin:archive_quote_{name}", args=[quote.pk])


def step(client, quote, name, **data):
    path = reverse("admin:archive_quote_step", args=[quote.pk, name])
    return client.post(path, {"seen": seen(quote), **data})


def test_the_review_page_shows_words_in_place_and_what_is_missing(publisher):
    quote = make_quote(status="review", kind="indirect")
    quote.spans.filter(part="cue").delete()
    page = text(publisher.get(url(quote, "review")))
    assert "“<mark>Peace is near</mark>,” Ada said." in page
    assert "no reporting verb" in page


@pytest.mark.parametrize(("server", "sent"), [("smtp://mail.example", 1), ("", 0)])
def test_the_author_gets_a_mail_without_the_words_when_a_quote_comes_back(
    publisher, eddie, settings, mailoutbox, server, sent
):
    settings.EMAIL_URL = server
    type(eddie).objects.update(email="eddie@example.org")
    with pghistory.context(user=eddie.pk):
        quote = make_quote(status="review")
    step(publisher, quote, "return", reason="")
    step(publisher, quote, "return", reason="Who is she?")
    assert len(mailoutbox) == sent
    for mail in mailoutbox:
        assert (mail.to, mail.subject) == (["eddie@example.org"], "Quotes came back to you")
        assert "Who is she?" in mail.body
        assert url(quote) in mail.body
        assert quote.text not in mail.body


def test_a_quote_comes_back_though_the_mail_server_is_away(publisher, eddie, settings):
    settings.EMAIL_URL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://localhost:1", "localhost", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    type(eddie).objects.update(email="eddie@example.org")
    with pghistory.context(user=eddie.pk):
        quote = make_quote(status="review")
    step(publisher, quote, "return", reason="Who is she?")
    quote.refresh_from_db()
    assert quote.status == "draft"


@pytest.mark.django_db(transaction=True)
def test_the_review_page_shows_what_changed_since_it_was_last_sent(publisher, editor):
    quote = make_quote(status="draft")
    step(editor, quote, "submit")
    step(publisher, quote, "return", reason="Note?")
    editor.post(url(quote), values(editor.get(url(quote))) | {"public_note": "An interpreter spoke."})
    step(editor, quote, "submit")
    assert "<ins>An interpreter spoke.</ins>" in text(publisher.get(url(quote, "review")))


def test_the_queue_costs_the_same_with_more_quotes(publisher):
    counts = []
    for rows in (2, 7):
        for _ in range(rows):
            make_quote(status="review")
        with CaptureQueriesContext(connection) as queries:
            publisher.get(QUEUE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_publishing_leads_back_to_the_queue(publisher):
    quote = make_quote(status="review")
    assert step(publisher, quote, "publish").url == QUEUE
    assert Quote.objects.get().status == "published"


def test_a_refused_step_keeps_its_note(publisher):
    quote = make_quote(status="review")
    Quote.objects.update(public_note="changed")
    path = reverse("admin:archive_quote_step", args=[quote.pk, "return"])
    page = publisher.post(path, {"seen": f"{quote.pk}:1", "reason": "A long note."})
    assert values(page)["reason"] == "A long note."
    assert Quote.objects.get().status == "review"


def test_an_editor_is_refused_what_has_no_button(editor):
    quote = make_quote(status="review")
    assert step(editor, quote, "publish").status_code == 403
    assert "publish/" not in text(editor.get(url(quote, "review")))


def test_what_is_published_along_with_it_is_said(publisher):
    quote = make_quote(status="review", statement=Statement.objects.create(basis="wording"))
    listed = publisher.post(LIST, {"action": "publish", "_selected_action": [quote.pk]})
    for page in (publisher.get(url(quote, "review")), listed):
        assert "whole text" in text(page)
        assert str(quote.statement) in text(page)
    for name in ("review", "turns_all"):
        page = publisher.get(reverse(f"admin:archive_article_{name}", args=[quote.article_id]))
        assert "whole text becomes public" in text(page)


def test_a_bulk_step_lists_what_changes_before_it_changes(publisher):
    ready, unready = make_quote(status="review"), make_quote(status="review", kind="headline")
    data = {"action": "publish", "_selected_action": [ready.pk, unready.pk]}
    page = publisher.post(LIST, data)
    assert "is published" in text(page)
    assert "never published" in text(page)
    assert "Ada Lovelace" in text(page)
    assert set(Quote.objects.values_list("status", flat=True)) == {"review"}
    publisher.post(LIST, data | {"confirmed": "1", "seen": values(page)["seen"]})
    assert Quote.objects.get(pk=ready.pk).status == "published"


STARTS = {
    "publish": "review",
    "submit": "draft",
    "return": "review",
    "withdraw": "published",
    "reopen": "withdrawn",
}
MEANWHILE = {
    "another speaker": {"attributions-0-speaker": "Bob"},
    "another note": {"public_note": "SLIPPED IN"},
    "other words": {"words": "Peace is"},
}


@pytest.mark.parametrize(("name", "change"), list(zip(STARTS, cycle(MEANWHILE), strict=False)))
def test_a_bulk_step_takes_only_what_was_seen(publisher, name, change):
    quote, bob = make_quote(status=STARTS[name], withdrawn_reason="w"), make_speaker("Bob")
    data = {"action": name, "_selected_action": [quote.pk], "reason": "r"}
    seen = values(publisher.post(LIST, data))["seen"]
    changed = {key: bob.pk if value == "Bob" else value for key, value in MEANWHILE[change].items()}
    publisher.post(url(quote), values(publisher.get(url(quote))) | {"reason": "r"} | changed)
    page = publisher.post(LIST, data | {"confirmed": "1", "seen": seen}, follow=True)
    assert "Somebody changed it since you looked" in text(page)
    assert Quote.objects.get().status == STARTS[name]


def rename(speaker):
    Speaker.objects.filter(pk=speaker.pk).update(name="Mallory Moe")


def merge_away(speaker):
    assert merge(speaker, make_speaker("Bob"), "One person.") == []


def retitle(speaker):
    speaker.roles.update(title="Queen of Ducks")


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("change", [rename, merge_away, retitle])
def test_no_step_publishes_another_name_than_was_seen(publisher, change, at_once):
    """Whoever changed it, and on whatever way: an import changes no version of the quote."""
    quote = make_quote(status="review")
    held = quote.attributions.get()
    quote.attributions.update(role=held.speaker.roles.create(title="Minister"))
    data = {"action": "publish", "_selected_action": [quote.pk], "confirmed": "1"}
    data["seen"] = values(publisher.get(url(quote, "review")))["seen"]
    change(held.speaker)
    address = LIST if at_once else reverse("admin:archive_quote_step", args=[quote.pk, "publish"])
    page = publisher.post(address, data, follow=True)
    assert "Somebody changed it since you looked" in text(page)
    assert Quote.objects.get().status == "review"


def test_what_was_not_looked_at_is_not_taken(publisher):
    data = {"action": "publish", "_selected_action": [make_quote(status="review").pk], "confirmed": "1"}
    for never in ["", "abc", "1:", ":", "9" * 30 + ":1", "1:x 2:y"]:
        publisher.post(LIST, data | {"seen": never})
        assert Quote.objects.get().status == "review", never


def test_a_bulk_withdrawal_asks_for_its_reason(publisher):
    data = {"action": "withdraw", "_selected_action": [make_quote().pk], "confirmed": "1"}
    page = publisher.post(LIST, data)
    assert "Give the public reason" in text(page)
    publisher.post(LIST, data | {"reason": "Wrong person.", "seen": values(page)["seen"]})
    assert Quote.objects.get().withdrawn_reason == "Wrong person."


def test_quotes_are_not_deleted_in_bulk_nor_once_published(publisher):
    quote = make_quote()
    assert "delete_selected" not in text(publisher.get(LIST))
    assert publisher.post(url(quote, "delete"), {"post": "yes"}).status_code == 403


def test_a_published_quote_is_changed_with_a_public_reason(publisher):
    quote = make_quote()
    data = values(publisher.get(url(quote))) | {"public_note": "An interpreter spoke."}
    assert "Say why" in text(publisher.post(url(quote), data))
    publisher.post(url(quote), data | {"reason": "We learnt of it."})
    correction = Correction.objects.get()
    assert (correction.changed, correction.old, correction.new) == ("note", "", "An interpreter spoke.")
    assert correction.reason == "We learnt of it."


def test_each_public_change_of_speaker_is_a_correction(publisher):
    quote, bob = make_quote(), make_speaker("Bob")
    data = values(publisher.get(url(quote))) | {"attributions-0-speaker": bob.pk, "reason": "Misread."}
    publisher.post(url(quote), data)
    assert list(Correction.objects.values_list("old", "new")) == [("Ada Lovelace", "Bob")]


@pytest.fixture
def proposed(editor):
    quote = make_quote()
    data = values(editor.get(url(quote))) | {"public_note": "An interpreter spoke.", "reason": "I heard it."}
    editor.post(url(quote), data)
    return quote


def test_an_editor_only_proposes_a_change_to_a_published_quote(proposed):
    change = ProposedChange.objects.get()
    assert change.differences == [["Public note", "", "An interpreter spoke."]]
    assert Quote.objects.get().public_note == ""
    assert "csrfmiddlewaretoken" not in change.form


def test_a_publisher_takes_a_proposal_over(proposed, publisher):
    change = ProposedChange.objects.get()
    page = publisher.get(reverse("admin:archive_proposedchange_change", args=[change.pk]))
    assert "<ins>An interpreter spoke.</ins>" in text(page)
    publisher.post(reverse("admin:archive_proposedchange_accept", args=[change.pk]), {"reason": "Heard."})
    assert Quote.objects.get().public_note == "An interpreter spoke."
    assert Correction.objects.get().reason == "Heard."
    assert ProposedChange.objects.get().state == "accepted"


def test_a_proposal_to_a_quote_that_changed_shows_both_texts(proposed, publisher):
    Quote.objects.update(public_note="Spoken in Russian.")
    change = ProposedChange.objects.get()
    page = publisher.post(reverse("admin:archive_proposedchange_accept", args=[change.pk]))
    assert "Two edits of the same version" in text(page)
    assert ProposedChange.objects.get().state == "open"


def namesakes():
    ada = make_speaker("Adams")
    return make_quote(speaker=ada), Speaker.objects.create(name="Adams", description="the impostor")


def proposal_page(client):
    change = ProposedChange.objects.get()
    return text(client.get(reverse("admin:archive_proposedchange_change", args=[change.pk])))


def accept(client):
    path = reverse("admin:archive_proposedchange_accept", args=[ProposedChange.objects.get().pk])
    return client.post(path, {"reason": "Right."}, follow=True)


def test_a_namesake_does_not_slip_in_with_a_note(editor, publisher):
    quote, impostor = namesakes()
    data = values(editor.get(url(quote))) | {"public_note": "Checked.", "reason": "a typo in the note"}
    editor.post(url(quote), data | {"attributions-0-speaker": impostor.pk})
    assert f"Adams (no. {impostor.pk})" in proposal_page(publisher)
    accept(publisher)
    one = quote.attributions.get().speaker
    assert one == impostor
    correction = Correction.objects.get(changed="speaker")
    assert f"Adams (no. {impostor.pk})" in correction.new


def test_an_anchor_that_moves_to_the_same_words_is_shown_and_corrected(publisher, editor):
    article = make_article("Head\n\n“Peace is near,” Ada said.\n\n“Peace is near,” Ada said.\n")
    quote = make_quote(article=article)
    second = article.raw_text.rindex("Peace")
    data = values(editor.get(url(quote))) | {"words-at-0": f"{second}-{second + 13}", "reason": "Moved."}
    editor.post(url(quote), data)
    assert f"Peace is near (at {second}–{second + 13})" in proposal_page(publisher)
    accept(publisher)
    assert f"at {second}–{second + 13}" in Correction.objects.get(changed="words").new


def test_positions_and_what_a_form_fills_in_are_shown_too(editor):
    role = Role.objects.create(speaker=make_speaker(), title="Minister", country=make_country())
    quote = make_quote()
    data = {"attributions-0-position": "3", "attributions-0-role": role.pk, "reason": "Found out."}
    editor.post(url(quote), values(editor.get(url(quote))) | data)
    [[_label, _old, new]] = ProposedChange.objects.get().differences
    assert "United States" in new
    assert new.startswith(f"Ada Lovelace (no. {role.speaker_id}), position 3")


def test_what_is_no_longer_what_was_shown_is_not_taken(publisher, editor):
    quote, impostor = namesakes()
    editor.post(
        url(quote),
        values(editor.get(url(quote))) | {"attributions-0-speaker": impostor.pk, "reason": "Misread."},
    )
    Speaker.objects.filter(pk=impostor.pk).update(name="Somebody else")
    assert "not what is shown here" in text(accept(publisher))
    assert quote.attributions.get().speaker.description == ""
    assert ProposedChange.objects.get().state == "open"


def test_with_four_eyes_a_publisher_proposes_and_another_takes_over(publisher, settings):
    settings.FOUR_EYES = True
    quote = make_quote()
    data = values(publisher.get(url(quote))) | {"public_note": "Vowed.", "reason": "Why not."}
    publisher.post(url(quote), data)
    assert Quote.objects.get().public_note == ""
    assert "somebody else has to take it over" in text(accept(publisher))
    accept(logged_in(make_user("paul", "Publisher")))
    assert Quote.objects.get().public_note == "Vowed."


def test_with_four_eyes_nobody_goes_back_alone(publisher, settings):
    settings.FOUR_EYES = True
    quote = make_quote()
    at = quote.events.first().pgh_created_at.isoformat()
    assert publisher.post(url(quote, "history"), {"at": at, "reason": "r"}).status_code == 403


def test_a_proposal_is_declined_with_an_answer(proposed, publisher, editor):
    path = reverse("admin:archive_proposedchange_decline", args=[ProposedChange.objects.get().pk])
    assert editor.post(path, {"answer": "No."}).status_code == 403
    publisher.post(path, {"answer": "There was none."})
    assert ProposedChange.objects.get().answer == "There was none."


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("changed", ["rights", "title", "speaker", "outlet"])
def test_what_changed_around_a_quote_since_it_was_looked_at_is_not_published(
    publisher, editor, changed, at_once
):
    article = make_article(rights="quotes", outlet=make_outlet())
    quote = make_quote("Peace is near", article=article, status="review")
    chosen = {"action": "publish", "_selected_action": [quote.pk]}
    looked = values(publisher.post(LIST, chosen) if at_once else publisher.get(url(quote, "review")))
    row, name, value = {
        "rights": (article, "rights", "full"),
        "title": (article, "title", "Another"),
        "speaker": (quote.attributions.get().speaker, "name", "Another"),
        "outlet": (article.outlet, "name", "Another"),
    }[changed]
    form = reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
    editor.post(form, values(editor.get(form)) | {name: value})
    row.refresh_from_db()
    assert getattr(row, name) == value
    publish = reverse("admin:archive_quote_step", args=[quote.pk, "publish"])
    publisher.post(LIST if at_once else publish, looked | ({"confirmed": "1"} if at_once else {}))
    quote.refresh_from_db()
    assert quote.status == "review"
