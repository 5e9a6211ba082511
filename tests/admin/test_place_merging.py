"""Organisations and outlets that were entered twice become one, and readers are told."""

import json

import pytest
from django.urls import reverse

from archive.models import Correction, Mention, Organisation, Outlet, PlaceMerge, ProposedChange, Quote
from archive.transfer.staging import stage_json
from tests.builders import make_article, make_organisation, make_outlet, make_quote
from tests.html import errors, text


def page(place):
    return reverse(f"admin:archive_{place._meta.model_name}_merge", args=[place.pk])


def merge(client, place, into, reason="It is one ministry."):
    return client.post(page(place), {"into": into.pk, "reason": reason})


@pytest.fixture
def two(db):
    return make_organisation("Belarus's Defence Ministry"), make_organisation(
        "Ministry of Defence of Belarus"
    )


def test_what_named_the_one_names_the_other_and_is_corrected(publisher, two, client):
    old, new = two
    quote = make_quote(attribution={"organisation": old}, via=[old])
    address = old.get_absolute_url()
    assert "1 published quote<" in text(publisher.get(page(old)))
    merge(publisher, old, new)
    assert quote.attributions.get().organisation == new
    assert quote.via.get().organisation == new
    assert Organisation.objects.get().other_names == ["Belarus's Defence Ministry"]
    assert {each.changed for each in Correction.objects.all()} == {"speaker", "reported via"}
    assert client.get(address)["Location"] == new.get_absolute_url()


def test_outlets_merge_with_their_articles(publisher, client):
    old, new = make_outlet("Times Hub"), make_outlet("The Times Hub News")
    quote = make_quote(article=make_article("Talks\n\n“Peace is near,” Ada said.\n", outlet=old))
    merge(publisher, old, new, "Renamed.")
    assert list(Outlet.objects.all()) == [new]
    assert Correction.objects.get(quote=quote).changed == "outlet"


def test_without_a_reason_or_with_itself_nothing_merges(publisher, two):
    old, new = two
    assert errors(merge(publisher, old, new, " "))
    assert "another one than itself" in errors(merge(publisher, old, old))[0]
    assert Organisation.objects.count() == 2


def test_a_merge_tells_why_it_was_made(publisher, two):
    merge(publisher, *two, reason="The ministry's page says so.")
    record = reverse("admin:archive_placemerge_change", args=[PlaceMerge.objects.get().pk])
    assert "The ministry&#x27;s page says so." in text(publisher.get(record))


def test_an_editor_merges_nothing(editor, two):
    assert merge(editor, *two).status_code == 403
    assert not PlaceMerge.objects.exists()


def undo(client, record):
    return client.post(reverse("admin:archive_placemerge_undo", args=[record.pk]), follow=True)


def test_an_undone_merge_leaves_all_as_it_was_and_is_corrected(publisher, two, client):
    old, new = two
    quote = make_quote(attribution={"organisation": old}, via=[new])
    later = make_quote(attribution={"organisation": old})
    both = make_quote("Peace")
    Mention.objects.bulk_create(Mention(quote=both, organisation=each) for each in two)
    before = Organisation.objects.filter(pk=old.pk).values().get()
    merge(publisher, old, new)
    later.attributions.update(organisation=None)
    page = publisher.get(reverse("admin:archive_placemerge_change", args=[PlaceMerge.objects.get().pk]))
    assert "Undo: Belarus" in text(page)
    undo(publisher, PlaceMerge.objects.get())
    assert Organisation.objects.filter(pk=old.pk).values().get() == before
    assert Organisation.objects.get(pk=new.pk).other_names == []
    assert (quote.attributions.get().organisation, quote.via.get().organisation) == (old, new)
    assert later.attributions.get().organisation is None
    assert both.mentions.count() == 2
    assert client.get(old.get_absolute_url()).status_code == 200
    assert [each.changed for each in Correction.objects.filter(quote=quote)] == ["speaker", "speaker"]


def test_outlets_that_were_merged_are_told_apart_again(publisher):
    old, new = make_outlet("Riga Post"), make_outlet("The Riga Post")
    quote, later = (
        make_quote(f"We go {n}", article=make_article(f"We go {n}, Ada said.", outlet=old)) for n in "ab"
    )
    merge(publisher, old, new)
    later.article.__class__.objects.filter(pk=later.article_id).update(outlet=make_outlet("Third"))
    undo(publisher, PlaceMerge.objects.get())
    outlets = dict(Quote.objects.values_list("pk", "article__outlet__name"))
    assert outlets == {quote.pk: "Riga Post", later.pk: "Third"}
    assert Outlet.objects.get(pk=new.pk).other_names == []


def test_what_stands_against_an_undoing_is_said(publisher, two):
    first, second = two
    third = make_organisation("Defence Ministry")
    merge(publisher, first, second)
    merge(publisher, second, third)
    one, two_ = PlaceMerge.objects.order_by("pk")
    assert "undo the later merge first" in text(undo(publisher, one))
    taken = make_organisation(two_.name)
    assert f"no. {taken.pk}" in text(undo(publisher, two_))
    taken.delete()
    for record in (two_, one):
        undo(publisher, record)
    assert sorted(Organisation.objects.values_list("pk", flat=True)) == [first.pk, second.pk, third.pk]
    assert "undone already" in text(undo(publisher, one))


def test_an_editor_undoes_nothing_and_with_four_eyes_nobody_alone(publisher, editor, two, settings):
    make_quote(attribution={"organisation": two[0]})
    merge(publisher, *two)
    record = PlaceMerge.objects.get()
    assert undo(editor, record).status_code == 403
    settings.FOUR_EYES = True
    undo(publisher, record)
    assert Organisation.objects.count() == 1
    assert ProposedChange.objects.count() == 1


def test_a_file_that_names_what_was_merged_brings_nothing_back(publisher, two):
    old, new = two
    raw = {
        "organisations": [{"ref": old.ref, "name": old.name}],
        "outlets": [{"ref": "o", "name": "Post", "organisation": old.ref}],
    }
    merge(publisher, old, new)
    staged = stage_json(json.dumps(raw).encode())
    assert staged.problems == []
    assert staged.bundle.organisations == []
    assert staged.bundle.outlets[0].organisation == new.ref
    undo(publisher, PlaceMerge.objects.get())
    assert stage_json(json.dumps(raw).encode()).bundle.outlets[0].organisation == old.ref
