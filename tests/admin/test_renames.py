"""Whatever makes published quotes read differently leaves a public correction."""

import pytest
from django.urls import reverse

from archive.editing.merge import merge, undo
from archive.models import Correction, Merge, Occasion, Organisation, Role, Speaker
from tests.builders import make_organisation, make_outlet, make_quote, make_speaker
from tests.html import errors, values


def url(row):
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


def corrections():
    return sorted(Correction.objects.values_list("changed", "old", "new", "reason"))


@pytest.fixture
def quote(db):
    ministry = make_organisation()
    role = Role.objects.create(speaker=make_speaker(), title="Minister", organisation=ministry)
    quote = make_quote(
        speaker=role.speaker,
        attribution={"role": role},
        via=[make_organisation("Wire")],
        occasion=Occasion.objects.create(name="A talk", kind="briefing"),
    )
    quote.article.outlet = make_outlet()
    quote.article.save()
    return quote


def rename(client, row, field="name", **more):
    return client.post(url(row), values(client.get(url(row))) | {field: "Another", **more})


ROWS = {
    "outlet": (lambda quote: quote.article.outlet, "name", "outlet"),
    "speaker": (lambda quote: Speaker.objects.get(), "name", "speaker"),
    "role": (lambda quote: Role.objects.get(), "title", "speaker"),
    "its organisation": (lambda quote: Organisation.objects.get(name="Ministry of Tests"), "name", "speaker"),
    "a link": (lambda quote: Organisation.objects.get(name="Wire"), "name", "reported via"),
    "article": (lambda quote: quote.article, "title", "article"),
    "occasion": (lambda quote: quote.occasion, "name", "occasion"),
    "its place": (lambda quote: quote.occasion, "place", "occasion"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_renamed_row_corrects_the_quotes_that_show_it(publisher, quote, name):
    find, field, changed = ROWS[name]
    assert "Say why" in errors(rename(publisher, find(quote), field))[0]
    assert rename(publisher, find(quote), field, reason="Misspelt.").status_code == 302
    correction = Correction.objects.get()
    assert (correction.changed, correction.reason) == (changed, "Misspelt.")
    assert "Another" in correction.new


def test_a_role_renamed_on_its_speakers_page_asks_too(publisher, quote):
    speaker = Speaker.objects.get()
    assert "Say why" in errors(rename(publisher, speaker, "roles-0-title"))[0]
    rename(publisher, speaker, "roles-0-title", reason="Misspelt.")
    line = "Ada Lovelace, {}, Ministry of Tests (established by an editor)".format
    assert corrections()[0][:3] == ("speaker", line("Minister"), line("Another"))


def test_what_nobody_reads_needs_no_reason(publisher, db):
    assert rename(publisher, make_speaker("Bob")).status_code == 302
    assert corrections() == []


def test_a_merge_and_its_undoing_are_corrections_even_of_namesakes(db):
    adams = make_speaker("Adams")
    make_quote(speaker=adams)
    impostor = Speaker.objects.create(name="Adams", description="the impostor")
    assert merge(adams, impostor, "One person.") == []
    undo(Merge.objects.get())
    one, other = f"Adams (no. {adams.pk})", f"Adams (no. {impostor.pk})"
    assert [each[1:3] for each in corrections()] == sorted([(one, other), (other, one)])
