"""Undo of what was accepted: the draft goes, with what it brought and nothing else names."""

import pytest
from django.urls import reverse

from archive.models import Organisation, Proposal, Quote, Role, Speaker
from tests.admin.conftest import logged_in, make_user
from tests.builders import make_article, make_proposal, make_speaker
from tests.html import text, values

RAW = "Talks\n\n“Peace is near,” minister Ada Lovelace said. “We wait,” Ada Lovelace said.\n"


@pytest.fixture
def editor(db):
    return logged_in(make_user("eddie", "Editor"))


@pytest.fixture
def proposals(db):
    article = make_article(RAW)
    found = [make_proposal(article, words) for words in ("Peace is near", "We wait")]
    start = RAW.index("minister")
    found[0].content["affiliation"] = {
        "role": [start, start + 8],
        "organisation": "Ministry of Calm",
        "countries": [],
    }
    found[0].content["sure"] |= {"role": "high"}
    found[0].save()
    return found


def act(client, proposal, name, **sent):
    return client.post(reverse(f"admin:archive_proposal_{name}", args=[proposal.pk]), sent, follow=True)


def accept(client, proposal, **more):
    return act(client, proposal, "accept", **{"who-0": "new", "chips": "1", "take": ["role"], **more})


def rows():
    return [model.objects.count() for model in (Quote, Speaker, Role, Organisation)]


def states():
    return list(Proposal.objects.order_by("pk").values_list("state", flat=True))


def test_the_draft_goes_with_its_new_speaker_office_and_organisation(editor, proposals):
    page = accept(editor, proposals[0], office="1", add=["Ministry of Calm"])
    assert rows() == [1, 1, 1, 1]
    assert f"Undo draft no. {Quote.objects.get().pk}" in text(page)
    act(editor, proposals[0], "reopen")
    assert (rows(), states()) == ([0, 0, 0, 0], ["open", "open"])
    act(editor, proposals[0], "reopen")
    accept(editor, proposals[0])
    assert rows()[:2] == [1, 1]


def test_what_was_there_before_and_what_another_draft_needs_stays(editor, proposals):
    known = make_speaker("Bob Roe")
    accept(editor, proposals[0])
    accept(editor, proposals[1], **{"who-0": Speaker.objects.exclude(pk=known.pk).get().pk})
    act(editor, proposals[0], "reopen")
    assert rows() == [1, 2, 0, 0]
    assert states() == ["open", "accepted"]


def test_a_draft_that_somebody_worked_on_stays(editor, proposals):
    accept(editor, proposals[0])
    url = reverse("admin:archive_quote_change", args=[Quote.objects.get().pk])
    editor.post(url, values(editor.get(url)) | {"public_note": "An hour's work."})
    assert "Somebody worked on the draft" in text(act(editor, proposals[0], "reopen"))
    assert Quote.objects.get().public_note == "An hour's work."


@pytest.mark.parametrize("status", ["review", "published"])
def test_what_went_on_is_not_undone(editor, proposals, status):
    accept(editor, proposals[0], **{"who-0": "new"})
    quote = Quote.objects.get()
    quote.status, quote.published_at = status, quote.added_at if status == "published" else None
    quote.save()
    assert "went on to review" in text(act(editor, proposals[0], "reopen"))
    assert Quote.objects.count() == 1


def test_all_that_was_accepted_at_once_is_undone_one_by_one(editor, proposals):
    page = reverse("admin:archive_article_accept_all", args=[proposals[0].article_id])
    editor.post(page, values(editor.get(page)))
    for proposal in proposals:
        act(editor, proposal, "reopen")
    assert (rows()[:2], states()) == ([0, 0], ["open", "open"])


def test_the_speaker_of_two_drafts_goes_with_the_last_of_them(editor, proposals):
    accept(editor, proposals[0], office="1", add=["Ministry of Calm"])
    accept(editor, proposals[1], **{"who-0": Speaker.objects.get().pk})
    act(editor, proposals[0], "reopen")
    assert (rows()[:2], states()) == ([1, 1], ["open", "accepted"])
    act(editor, proposals[1], "reopen")
    assert (rows(), states()) == ([0, 0, 0, 0], ["open", "open"])


def test_a_speaker_whom_somebody_entered_by_hand_stays(editor, proposals):
    known = reverse("admin:archive_speaker_add")
    editor.post(known, values(editor.get(known)) | {"name": "Ada L.", "type": "person"})
    for proposal in proposals:
        accept(editor, proposal, **{"who-0": Speaker.objects.get().pk})
    for proposal in proposals:
        act(editor, proposal, "reopen")
    assert rows() == [0, 1, 0, 0]
